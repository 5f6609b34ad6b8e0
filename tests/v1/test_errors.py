"""Reaches every row of dialect v1's error table; it knows no table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from customers_api.core.problems import ProblemCode
from customers_api.core.reading import ReadModel
from tests.clients import Caller, Reply
from tests.v1.contracts import BASE, IN_USE, error, missing, no_boolean, save_failed, unknown, wrong_type
from tests.v1.test_pictures import TOO_LARGE, UNSUPPORTED, upload
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
NEW = {"reference": "N", "name": "N"}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
INSIDE = error(500, "server_error", "Oops! Something went wrong...")
AWAY = error(503, "service_unavailable", "The service is unavailable for a moment: try again later.")
NO_CREDENTIALS = error(401, "no_credentials", "Valid credentials are required to access this resource.")
DENIED = error(403, "access_denied", "You are not allowed to do this.")
MALFORMED = error(400, "malformed_request", "The body of the request could not be read.")
Request = Callable[[World], Reply]


def listed(query: str) -> Request:
    return lambda world: world.api.get(f"{CUSTOMERS}?{query}")


def created(**sent: Any) -> Request:
    return lambda world: world.api.json(CUSTOMERS, {**NEW, **sent})


def pictured(data: bytes) -> Request:
    return lambda world: world.api.form(CUSTOMERS, {**NEW, "imageFile": upload(data)})


def refers_to_itself(world: World) -> Reply:
    body = world.api.json(CUSTOMERS, NEW).body
    return world.api.json(f"{CUSTOMERS}/{body['id']}", {"parentCustomer": body["id"]})


def twice(world: World) -> Reply:
    return [world.api.json(CUSTOMERS, NEW) for _ in range(2)][1]


def category_in_use(world: World) -> Reply:
    sent = {**NEW, "parentId": world.root.pk}
    category = world.api.json(f"{BASE}/customerCategories", sent).body["id"]
    assert world.api.json(CUSTOMERS, {**NEW, "categoryId": category}).status == 201
    return world.api.delete(f"{BASE}/customerCategories/{category}")


def region_too_high(world: World) -> Reply:
    region = world.api.json(f"{BASE}/regions", {"name": "R"}).body["id"]
    world.organization.region_level = 2
    world.organization.save()
    return world.api.json(CUSTOMERS, {**NEW, "regionId": region})


def other_request_with_the_key(world: World) -> Reply:
    world.api.json(CUSTOMERS, NEW, **{"Idempotency-Key": "k"})
    return world.api.json(CUSTOMERS, {**NEW, "name": "another"}, **{"Idempotency-Key": "k"})


def invalid(text: str) -> Any:
    return error(400, "invalid_param", text)


P = ProblemCode
CASES: dict[ProblemCode, tuple[Request, Any]] = {
    P.NO_CREDENTIALS: (lambda world: Caller().get(CUSTOMERS), NO_CREDENTIALS),
    P.ACCESS_DENIED: (lambda world: world.reading_api.json(CUSTOMERS, NEW), DENIED),
    P.PATH_NOT_FOUND: (
        lambda world: world.api.get(f"{BASE}/customer"),
        error(404, "not_found", "The requested address doesn't exist."),
    ),
    P.METHOD_NOT_ALLOWED: (
        lambda world: world.api.delete(CUSTOMERS),
        error(405, "method_not_allowed", "The method DELETE is not allowed for this address."),
    ),
    P.NOT_ACCEPTABLE: (
        lambda world: world.api.get(CUSTOMERS, Accept="text/html"),
        error(406, "not_acceptable", "Answers are application/json only."),
    ),
    P.UNSUPPORTED_MEDIA_TYPE: (
        lambda world: world.api.raw(CUSTOMERS, b"<a/>", "text/xml; charset=utf-8"),
        error(415, "unsupported_media_type", "The content type text/xml; charset=utf-8 is not supported."),
    ),
    P.BODY_TOO_LARGE: (
        lambda world: world.api.raw(CUSTOMERS, b" " * (10 * 1024 * 1024 + 1), JSON),
        error(413, "request_too_large", "The body of the request is too large."),
    ),
    P.MALFORMED_BODY: (lambda world: world.api.raw(CUSTOMERS, b"{", JSON), MALFORMED),
    P.BAD_HOST: (
        lambda world: world.api.get(CUSTOMERS, Host="evil.example"),
        error(400, "malformed_request", "The host of the request is not served here."),
    ),
    P.IDEMPOTENCY_MISMATCH: (
        other_request_with_the_key,
        error(422, "idempotency_mismatch", "The Idempotency-Key was already used for another request."),
    ),
    P.PRECONDITION_FAILED: (
        lambda world: world.api.json(f"{CUSTOMERS}/reference/N", NEW, **{"If-Match": "*"}),
        error(412, "precondition_failed", "The state of the customer is not the one that the request asks for."),
    ),
    P.UNKNOWN_PARAMETERS: (
        listed("dateCreated_gta=1&nmae=x&name=y"),
        invalid("The parameters [dateCreated_gta, nmae] you provided are not valid for this request."),
    ),
    P.INVALID_PARAMETER: (
        listed("sort=paymentTypes"),
        invalid("The value paymentTypes of the parameter sort is not valid for this request."),
    ),
    P.INVALID_TYPE: (created(categoryId="x"), wrong_type("categoryId")),
    P.INVALID_BOOLEAN: (created(onHold="on"), no_boolean("onHold")),
    P.INVALID_ELEMENT: (created(paymentTypes="[{}]"), wrong_type("payment type id")),
    P.INVALID_DATETIME: (
        listed("dateCreated_gt=2016-08-1Z"),
        error(400, "invalid_datetime_format", "Invalid datetime filter (not ISO-8601 formatted): [2016-08-1Z]"),
    ),
    P.MISSING: (lambda world: world.api.json(CUSTOMERS, {}), missing("reference")),
    P.REFERENCE_DIFFERS: (
        lambda world: world.api.json(f"{CUSTOMERS}/reference/other", NEW),
        invalid("The parameter reference differs from the reference in the URL."),
    ),
    P.RECORD_NOT_FOUND: (lambda world: world.api.get(f"{CUSTOMERS}/32987"), unknown("customer", "id", 32987)),
    P.LINK_NOT_FOUND: (created(paymentTypes=[999]), unknown("payment type", "id", 999)),
    P.COUNTRY_UNKNOWN: (
        created(country="Atlantis"),
        error(404, "not_found", "The country with name Atlantis doesn't exist."),
    ),
    P.CURRENCY_UNKNOWN: (
        created(currency="GmBP"),
        error(404, "not_found", "The currency with name GmBP doesn't exist."),
    ),
    P.CURRENCY_NOT_CONFIGURED: (
        created(currency="GBP"),
        error(404, "not_found", "The currency with name GBP is not configured."),
    ),
    P.REGION_LEVEL: (
        region_too_high,
        invalid("The parameters [regionId] you provided are not valid for this request."),
    ),
    P.OWN_ANCESTOR: (refers_to_itself, error(404, "not_found", "The customer cannot be a subcustomer of itself.")),
    P.NOT_UNIQUE: (twice, error(400, "not_unique", "reference already used")),
    P.INVALID_VALUE: (created(creditLimit=-1), save_failed(("creditLimit", "must not be less than 0"))),
    P.PICTURE_TOO_LARGE: (pictured(b"x" * (2 * 1024 * 1024 + 1)), TOO_LARGE),
    P.PICTURE_UNSUPPORTED: (pictured(b"x"), UNSUPPORTED),
    P.IN_USE: (category_in_use, IN_USE),
    P.DELETE_PROTECTED: (
        lambda world: world.api.delete(f"{BASE}/paymentTypes/reference/cash"),
        error(400, "delete_not_authorized", "This type of payment must not be deleted"),
    ),
}
# What no request alone can bring about; each has a test of its own below, or where requests race.
FROM_OUTSIDE = {P.REQUEST_IN_PROGRESS, P.THROTTLED, P.SERVER_ERROR, P.UNAVAILABLE, P.PICTURE_NOT_STORED}
# tests/limits reaches these.
FROM_OUTSIDE |= {P.URL_TOO_LONG, P.TOO_MANY_PARAMETERS, P.SEARCH_TOO_LONG, P.TOO_MANY_WORDS}
HEADERS = {
    P.NO_CREDENTIALS: ("WWW-Authenticate", 'Bearer realm="customers"'),
    P.METHOD_NOT_ALLOWED: ("Allow", "GET, HEAD, POST"),
}


@pytest.mark.parametrize("code", CASES)
def test_each_problem_is_answered_in_its_own_words(world: World, code: ProblemCode) -> None:
    request, expected = CASES[code]
    reply = request(world)
    assert (reply.pair, list(reply.body)) == (expected, list(expected[1]))
    assert reply.headers["Content-Type"] == "application/json"
    if code in HEADERS:
        name, value = HEADERS[code]
        assert reply.headers[name] == value


def test_no_problem_is_left_out() -> None:
    assert set(CASES) | FROM_OUTSIDE == set(ProblemCode)
    assert not set(CASES) & FROM_OUTSIDE


def raising(problem: Exception) -> Callable[..., Any]:
    def raise_it(*_: object, **__: object) -> None:
        raise problem

    return raise_it


@pytest.mark.parametrize(
    ("problem", "expected"),
    [(OperationalError("no route to host"), AWAY), (ZeroDivisionError("the inside"), INSIDE)],
)
@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_and_a_lost_database_tell_nothing_of_the_inside(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Settings, problem: Exception, expected: Any, *, debug: bool
) -> None:
    settings.DEBUG = debug
    monkeypatch.setattr(ReadModel, "written", raising(problem))
    monkeypatch.setattr(ReadModel, "one", raising(problem))
    calls = [world.api.get(f"{CUSTOMERS}/1"), world.api.json(CUSTOMERS, NEW)]
    assert [call.pair for call in calls] == [expected] * 2
    assert {call.headers.get("Retry-After") for call in calls} == ({"5"} if expected is AWAY else {None})
    monkeypatch.undo()
    assert world.api.get(f"{CUSTOMERS}/reference/N").status == 404
