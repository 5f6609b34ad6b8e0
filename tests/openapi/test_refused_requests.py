"""Examples of refusals are what the service answers, byte for byte; here those of dialect v1 and those of all."""

import pytest

from customers.models import Customer
from customers_api.core.problems import Problem, ProblemCode
from organizations.models import Organization
from tests.accounts import Account, basic
from tests.clients import Caller
from tests.openapi.asking import RWS, V1, V2, Example, sent, shown
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "query"),
    [
        ("unknown_parameters", "colour=red"),
        ("invalid_parameter", "sort=colour"),
        ("invalid_parameter_2", "fields=name,colour"),
        ("invalid_type", "max=many"),
        ("invalid_type_2", "region=north"),
        ("invalid_boolean", "isActive=maybe"),
        ("invalid_datetime", "dateCreated_gt=yesterday"),
        ("search_too_long", f"name=*{'a' * 500}"),
        ("too_many_words", "q=" + "+".join(f"w{number}" for number in range(21))),
        ("too_many_parameters", "&".join(f"p{number}=1" for number in range(101))),
        ("url_too_long", f"q={'a' * 8192}"),
    ],
)
def test_a_list_of_dialect_v1_is_refused_as_its_example_says(world: World, key: str, query: str) -> None:
    example = ("/customers", "get", 400, key)
    assert sent(world.api, "GET", f"{V1}/customers?{query}") == shown("v1", V1, example)


NEW = {"reference": "a", "name": "A"}


@pytest.mark.parametrize(
    ("status", "key", "body"),
    [
        (400, "missing", {"reference": "a"}),
        (400, "missing_2", {**NEW, "isSubCustomer": True}),
        (400, "missing_3", {**NEW, "dueDateConfigType": "1"}),
        (400, "invalid_type", {**NEW, "categoryId": "first"}),
        (400, "invalid_element", {**NEW, "paymentTypes": [{"id": "first"}]}),
        (400, "invalid_boolean", {**NEW, "isActive": "maybe"}),
        (400, "invalid_value", {**NEW, "name": "a" * 256}),
        (400, "not_unique", {**NEW, "reference": "taken"}),
        (404, "link_not_found", {**NEW, "categoryId": 999}),
        (404, "link_not_found_2", {**NEW, "paymentTypes": [{"id": 999}]}),
        (404, "country_unknown", {**NEW, "country": "Atlantis"}),
        (404, "currency_unknown", {**NEW, "currency": "EUX"}),
        (404, "currency_not_configured", {**NEW, "currency": "GBP"}),
        (400, "malformed_body", b"{"),
        (400, "malformed_body", []),
    ],
)
def test_a_creation_of_dialect_v1_is_refused_as_its_example_says(
    world: World, status: int, key: str, body: object
) -> None:
    assert world.api.json(f"{V1}/customers", {"reference": "taken", "name": "T"}).status == 201
    assert sent(world.api, "POST", f"{V1}/customers", body) == shown("v1", V1, ("/customers", "post", status, key))


@pytest.mark.parametrize(
    ("example", "method", "address"),
    [
        (("/customers/{id}", "get", 404, "record_not_found"), "GET", "/customers/999"),
        (("/customers/{id}", "get", 400, "invalid_type"), "GET", "/customers/first"),
        (("/regions/reference/{reference}", "get", 404, "record_not_found"), "GET", "/regions/reference/unknown"),
        (("/contacts/{id}", "delete", 404, "record_not_found"), "DELETE", "/contacts/999"),
        (("/users/{id}", "get", 400, "invalid_parameter"), "GET", "/users/1?fields=colour"),
        (
            ("/paymentTypes/reference/{reference}", "delete", 400, "delete_protected"),
            "DELETE",
            "/paymentTypes/reference/cash",
        ),
        (("/customers/{id}", "get", 404, "path_not_found"), "GET", "/nothing"),
    ],
)
def test_an_address_of_dialect_v1_is_refused_as_its_example_says(
    world: World, example: Example, method: str, address: str
) -> None:
    assert sent(world.api, method, V1 + address) == shown("v1", V1, example)


def test_an_update_of_dialect_v1_by_reference_has_references_as_links(world: World) -> None:
    world.api.json(f"{V1}/customers", NEW)
    example = ("/customers/reference/{reference}", "put", 404, "link_not_found")
    body = {"categoryId": "unknown"}
    assert sent(world.api, "PUT", f"{V1}/customers/reference/a", body) == shown("v1", V1, example)


@pytest.mark.parametrize(
    ("status", "key", "headers"),
    [
        (415, "unsupported_media_type", {"content_type": "text/csv"}),
        (406, "not_acceptable", {"Accept": "text/html"}),
        (400, "invalid_parameter", {"Idempotency-Key": "order\t7"}),
        (412, "precondition_failed", {"If-None-Match": "*"}),
    ],
)
def test_the_headers_of_dialects_v1_and_v2_are_refused_as_their_examples_say(
    account: Account, status: int, key: str, headers: dict[str, str]
) -> None:
    first, in_v2 = account.first, 400 if status == 406 else status
    first.api.json(f"{V1}/customers", NEW)
    at_v1, at_v2 = f"{V1}/customers/reference/a", f"{V2}/customer/{first_customer(first.organization)}"
    of_v1, of_v2 = "/customers/reference/{reference}", "/customer/{id}"
    assert sent(first.api, "PUT", at_v1, NEW, **headers) == shown("v1", V1, (of_v1, "put", status, key))
    assert sent(first.api, "PUT", at_v2, {"name": "A"}, **headers) == shown("v2", V2, (of_v2, "put", in_v2, key))


def first_customer(organization: Organization) -> int:
    """Return the id of an organization's first customer."""
    return Customer.objects.for_organization(organization).values_list("pk", flat=True).earliest("pk")


def test_who_may_not_write_or_is_nobody_is_refused_as_the_examples_of_each_dialect_say(account: Account) -> None:
    reader, nobody, wrong = account.first.reader, Caller(), Caller("Bearer ck_wrong")
    requests: list[tuple[str, str, str, Caller, int, str]] = [
        ("v1", V1, "/customers", Caller.of(reader), 403, "access_denied"),
        ("v1", V1, "/customers", nobody, 401, "no_credentials"),
        ("v2", V2, "/customer", Caller.of(reader), 401, "access_denied"),
        ("v2", V2, "/customer", wrong, 401, "no_credentials"),
        ("v2", V2, "/customer", nobody, 401, "no_credentials_2"),
        ("rws", RWS, "/customers", basic(reader), 400, "10000030"),
        ("rws", RWS, "/customers", basic(reader, "ck_wrong"), 401, "10000001"),
        ("rws", RWS, "/customers", nobody, 401, "no_credentials"),
    ]
    for dialect, base, path, caller, status, key in requests:
        expected = shown(dialect, base, (path, "post", status, key))
        assert sent(caller, "POST", base + path, NEW) == expected, (dialect, key)


@pytest.mark.parametrize(
    ("dialect", "example"),
    [
        ("v1", (f"{V1}/customers", "post", 500, "server_error")),
        ("v2", (f"{V2}/customer", "post", 500, "server_error")),
        ("rws", (f"{RWS}/customers", "post", 500, "30000001")),
        ("v1", (f"{V1}/customers", "post", 429, "throttled")),
    ],
)
def test_a_fault_is_answered_as_the_examples_say(
    account: Account, monkeypatch: pytest.MonkeyPatch, dialect: str, example: Example
) -> None:
    error = Problem(ProblemCode.THROTTLED, wait=40) if example[2] == 429 else RuntimeError("a defect")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("customers_api.api.views.DialectView.demand_rate", fail)
    caller = basic(account.first.editor) if dialect == "rws" else account.first.api
    assert sent(caller, "POST", example[0], NEW) == shown(dialect, "", example)
