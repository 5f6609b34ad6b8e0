"""Lists of dialect v1: pages, their order and their links; it knows no resource but by its list."""

from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from tests.v1.contracts import BASE, Body, error, wrong_type
from tests.v1.crowds import MAKERS
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
DATES = {"dateCreated", "lastUpdated"}


def walked(world: World, address: str) -> list[Body]:
    """Return the rows of all pages, following the links to the end and back to the start."""
    rows: list[Body] = []
    page: Any = world.api.get(address).body
    totals = {page["paging"]["total"]}
    while True:
        rows += page["data"]
        if page["paging"]["next"] is None:
            break
        page = world.api.get(page["paging"]["next"]).body
        totals.add(page["paging"]["total"])
    backwards = page["data"]
    while page["paging"]["previous"] is not None:
        page = world.api.get(page["paging"]["previous"]).body
        backwards = page["data"] + backwards
    assert (backwards, totals) == (rows, {len(rows)})
    return rows


def expected_order(rows: list[Body], key: str, *, descending: bool) -> list[int]:
    """Return the ids as they must come: unset values last in both directions, ties by id in the same direction."""
    set_rows = sorted(
        ((row[key], row["id"]) for row in rows if row[key] is not None), reverse=descending, key=lambda pair: pair
    )
    unset = sorted((row["id"] for row in rows if row[key] is None), reverse=descending)
    return [pk for _, pk in set_rows] + unset


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("path", MAKERS)
def test_each_record_is_met_once_in_every_order(world: World, elsewhere: World, path: str, *, descending: bool) -> None:
    for somewhere in (elsewhere, world):
        MAKERS[path](somewhere)
    everything: list[Body] = world.api.get(f"{BASE}/{path}?max=1000").body["data"]
    scalar = [key for key in everything[0] if not any(isinstance(row[key], dict | list) for row in everything)]
    scalar = [key for key in scalar if key != "region"]
    assert {"id", *DATES} <= set(scalar)
    order = "desc" if descending else "asc"
    for key in scalar:
        rows = walked(world, f"{BASE}/{path}?max=7&sort={key}&order={order}&fields=id,{key}")
        met = [row["id"] for row in rows]
        if key in DATES:
            # An answer shows whole seconds; the order looks at what is stored.
            assert sorted(met) == sorted(row["id"] for row in everything)
            shown = [row[key] for row in rows]
            assert shown == sorted(shown, reverse=descending)
        else:
            assert met == expected_order(everything, key, descending=descending), key


@pytest.mark.parametrize("path", MAKERS)
def test_without_a_wish_the_oldest_comes_first(world: World, path: str) -> None:
    made = MAKERS[path](world)
    rows = world.api.get(f"{BASE}/{path}?max=1000&fields=id").body["data"]
    order = sorted(made, key=lambda record: (record.date_created, record.pk))
    assert [row["id"] for row in rows][: len(made)] == [record.pk for record in order]


@pytest.mark.parametrize(
    "key",
    ["customerCategory", "parentCustomer", "paymentTypes", "contacts", "region", "createdBy", "", "Id", "version"],
)
def test_what_is_no_scalar_key_is_no_order(world: World, key: str) -> None:
    told = f"The value {key} of the parameter sort is not valid for this request."
    assert world.api.get(f"{CUSTOMERS}?sort={key}").pair == error(400, "invalid_param", told)


@pytest.mark.parametrize(("order", "first"), [("asc", "A"), ("ASC", "A"), ("desc", "C"), ("Desc", "C")])
def test_an_order_is_read_in_any_case(world: World, order: str, first: str) -> None:
    create(world, "A", "B", "C")
    page = world.api.get(f"{CUSTOMERS}?sort=reference&order={order}&max=1&fields=reference").body
    assert page["data"] == [{"reference": first}]
    assert f"&order={order.lower()}&" in page["paging"]["next"]


@pytest.mark.parametrize("order", ["", "up", "ascending", "asc "])
def test_another_order_is_told(world: World, order: str) -> None:
    told = f"The value {order} of the parameter order is not valid for this request."
    assert world.api.get(f"{CUSTOMERS}?order={quote(order)}").pair == error(400, "invalid_param", told)


def create(world: World, *references: str, **more: object) -> None:
    """Create customers."""
    for reference in references:
        assert world.api.json(CUSTOMERS, {"reference": reference, "name": reference, **more}).status == 201


def paging(total: int, maximum: int, offset: int, previous: str | None, following: str | None) -> Body:
    return {"total": total, "max": maximum, "offset": offset, "previous": previous, "next": following}


def link(maximum: int, offset: int, rest: str = "sort=dateCreated&order=asc") -> str:
    return f"{CUSTOMERS}?max={maximum}&offset={offset}&{rest}"


@pytest.mark.parametrize(
    ("query", "envelope", "rows"),
    [
        ("", paging(5, 100, 0, None, None), 5),
        ("max=2", paging(5, 2, 0, None, link(2, 2)), 2),
        ("max=2&offset=2", paging(5, 2, 2, link(2, 0), link(2, 4)), 2),
        ("max=2&offset=4", paging(5, 2, 4, link(2, 2), None), 1),
        ("max=2&offset=3", paging(5, 2, 3, link(2, 1), None), 2),
        ("max=3&offset=1", paging(5, 3, 1, link(3, 0), link(3, 4)), 3),
        ("max=5", paging(5, 5, 0, None, None), 5),
        ("max=5&offset=5", paging(5, 5, 5, link(5, 0), None), 0),
        ("max=2&offset=99", paging(5, 2, 99, link(2, 97), None), 0),
        ("max=1001", paging(5, 1000, 0, None, None), 5),
        (f"max={10**60}", paging(5, 1000, 0, None, None), 5),
        ("max=007", paging(5, 7, 0, None, None), 5),
        (
            "order=DESC&max=1&sort=reference",
            paging(5, 1, 0, None, link(1, 1, "sort=reference&order=desc")),
            1,
        ),
    ],
)
def test_the_envelope_of_a_page(world: World, query: str, envelope: Body, rows: int) -> None:
    create(world, *"ABCDE")
    reply = world.api.get(f"{CUSTOMERS}?{query}")
    assert (reply.status, reply.body["paging"], len(reply.body["data"])) == (200, envelope, rows)
    assert list(reply.body["paging"]) == list(envelope)


def test_an_offset_beyond_every_number_is_beyond_every_record(world: World) -> None:
    create(world, "A")
    page = world.api.get(f"{CUSTOMERS}?offset={10**60}").body
    assert (page["data"], page["paging"]["total"], page["paging"]["next"]) == ([], 1, None)


@pytest.mark.parametrize("name", ["max", "offset"])
@pytest.mark.parametrize("value", ["", "-1", "1.0", "abc", "1e2", "%2B1", "٣", " 1", "1%0A", "0x1"])
def test_what_is_no_whole_number_is_of_the_wrong_type(world: World, name: str, value: str) -> None:
    assert world.api.get(f"{CUSTOMERS}?{name}={value}").pair == wrong_type(name)


def test_no_rows_at_all_are_no_page(world: World) -> None:
    assert world.api.get(f"{CUSTOMERS}?max=0").pair == wrong_type("max")
    assert world.api.get(f"{CUSTOMERS}?offset=0").pair == (200, {"paging": paging(0, 100, 0, None, None), "data": []})


def test_links_carry_the_filters_as_they_were_given(world: World) -> None:
    create(world, "A&=é+ %/1", "A&=é+ %/2", city="Saint-Étienne, 42")
    pattern, city = "a&=É+ %/*", "SAINT-É*, 4*"
    query = f"name={quote(pattern, safe='')}&max=1&fields=id%2Creference&city={quote(city)}&sort=reference"
    page = world.api.get(f"{CUSTOMERS}?{query}").body
    filters = f"name={quote(pattern, safe='')}&fields=id%2Creference&city={quote(city, safe='')}"
    assert page["paging"]["next"] == link(1, 1, f"sort=reference&order=asc&{filters}")
    assert [row["reference"] for row in walked(world, f"{CUSTOMERS}?{query}")] == ["A&=é+ %/1", "A&=é+ %/2"]
    names = [name for name, _ in parse_qsl(page["paging"]["next"].partition("?")[2])]
    assert names == ["max", "offset", "sort", "order", "name", "fields", "city"]


@pytest.mark.parametrize("path", MAKERS)
def test_fields_choose_keys_in_their_documented_order(world: World, path: str) -> None:
    made = MAKERS[path](world)[0]
    whole = world.api.get(f"{BASE}/{path}/{made.pk}").body
    keys = list(whole)
    for chosen in ([keys[-1], keys[0]], keys[::-2], [keys[1]], keys, [keys[2], keys[2]]):
        shown = {key: whole[key] for key in keys if key in chosen}
        query = f"fields={','.join(chosen)}"
        one = world.api.get(f"{BASE}/{path}/{made.pk}?{query}")
        rows = world.api.get(f"{BASE}/{path}?max=1000&{query},id").body["data"]
        assert (one.pair, list(one.body)) == ((200, shown), list(shown))
        assert [row for row in rows if row["id"] == made.pk] == [{"id": made.pk, **shown}]


@pytest.mark.parametrize("fields", ["", "id,", "ID", "id, name", "id,customerCategory.id", "version", "*"])
def test_unknown_fields_are_told(world: World, fields: str) -> None:
    create(world, "A")
    for address in (CUSTOMERS, f"{CUSTOMERS}/reference/A"):
        reply = world.api.get(f"{address}?fields={quote(fields)}")
        assert (reply.status, reply.body.get("error")) == (400, "invalid_param")
        assert "of the parameter fields is not valid for this request." in reply.body["error_description"]
