"""Examples of refusals of dialects v2 and rws are what the service answers, byte for byte."""

from typing import Any

import pytest

from tests.accounts import Account, basic
from tests.openapi.asking import RWS, V2, Example, sent, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("missing", {"name": "A"}),
        ("missing_2", {"company": "OWN"}),
        ("missing_3", {"contact_person": {"name": "Inès"}}),
        ("missing_4", {"template": {"fields": []}}),
        ("invalid_type", {"name": 5}),
        ("invalid_type_2", {"category": "first"}),
        ("invalid_type_3", {"contact_person": "Inès"}),
        ("link_not_found", {"company": 999}),
        ("link_not_found_2", {"category": 999}),
        ("link_not_found_3", {"template": {"id": 999}}),
        ("invalid_value", {"name": "a" * 51}),
        ("invalid_value_2", {"contact_person": {"name": "Inès", "email": "ines"}}),
        ("invalid_value_3", {"nda_signed_date": "yesterday"}),
        ("invalid_boolean", {"nda_signed": "maybe"}),
        ("country_unknown", {"country": 999}),
        ("not_unique", {"name": "Taken"}),
        ("malformed_body", b"{"),
        ("malformed_body_2", []),
    ],
)
def test_a_creation_of_dialect_v2_is_refused_as_its_example_says(account: Account, key: str, body: Any) -> None:
    own = account.first.organization.pk
    assert account.first.api.json(f"{V2}/customer", {"company": own, "name": "Taken"}).status == 201
    if isinstance(body, dict):
        shortest = {} if key in {"missing", "missing_2"} else {"company": own, "name": "A"}
        body = {**shortest, **body, **({"company": own} if body.get("company") == "OWN" else {})}
    example = ("/customer", "post", 400, key)
    assert sent(account.first.api, "POST", f"{V2}/customer", body) == shown("v2", V2, example)


@pytest.mark.parametrize(
    ("example", "address"),
    [
        (("/customer", "get", 400, "missing"), "/customer"),
        (("/customer", "get", 400, "invalid_type"), "/customer?company=first"),
        (("/category", "get", 400, "invalid_type_2"), "/category?company=OWN&limit=many"),
        (("/category", "get", 400, "link_not_found"), "/category?company=999"),
        (("/customer/{id}", "get", 404, "record_not_found"), "/customer/999"),
        (("/country/{id}", "get", 404, "record_not_found"), "/country/999"),
    ],
)
def test_a_question_of_dialect_v2_is_refused_as_its_example_says(
    account: Account, example: Example, address: str
) -> None:
    path = address.replace("OWN", str(account.first.organization.pk))
    assert sent(account.first.api, "GET", V2 + path) == shown("v2", V2, example)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("10000580", {}),
        ("10000023", b"{"),
        ("10000581", {"accountName": "First"}),
        ("10000582", {"name": "a" * 61}),
        ("10000583", {"name": "A"}),
        ("10000584", {"securityQuestion": "Who?"}),
        ("10000585", {"securityAnswer": "I"}),
        ("10000586", {"securityQuestion": "a" * 101, "securityAnswer": "I"}),
        ("10000587", {"securityQuestion": "Who?", "securityAnswer": "a" * 101}),
        ("10000588", {"contacts": [{}] * 5}),
        ("10000589", {"contacts": [{"name": "a" * 41}]}),
        ("10000590", {"contacts": [{"title": "a" * 41}]}),
        ("10000591", {"contacts": [{"phone": "a" * 26}]}),
        ("10000592", {"contacts": [{"mobile": "a" * 41}]}),
        ("10000593", {"contacts": [{"email": "a" * 321}]}),
        ("10000594", {"billingAddress": {"addressLine1": "a" * 41}}),
        ("10000599", {"shippingAddress": {"postalCode": "a" * 16}}),
        ("10000602", {"name": "Taken"}),
        ("10000603", {"accountName": "Second"}),
        ("10000004", {"accountName": 7}),
    ],
)
def test_a_creation_of_dialect_rws_is_refused_as_its_example_says(account: Account, key: str, body: Any) -> None:
    account.second.organization.being_erased = True
    account.second.organization.save()
    api = basic(account.whole)
    assert api.json(f"{RWS}/customers", {"name": "Taken", "accountName": "First"}).status == 200
    if isinstance(body, dict) and key not in {"10000580", "10000581", "10000583"}:
        body = {"name": "A", "accountName": "First", **body}
    example = ("/customers", "post", 400, key)
    assert sent(api, "POST", f"{RWS}/customers", body) == shown("rws", RWS, example)


@pytest.mark.parametrize(
    ("example", "address"),
    [
        (("/customers/{id}", "get", 404, "20000002"), "/rws/api/v1/customers/999"),
        (("/customers/{id}", "get", 400, "10000024"), "/rws/api/v2/customers/999"),
    ],
)
def test_a_question_of_dialect_rws_is_refused_as_its_example_says(
    account: Account, example: Example, address: str
) -> None:
    assert sent(basic(account.first.editor), "GET", address) == shown("rws", RWS, example)
