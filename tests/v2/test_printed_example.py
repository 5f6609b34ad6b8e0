"""The example that the document of dialect v2 prints, with the quotes of its shell mended, on the demo world."""

import json
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from customers.demo.world import DemoWorld, build_demo_world
from tests.clients import Caller, Reply

COMMAND = """
curl --request POST \\
--url 'https://{{base_url}}/api/v2/customer' \\
--header "Authorization: Bearer $BEARER_TOKEN" \\
--header 'Content-Type: application/json' \\
--data-raw "$JSON"
"""
# The syntax of the request with a value of the printed type in each place.
SYNTAX: dict[str, Any] = {
    "company": 1,
    "name": "string",
    "category": 2,
    "contact_person": {"name": "string", "email": "string@example.com", "type": "account_management"},
    "address_line_1": "string",
    "address_line_2": "string",
    "city": "string",
    "state_province": "string",
    "zip_postal_code": "string",
    "country": "250",
    "phone": "string",
    "mobile": "string",
    "fax": "string",
    "website": "string",
    "general_description": "string",
    "nda_signed": True,
    "nda_signed_date": "2024-02-29",
    "msa_signed": False,
    "msa_signed_date": "2024-03-01",
    "supplementary_description": "string",
    "additional_description": "string",
    "template": {
        "id": 1,
        "fields": [
            {"id": 1, "value": 1500.5},
            {"id": 2, "value": 12},
            {"id": 3, "value": "2020-02-29"},
            {"id": 4, "value": "string"},
        ],
    },
}
FIELDS = {"Budget": 1500.5, "Employees": 12, "Since": "2020-02-29", "Nickname": "string"}
# The printed keys of the response, in their order.
RESPONSE = [
    "id", "name", "category", "contact_person", "address_line_1", "address_line_2", "city", "state_province",
    "zip_postal_code", "country", "phone", "mobile", "fax", "website", "general_description", "nda_signed",
    "nda_signed_date", "msa_signed", "msa_signed_date", "supplementary_description", "additional_description",
    "template",
]  # fmt: skip


@pytest.fixture
def demo(db: None) -> DemoWorld:
    """The demo world."""
    return build_demo_world()


def run(command: str, variables: Mapping[str, str]) -> Reply:
    """Send what the command line would send, once a shell has read it."""
    words = shlex.split(command.replace("\\\n", " "))
    for name, value in variables.items():
        words = [word.replace(f"${name}", value) for word in words]
    options = list(zip(words[1::2], words[2::2], strict=True))
    headers = dict(value.split(": ", 1) for option, value in options if option == "--header")
    [url] = [value for option, value in options if option == "--url"]
    [body] = [value for option, value in options if option == "--data-raw"]
    [method] = [value for option, value in options if option == "--request"]
    caller = Caller(headers["Authorization"])
    return caller.raw(urlsplit(url).path, body.encode(), headers["Content-Type"], method)


def test_the_printed_request_gets_the_printed_answer(demo: DemoWorld) -> None:
    reply = run(COMMAND, {"BEARER_TOKEN": demo.new_key("api"), "JSON": json.dumps(SYNTAX)})
    expected = {
        **{key: SYNTAX[key] for key in RESPONSE if key in SYNTAX},
        "id": reply.body["id"],
        "category": {"id": 2, "name": "Jewelry and accessories"},
        "country": "France",
        "template": {"id": 1, "fields": FIELDS},
    }
    assert reply.pair == (201, expected)
    assert list(reply.body) == RESPONSE
    assert list(reply.body["category"]) == ["id", "name"]
    assert list(reply.body["contact_person"]) == ["name", "email", "type"]
    assert list(reply.body["template"]) == ["id", "fields"]


@pytest.mark.parametrize("kind", ["account_management", "billing", "executive", "sales", "support", "technical"])
def test_each_printed_type_of_a_contact_is_taken(demo: DemoWorld, kind: str) -> None:
    body = {**SYNTAX, "contact_person": {**SYNTAX["contact_person"], "type": kind}}
    reply = run(COMMAND, {"BEARER_TOKEN": demo.new_key("api"), "JSON": json.dumps(body)})
    assert reply.body["contact_person"]["type"] == kind


def test_the_field_that_was_switched_off_is_refused(demo: DemoWorld) -> None:
    body = {**SYNTAX, "template": {"id": 1, "fields": [{"id": 5, "value": "string"}]}}
    reply = run(COMMAND, {"BEARER_TOKEN": demo.new_key("api"), "JSON": json.dumps(body)})
    assert reply.pair == (400, {"detail": "template.fields[0].id: is not active"})
