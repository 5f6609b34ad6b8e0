"""The example that the document of dialect rws prints, as printed, on the demo world."""

import shlex
from base64 import b64encode
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from customers.demo.world import DemoWorld, build_demo_world
from tests.clients import Caller, Reply

COMMAND = r"""
curl -X POST --header "Content-Type: application/json" --header "Accept: application/json" --header "Authorization: Basic <YOUR-ENCRYPTED-CREDENTIALS>" -d "{
   \"name\": \"Acme Customer\",
   \"accountName\": \"Acme\",
   \"securityQuestion\": \"FirstConcert\",
   \"securityAnswer\": \"Journey\",
   \"shipToBillAddress\": true,
   \"billingAddress\":
      {
      \"addressLine1\": \"123 Main\",
      \"addressLine2\": \"string\",
      \"city\": \"Anytown\",
      \"state\": \"FLA\",
      \"country\": \"USA\",
      \"postalCode\": \"36301\"
      }
}" "https://rws-jpotest.jasper.com/rws/api/v1/customers"
"""  # noqa: E501
PRINTED = {"customerId": 1234, "timestamp": 1527590173}
BILLING = {
    "addressLine1": "123 Main",
    "addressLine2": "string",
    "city": "Anytown",
    "state": "FLA",
    "country": "US",
    "postalCode": "36301",
}


@pytest.fixture
def demo(db: None) -> DemoWorld:
    """The demo world."""
    return build_demo_world()


def run(command: str, credentials: str) -> Reply:
    """Send what the command line would send, once a shell has read it."""
    words = shlex.split(command.replace("<YOUR-ENCRYPTED-CREDENTIALS>", b64encode(credentials.encode()).decode()))
    url = words.pop()
    options = list(zip(words[1::2], words[2::2], strict=True))
    headers = dict(value.split(": ", 1) for option, value in options if option == "--header")
    [body] = [value for option, value in options if option == "-d"]
    [method] = [value for option, value in options if option == "-X"]
    caller = Caller(headers.pop("Authorization"))
    return caller.raw(urlsplit(url).path, body.encode(), headers.pop("Content-Type"), method, **headers)


def test_the_printed_request_gets_the_printed_answer(demo: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = f"group:{demo.new_key('group')}"
    # The world that leads to the printed answer: the next id, and the moment.
    monkeypatch.setattr("customers.account_names.next_id", lambda model: PRINTED["customerId"])
    moment = datetime.fromtimestamp(PRINTED["timestamp"], UTC)
    with monkeypatch.context() as then:
        then.setattr("customers_api.core.writing.timezone.now", lambda: moment)
        reply = run(COMMAND, credentials)
    assert reply.pair == (200, PRINTED)
    assert list(reply.body) == list(PRINTED)
    shown = Caller("Basic " + b64encode(credentials.encode()).decode()).get("/rws/api/v1/customers/1234")
    assert shown.body == {
        "name": "Acme Customer",
        "accountName": "Acme",
        "securityQuestion": "FirstConcert",
        "securityAnswer": "********",
        "shipToBillAddress": True,
        "contacts": [],
        "billingAddress": BILLING,
        "shippingAddress": BILLING,
        "customerId": 1234,
    }


def test_the_user_of_one_organization_alone_does_not_know_the_other_one_of_its_group(demo: DemoWorld) -> None:
    reply = run(COMMAND, f"api:{demo.new_key('api')}")
    expected = {"errorMessage": "Resource not found - Invalid accountId.", "errorCode": "20000003"}
    assert reply.pair == (404, expected)


def test_the_same_request_again_finds_the_name_taken(demo: DemoWorld) -> None:
    credentials = f"group@example.com:{demo.password}"
    assert run(COMMAND, credentials).status == 200
    expected = {"errorMessage": "Duplicate customer name.", "errorCode": "10000602"}
    assert run(COMMAND, credentials).pair == (400, expected)
