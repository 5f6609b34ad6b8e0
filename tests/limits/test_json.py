"""How deep, how long and how large JSON may be, in a body and in a text within a form.

Seen to fail: without the look before parsing, every body one beyond a bound was stored, and 9 MiB of `[],` became 194
MiB of lists; with a pattern that gives back what it took, 80 KB of an unterminated string took a minute, and four times
as long with each doubling.
"""

import json
import time
import tracemalloc
from decimal import Decimal

import pytest
from pytest_django.fixtures import Settings

from customers_api.api.bounded_json import JsonBoundError, load_json
from tests.limits.doors import count, doors
from tests.marks import NO_DATABASE
from tests.worlds import World

MEBIBYTE = 1024 * 1024
DIALECTS = ("v1", "v2", "rws")


def nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.django_db
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_body_has_at_most_so_many_levels(world: World, settings: Settings, dialect: str) -> None:
    assert settings.MAX_JSON_DEPTH == 32
    door = doors(world)[dialect]
    assert door.send("deep", more=nested(32)).pair == door.malformed
    assert count(world) == 0
    assert door.send("deep", more=nested(31)).status == door.created
    settings.MAX_JSON_DEPTH = 2
    assert door.send("flat", more=nested(2)).pair == door.malformed
    assert count(world) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_body_has_at_most_so_many_keys_and_values(world: World, settings: Settings, dialect: str) -> None:
    assert settings.MAX_JSON_VALUES == 100_000
    door = doors(world)[dialect]
    # The object, two keys and values that the dialect wants, one more key, and its list.
    settings.MAX_JSON_VALUES = 7 + 10
    assert door.send("many", more=[0] * 11).pair == door.malformed
    assert door.send("many", more=["[{,"] * 11).pair == door.malformed
    assert count(world) == 0
    assert door.send("many", more=["[{,"] * 10).status == door.created


@pytest.mark.django_db
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("form", ["{}", "-{}", "{}.5", "0.{}", "1e{}", "{}E-9"])
def test_a_number_has_at_most_so_many_characters(world: World, dialect: str, form: str) -> None:
    door = doors(world)[dialect]
    text = json.dumps({**door.body, "name": "large", "more": "NUMBER"})
    longest = form.format("1" * (400 - len(form) + 2))
    if form != "1e{}":
        fitting = door.caller.raw(door.path, text.replace('"NUMBER"', longest).encode(), "application/json")
        assert fitting.status == door.created
    beyond = door.caller.raw(door.path, text.replace('"NUMBER"', f"{longest}1").encode(), "application/json")
    assert beyond.pair == door.malformed


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1e999999999999999999", "1e-999999999999999999", "1" * 400, "-1e308", "1e400"])
def test_no_number_of_a_body_brings_the_service_down(world: World, number: str) -> None:
    for dialect, door in doors(world).items():
        for name in ("creditLimit", "categoryId", "comment", "category", "template", "securityQuestion", "contacts"):
            text = json.dumps({**door.body, "reference": name, "name": f"{dialect} {name}", name: "NUMBER"})
            reply = door.caller.raw(door.path, text.replace('"NUMBER"', number).encode(), "application/json")
            assert reply.status in {door.created, 400, 404}, (dialect, name)


@pytest.mark.django_db
def test_a_list_that_comes_as_text_in_a_form_is_bounded_in_the_same_way(world: World) -> None:
    bad = {
        "error": "invalid_param_type",
        "error_description": "The type of parameter payment type id you provided is not valid for this request.",
    }
    fields = {"reference": "R", "name": "N"}
    for text in ("[" * 33 + "]" * 33, f"[{'1,' * 100_000}1]", "[" + "1" * 401 + "]", '["' + '\\"' * 300_000):
        reply = world.api.form("/api/v1.0/customers", {**fields, "paymentTypes": text})
        assert reply.pair == (400, bad)
    sent = {**fields, "paymentTypes": f'[{{"id"={world.cash.pk}}}]'}
    assert world.api.form("/api/v1.0/customers", sent).status == 201


def refusal(text: str) -> object:
    with pytest.raises(ValueError, match=r".") as caught:
        load_json(text)
    return caught.value.args[0] if isinstance(caught.value, JsonBoundError) else "json"


@NO_DATABASE
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 10 * MEBIBYTE, "depth"),
        ('{"a":' * 2 * MEBIBYTE, "depth"),
        ("[" + "[]," * 3 * MEBIBYTE, "values"),
        ('"' * 10 * MEBIBYTE, "values"),
        ('"' + '\\"' * 5 * MEBIBYTE, "json"),
        ('"' + "\\" * 10 * MEBIBYTE, "json"),
        ("1" * 10 * MEBIBYTE, "number"),
        ("x" * 10 * MEBIBYTE, "number"),
        (" " * 10 * MEBIBYTE, "json"),
        ("," * 10 * MEBIBYTE, "json"),
        ("]" * 10 * MEBIBYTE, "json"),
    ],
    ids=range(11),
)
def test_ten_mebibytes_of_hostile_text_take_seconds_at_most_and_little_memory(text: str, reason: str) -> None:
    tracemalloc.start()
    try:
        began = time.perf_counter()
        assert refusal(text) == reason
        took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < 20
    assert peak < 64 * MEBIBYTE


@NO_DATABASE
@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            '{"a": [1, 2.50, -0, "]}[{", true, null, "\\"]", "\\\\"]}',
            {"a": [1, Decimal("2.50"), 0, "]}[{", True, None, '"]', "\\"]},
        ),
        (" 1e2 ", Decimal("1e2")),
        ('"\\u00e9\\ud800"', "é\ud800"),
        ("[[],{}]", [[], {}]),
    ],
)
def test_good_text_says_what_it_says(text: str, value: object) -> None:
    assert load_json(text) == value


@NO_DATABASE
@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", "-Infinity", "1e99999999999999999999", "[1", "]", "01", "+1", ""]
)
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    assert refusal(text) == "json"
