"""What a caller accepts, and HEAD, in dialect v1; it knows headers, and no resource but by its list."""

import pytest

from tests.v1.contracts import BASE, WRITES, error
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
NOT_ACCEPTABLE = error(406, "not_acceptable", "Answers are application/json only.")


@pytest.mark.parametrize(
    "accept",
    [
        *("", "*/*", "application/*", "application/json", "APPLICATION/JSON", "application/json; charset=utf-8"),
        *("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html, */*; q=0.1", "*/*;q=0.001"),
        *("text/html;q=0, application/json", "application/*;q=0, application/json;q=0.5", "application/json;indent=4"),
    ],
)
def test_whoever_leaves_room_for_json_gets_it(world: World, accept: str) -> None:
    reply = world.api.get(CUSTOMERS, Accept=accept)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize(
    "accept",
    [
        *("text/html", "text/*", "application/xml", "image/png, text/html;q=0.5", "application/json;q=0", "json"),
        *("application/json;q=0, */*", "application/json; q=0.000, application/*", "*/*;q=0", "application/jsonx"),
    ],
)
def test_whoever_excludes_json_is_told_so_in_json(world: World, accept: str) -> None:
    for address in (CUSTOMERS, f"{CUSTOMERS}/987654321", f"{CUSTOMERS}/abc"):
        reply = world.api.get(address, Accept=accept)
        assert (reply.pair, reply.headers["Content-Type"]) == (NOT_ACCEPTABLE, "application/json")
    assert world.api.json(CUSTOMERS, {"reference": "A", "name": "A"}, Accept=accept).pair == NOT_ACCEPTABLE
    assert world.api.get(CUSTOMERS).body["data"] == []


def test_head_is_get_without_the_body(world: World) -> None:
    body = world.api.json(CUSTOMERS, {"reference": "A", "name": "A"}).body
    for address in (
        CUSTOMERS,
        f"{CUSTOMERS}/{body['id']}",
        f"{CUSTOMERS}/reference/A",
        f"{CUSTOMERS}/1%20",
        f"{BASE}/x",
    ):
        whole = world.api.client.get(address)
        head = world.api.client.head(address)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert (head.headers["Content-Type"], head.get("Allow")) == (whole.headers["Content-Type"], whole.get("Allow"))


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "COPY", "get", "INITIAL"])
def test_a_method_that_nobody_knows_is_not_allowed(world: World, method: str) -> None:
    address = f"{CUSTOMERS}/reference/A"
    reply = world.api.raw(address, b"", "application/json", method)
    told = error(405, "method_not_allowed", f"The method {method.upper()} is not allowed for this address.")
    assert reply.pair == told or method == "get"
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "DELETE", *WRITES}
