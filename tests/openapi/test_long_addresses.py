"""Addresses that the HTTP server refuses before the service sees them: described, since clients meet them."""

import pytest

from customers_api.openapi.generator import description
from tests.live.serving import ON_SQLITE, Server
from tests.openapi.examples import operations, resolved

pytestmark = ON_SQLITE

ADDRESSES = {"v1": "/api/v1.0/customers", "v2": "/api/v2/customer", "rws": "/rws/api/v1/customers/256"}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_of_more_than_64_kib_is_refused_without_a_body_as_described(server: Server, name: str) -> None:
    refused = server.call("GET", f"{ADDRESSES[name]}?name={'a' * 70_000}")
    assert (refused.status, refused.body) == (414, b"")
    told = [resolved(name, operation["responses"]["414"]) for _, _, operation in operations(name)]
    assert [set(one) for one in told] == [{"description"}] * len(told)
    assert len(told) == sum(len(methods) for methods in description(name)["paths"].values())
