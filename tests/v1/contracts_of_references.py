"""What every reference resource does with references: which ones it takes, how they find their record, and no other.

Its test classes say what a record of theirs is made of. It must not know any resource, nor how the service keeps it.
"""

from typing import Any

import pytest

from tests.v1.contracts import (
    WRITES,
    OperationsContract,
    ResourceContract,
    error,
    missing,
    save_failed,
    unknown,
    wrong_type,
)
from tests.v1.contracts_of_safe_writes import SafeWriteContract
from tests.v1.contracts_of_values import ValuesContract
from tests.worlds import World

TAKEN = error(400, "not_unique", "reference already used")
DIFFERS = error(400, "invalid_param", "The parameter reference differs from the reference in the URL.")
STRANGE = (
    "a/b",
    "/a",
    "a//b",
    "reference/x",
    "a%2Fb",
    "100%",
    "a b",
    " a ",
    "a+b",
    "a?b#c&d=e",
    "a;b,c",
    "...",
    "./a",
    "..a",
    "é",
    "e\u0301",
    "Ωmega-名前-🏬",
    "\u00a0",
    "\u202e",
    "it's \"quoted\" \\ '",
    "*",
    "%_",
    "0",
    "00",
    "-1",
    "null",
    "x" * 255,
    "🏬" * 255,
)
TOO_LONG = ("reference", "must not be longer than 255 characters")
NOT_STORABLE = ("reference", "must not hold a NUL character or a lone surrogate")
CONTROL = ("reference", "must not hold a control character")
SLASH = ("reference", "must not end with a slash")
DOT = ("reference", "must not be a dot or two dots alone")
REFUSED = (
    ("x" * 256, TOO_LONG),
    ("🏬" * 256, TOO_LONG),
    ("x" * 100_000, TOO_LONG),
    ("a/", SLASH),
    ("/", SLASH),
    (".", DOT),
    ("..", DOT),
    ("a\nb", CONTROL),
    ("a\tb", CONTROL),
    ("\x7f", CONTROL),
    ("\x85", CONTROL),
    ("a\x00b", NOT_STORABLE),
    ("\ud800", NOT_STORABLE),
    ("a\udfffb", NOT_STORABLE),
)
REFUSED_IN_PATHS = (
    ("x" * 256, TOO_LONG),
    ("a%2F%2F", SLASH),
    ("%2F%2F", SLASH),
    ("%2E", DOT),
    ("a%0A", CONTROL),
    ("a%00", NOT_STORABLE),
)


class ReferenceRulesContract(ResourceContract):
    """References are required, unique and exact, and can be changed."""

    @pytest.mark.parametrize("empty", [None, ""])
    def test_what_is_required_is_named_in_the_documented_order(self, world: World, empty: object) -> None:
        sent = self.sent(world, self.references[0])
        for index, name in enumerate(self.required):
            without = {key: value for key, value in sent.items() if key not in self.required[index:]}
            assert world.api.json(self.url(), without).pair == missing(name)
            assert world.api.json(self.url(), {**sent, name: empty}).pair == missing(name)
            assert world.api.form(self.url(), {**sent, name: ""}).pair == missing(name)
        assert world.api.get(self.url(reference=self.references[0])).status == 404

    def test_an_empty_reference_or_name_is_missing(self, world: World) -> None:
        body = self.create(world)
        for name in {"reference", "name"} & {*self.required, "name"}:
            for address in self.addresses(body):
                for method in WRITES:
                    assert world.api.json(address, {name: None}, method).pair == missing(name)
                    assert world.api.form(address, {name: ""}, method).pair == missing(name)
        assert world.api.get(self.url(body["id"])).body == body

    def test_a_taken_reference_is_refused(self, world: World) -> None:
        first, second = self.create(world, 0), self.create(world, 1)
        assert world.api.json(self.url(), self.sent(world, first["reference"])).pair == TAKEN
        for address in self.addresses(second):
            assert world.api.json(address, {"reference": first["reference"]}).pair == TAKEN
        assert [world.api.get(self.url(body["id"])).body for body in (first, second)] == [first, second]

    @pytest.mark.parametrize("method", WRITES)
    @pytest.mark.parametrize("address", range(4))
    def test_a_record_is_renamed_by_its_body(self, world: World, method: str, address: int) -> None:
        body = self.create(world)
        old, new = self.references[:2]
        reply = world.api.json(self.addresses(body)[address], {"reference": new}, method)
        assert reply.pair == (200, {**body, "reference": new, "lastUpdated": reply.body["lastUpdated"]})
        assert world.api.get(self.url(reference=new)).pair == reply.pair
        assert world.api.get(self.url(reference=old)).pair == unknown(self.noun, "reference", old)

    def test_another_reference_in_the_body_creates_nothing(self, world: World) -> None:
        old, new, _ = self.references
        address = self.url(reference=old)
        assert world.api.json(address, self.sent(world, new)).pair == DIFFERS
        assert [world.api.get(self.url(reference=name)).status for name in (old, new)] == [404, 404]
        assert world.api.json(address, self.sent(world, old)).status == 201

    def test_an_upsert_that_creates_demands_the_rest(self, world: World) -> None:
        for name in (name for name in self.required if name != "reference"):
            sent = {key: value for key, value in self.sent(world, self.references[0]).items() if key != name}
            for body in (sent, {**sent, name: ""}, {**sent, name: None}):
                assert world.api.json(self.url(reference=self.references[0]), body).pair == missing(name)
        assert world.api.get(self.url(reference=self.references[0])).status == 404

    @pytest.mark.parametrize("value", [[], {}, True, [1], {"reference": "x"}])
    def test_a_reference_or_name_of_another_type_is_named(self, world: World, value: object) -> None:
        body, sent = self.create(world), self.sent(world, self.references[1])
        for name in ("reference", "name"):
            assert world.api.json(self.url(), {**sent, name: value}).pair == wrong_type(name)
            assert world.api.json(self.url(body["id"]), {name: value}).pair == wrong_type(name)
            for reference in self.references[:2]:
                address = self.url(reference=reference)
                assert world.api.json(address, {**sent, "reference": reference, name: value}).pair == wrong_type(name)


class ReferenceContract(OperationsContract, ReferenceRulesContract, ValuesContract, SafeWriteContract):
    """A resource whose records have references, of whatever kind."""


class FreeReferenceContract(ReferenceContract):
    """A resource whose references may hold nearly every character."""

    def test_strange_references_find_their_records(self, world: World) -> None:
        for reference in STRANGE:
            created = world.api.json(self.url(), self.sent(world, reference))
            assert (created.status, created.body["reference"]) == (201, reference)
            address = self.url(reference=reference)
            assert world.api.get(address).pair == world.api.get(f"{address}/").pair == (200, created.body), reference
            assert world.api.json(address, {}).pair == (200, created.body), reference
            assert world.api.delete(address).status == 200
            assert world.api.json(address, self.sent(world, reference)).status == 201

    def test_case_and_form_of_letters_count(self, world: World) -> None:
        references = ("é", "É", "e\u0301", "a", "A", "a ", " a")
        made = [world.api.json(self.url(), self.sent(world, reference)) for reference in references]
        assert {reply.status for reply in made} == {201}
        assert [world.api.get(self.url(reference=name)).body for name in references] == [reply.body for reply in made]

    @pytest.mark.parametrize(("reference", "flaw"), REFUSED, ids=range(len(REFUSED)))
    def test_a_reference_without_an_address_is_refused(self, world: World, reference: str, flaw: Any) -> None:
        body = self.create(world)
        assert world.api.json(self.url(), self.sent(world, reference)).pair == save_failed(flaw)
        for address in self.addresses(body):
            assert world.api.json(address, {"reference": reference}).pair == save_failed(flaw)
        assert world.api.get(self.url(body["id"])).body == body

    @pytest.mark.parametrize(
        ("written", "flaw"),
        [
            ("x" * 256, TOO_LONG),
            ("a%2F%2F", SLASH),
            ("%2F%2F", SLASH),
            ("%2E", DOT),
            ("a%0A", CONTROL),
            ("a%00", NOT_STORABLE),
        ],
    )
    def test_an_upsert_creates_no_such_reference_either(self, world: World, written: str, flaw: Any) -> None:
        sent = {name: value for name, value in self.sent(world, "x").items() if name != "reference"}
        assert world.api.json(f"{self.url()}/reference/{written}", sent).pair == save_failed(flaw)
        assert world.api.get(f"{self.url()}/reference/{written}").status == 404

    def test_a_number_as_reference_is_its_digits(self, world: World) -> None:
        reply = world.api.json(self.url(), {**self.sent(world, "x"), "reference": 75001})
        assert (reply.status, reply.body["reference"]) == (201, "75001")
