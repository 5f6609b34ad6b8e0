"""How long an address may be and how many parameters its query may have; nobody needs a credential to hear it.

Seen to fail: with ``refuse_oversized`` not called, each address one beyond a bound was answered as a shorter
one is, and 1,001 parameters as a body that could not be read.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.clients import Caller
from tests.limits.doors import doors
from tests.worlds import World

pytestmark = pytest.mark.django_db
PATHS = {"v1": "/api/v1.0/customers", "v2": "/api/v2/country", "rws": "/rws/api/v1/customers/1"}
TOO_LONG = {
    "v1": {
        "error": "malformed_request",
        "error_description": "The address of the request is longer than 8192 characters.",
    },
    "v2": {"detail": "The URL must have at most 8192 characters."},
    "rws": {"errorMessage": "The URL is too long"},
}
TOO_MANY = {
    "v1": {
        "error": "malformed_request",
        "error_description": "The address of the request has more than 100 parameters.",
    },
    "v2": {"detail": "The URL must have at most 100 parameters."},
    "rws": {"errorMessage": "The URL has too many parameters"},
}


@pytest.mark.parametrize("dialect", PATHS)
def test_a_path_with_its_query_has_at_most_so_many_characters(world: World, settings: Settings, dialect: str) -> None:
    assert settings.MAX_URL_LENGTH == 8192
    path, caller = PATHS[dialect], doors(world)[dialect].caller
    longest = path + "?name=" + "x" * (8192 - len(path) - 5)
    assert caller.get(longest).status in {200, 404}
    for beyond in (f"{longest}x", f"{path}/{'x' * 8192}"):
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(beyond).pair == (400, TOO_LONG[dialect])
            assert Caller().get(beyond).pair == (400, TOO_LONG[dialect])
            assert caller.json(beyond, {}).pair == (400, TOO_LONG[dialect])
        assert len(queries) == 0


@pytest.mark.parametrize("dialect", PATHS)
def test_a_query_has_at_most_so_many_parameters(world: World, settings: Settings, dialect: str) -> None:
    assert settings.MAX_QUERY_PARAMETERS == 100
    path, caller = PATHS[dialect], doors(world)[dialect].caller
    assert caller.get(f"{path}?{'&'.join(['name=x'] * 100)}").status in {200, 404}
    for query in ("&".join(["name=x"] * 101), "&" * 100, "&".join(f"a{number}" for number in range(1001))):
        assert caller.get(f"{path}?{query}").pair == (400, TOO_MANY[dialect])


def test_an_escaped_path_counts_as_what_it_stands_for(world: World, settings: Settings) -> None:
    settings.MAX_URL_LENGTH = len("/api/v1.0/customers/reference/") + 10
    assert world.api.get("/api/v1.0/customers/reference/" + "%41" * 10).status == 404
    reply = world.api.get("/api/v1.0/customers/reference/" + "%41" * 11)
    assert (reply.status, reply.body["error"]) == (400, "malformed_request")


@pytest.mark.parametrize("path", ["/admin/", "/oauth/token", "/static/x", "/nothing", "/j_spring_security_check"])
def test_other_addresses_are_bounded_in_the_words_of_the_first_dialect(path: str) -> None:
    assert Caller().get(f"{path}?{'x' * 8192}").pair == (400, TOO_LONG["v1"])
    assert Caller().get(f"{path}?{'&' * 100}").pair == (400, TOO_MANY["v1"])


def test_the_longest_reference_that_can_be_stored_can_be_asked_for(world: World) -> None:
    reference = "\U0001f600" * 255
    assert world.api.json("/api/v1.0/customers", {"reference": reference, "name": "N"}).status == 201
    path = f"/api/v1.0/customers/reference/{reference}"
    assert world.api.get(path).body["reference"] == reference
