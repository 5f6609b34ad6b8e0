"""What the requests of `make schemathesis` do not get to: answers that need a session, or the tag of an answer."""

from typing import Any
from urllib.parse import urlencode

import pytest
from openapi_schema_validator import OAS31Validator

from customers_api.openapi.generator import description
from tests.login.people import LOGIN, browser, fields, logged_in, person
from tests.openapi.examples import closed
from tests.worlds import World

pytestmark = pytest.mark.django_db


def answer(path: str, method: str, status: str) -> Any:
    """Return what is described of an answer."""
    return description("v1")["paths"][path][method]["responses"][status]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_session_that_a_log_in_makes_is_shown_as_described(world: World, method: str) -> None:
    person(world.organization)
    client, _ = logged_in()
    response: Any = getattr(client, method)("/login/ajaxSuccess")
    told = answer("/login/ajaxSuccess", method, "200")["content"]
    assert (response.status_code, response["Content-Type"]) == (200, *told)
    OAS31Validator(closed(told["application/json"]["schema"])).validate(response.json())


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_log_in_by_the_parameters_of_the_address_redirects_as_described(world: World, method: str) -> None:
    person(world.organization)
    response: Any = browser().generic(method.upper(), f"{LOGIN}?{urlencode(fields())}")
    told = description("v1")["paths"][LOGIN][method]
    assert {each["name"] for each in told["parameters"]} == set(fields())
    assert (response.status_code, response.content) == (302, b"")
    given = {*response.headers, *(["Set-Cookie"] if response.cookies else [])}
    assert set(told["responses"]["302"]) == {"description", "headers"}
    assert set(told["responses"]["302"]["headers"]) == given & {"Location", "Set-Cookie", "Content-Type"}
    assert not told.get("requestBody", {}).get("required")


def test_who_has_the_answer_is_told_so_without_a_body_as_described(world: World) -> None:
    path = f"/api/v1.0/customerCategories/{world.root.pk}"
    tag = world.api.get(path).headers["ETag"]
    again = world.api.get(path, **{"If-None-Match": tag})
    told = answer("/api/v1.0/customerCategories/{id}", "get", "304")
    assert (again.status, again.body, set(told)) == (304, b"", {"description", "headers"})
    assert set(told["headers"]) <= set(again.headers)


@pytest.mark.parametrize(
    ("sent", "status", "more"),
    [({"reference": "a"}, 400, {}), ({"reference": "a", "name": "A"}, 412, {"If-Match": "*"})],
)
def test_a_refusal_that_is_given_again_carries_the_header_that_is_described(
    world: World, sent: dict[str, str], status: int, more: dict[str, str]
) -> None:
    headers = {"Idempotency-Key": "once", **more}
    first, again = (world.api.json("/api/v1.0/customers", sent, **headers) for _ in range(2))
    name = answer("/api/v1.0/customers", "post", str(status))["$ref"].rpartition("/")[2]
    told = description("v1")["components"]["responses"][name]["headers"]
    assert (first.status, again.status, again.body) == (status, status, first.body)
    assert set(told) == set(again.headers) - set(first.headers) == {"Idempotent-Replayed"}


def test_a_named_write_and_its_repetition_carry_the_headers_that_are_described(world: World) -> None:
    sent, key = {"reference": "a", "name": "A"}, {"Idempotency-Key": "once"}
    first, again = (world.api.json("/api/v1.0/customers", sent, **key) for _ in range(2))
    told = answer("/api/v1.0/customers", "post", "201")["headers"]
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert set(told) <= set(again.headers)
    assert set(told) - set(first.headers) == {"Idempotent-Replayed"}
