"""Users in dialect v1: to be read, and nothing else; it knows nothing of how accounts are kept."""

import pytest

from tests.v1.contracts import BASE, DATES, NO_IDS, error, undated, unknown, wrong_type
from tests.worlds import World

pytestmark = pytest.mark.django_db
USERS = f"{BASE}/users"


def test_a_user_is_answered_whole(world: World) -> None:
    world.reader.first_name, world.reader.email, world.reader.is_active = "Zoë", "zoe@example.com", False
    world.reader.save()
    expected = {
        "id": world.reader.pk,
        "reference": "re-1",
        "email": "zoe@example.com",
        "firstName": "Zoë",
        "lastName": None,
        "enabled": False,
        "organization": "here",
    }
    by_id, by_reference = f"{USERS}/{world.reader.pk}", f"{USERS}/reference/re-1"
    for address in (by_id, f"{by_id}/", by_reference, f"{by_reference}/"):
        reply = world.api.get(address)
        assert (reply.status, undated(reply.body), list(reply.body)) == (200, expected, [*expected, *DATES])
    rows = world.api.get(USERS).body["data"]
    assert [row["id"] for row in rows] == [world.editor.pk, world.reader.pk]
    assert undated(rows[1]) == expected


def test_readers_see_users_too(world: World) -> None:
    assert world.reading_api.get(f"{USERS}?reference=ED-*&fields=reference").body["data"] == [{"reference": "ed-1"}]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_users_are_not_written(world: World, method: str) -> None:
    told = error(405, "method_not_allowed", f"The method {method} is not allowed for this address.")
    for address in (
        USERS,
        f"{USERS}/{world.reader.pk}",
        f"{USERS}/reference/re-1",
        f"{USERS}/abc",
        f"{USERS}/reference/x",
    ):
        for api in (world.api, world.reading_api):
            reply = api.raw(address, b"{}", "application/json", method)
            assert (reply.pair, reply.headers["Allow"]) == (told, "GET, HEAD")


def test_an_unknown_user_is_not_found(world: World) -> None:
    assert world.api.get(f"{USERS}/987654321").pair == unknown("user", "id", 987654321)
    assert world.api.get(f"{USERS}/reference/RE-1").pair == unknown("user", "reference", "RE-1")


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_is_of_the_wrong_type(world: World, text: str) -> None:
    assert world.api.get(f"{USERS}/{text}").pair == wrong_type("id")
