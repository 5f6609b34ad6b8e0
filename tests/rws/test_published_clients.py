"""Requests that published clients of the service were seen to send, as facts."""

import pytest

from customers.models import Customer
from tests.accounts import Account
from tests.clients import Caller
from tests.rws.answers import EMPTY, PATH


def test_a_creation_with_a_name_and_an_account_alone(api: Caller) -> None:
    """The client leaves out both addresses, although one of them is called required."""
    reply = api.json(PATH, {"name": "Acme", "accountName": "First"})
    assert (reply.status, set(reply.body)) == (200, {"customerId", "timestamp"})


def test_calls_without_an_accept_header(api: Caller) -> None:
    assert "HTTP_ACCEPT" not in api.client.defaults
    key = api.json(PATH, {"name": "Acme", "accountName": "First"}).body["customerId"]
    assert api.get(f"{PATH}/{key}").status == 200
    assert api.json(f"{PATH}/{key}", {"name": "Acme"}, "PUT").status == 200
    assert api.get(f"{PATH}/999999").headers["Content-Type"] == "application/json"


def test_a_replacement_of_the_name_with_the_flag_switched_off(api: Caller, account: Account) -> None:
    key = api.json(PATH, {"name": "Acme", "accountName": "First", "shipToBillAddress": True}).body["customerId"]
    reply = api.json(f"{PATH}/{key}", {"name": "x", "shipToBillAddress": False}, "PUT")
    created = Customer.objects.for_organization(account.first.organization).get(pk=key).date_created
    assert reply.pair == (200, {"customerId": key, "timestamp": int(created.timestamp())})
    assert api.get(f"{PATH}/{key}").body == {**EMPTY, "name": "x", "customerId": key}


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/json;charset=UTF-8", ""])
def test_calls_with_the_usual_accept_headers(api: Caller, accept: str) -> None:
    key = api.json(PATH, {"name": "Acme", "accountName": "First"}, accept=accept).body["customerId"]
    assert api.get(f"{PATH}/{key}", accept=accept).status == 200
