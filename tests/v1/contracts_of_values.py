"""What every reference resource does with values: it reads each by its type, keeps it as sent, and says why not.

Its test classes say what a record of theirs is made of. It must not know any resource, nor how the service keeps it.
"""

from collections.abc import Callable
from typing import ClassVar

import pytest

from tests.v1.contracts import WRITES, Body, ResourceContract, error, save_failed
from tests.worlds import World

BadTypes = tuple[tuple[str, tuple[object, ...], Callable[[str], tuple[int, Body]]], ...]
NO_OBJECT = error(400, "malformed_request", "The body of the request could not be read.")


class ValuesContract(ResourceContract):
    """Each parameter reads its type, and says so."""

    # Parameter, values of another type, and the words for them.
    bad_types: ClassVar[BadTypes] = ()
    # Texts with their greatest lengths.
    texts: ClassVar[dict[str, int]] = {"name": 255}

    def test_a_value_of_another_type_is_named(self, world: World) -> None:
        body, sent = self.create(world), self.sent(world, self.references[1])
        for name, values, problem in self.bad_types:
            for value in values:
                where = f"{name}={value!r}"
                assert world.api.json(self.url(), {**sent, name: value}).pair == problem(name), where
                assert world.api.json(self.url(body["id"]), {name: value}).pair == problem(name), where
        assert world.api.get(self.url(body["id"])).body == body

    def test_a_text_as_long_as_its_column_is_kept(self, world: World) -> None:
        body = self.create(world)
        for name, longest in self.texts.items():
            for letter in ("x", "🏬"):
                reply = world.api.json(self.url(body["id"]), {name: letter * longest})
                assert (reply.status, reply.body.get(name)) == (200, letter * longest)

    def test_a_longer_text_is_refused(self, world: World) -> None:
        body = self.create(world)
        for name, longest in self.texts.items():
            refused = save_failed((name, f"must not be longer than {longest} characters"))
            assert world.api.json(self.url(body["id"]), {name: "é" * (longest + 1)}).pair == refused
        assert world.api.get(self.url(body["id"])).body == body

    @pytest.mark.parametrize("text", ["\x00", "a\x00", "\ud800", "a\udc00b"])
    def test_a_text_that_no_database_keeps_is_refused(self, world: World, text: str) -> None:
        body = self.create(world)
        for name in self.texts:
            refused = save_failed((name, "must not hold a NUL character or a lone surrogate"))
            assert world.api.json(self.url(body["id"]), {name: text}).pair == refused
        assert world.api.get(self.url(body["id"])).body == body

    @pytest.mark.parametrize("text", ["é", "e\u0301", " a ", "a\nb\tc", "\u202e", "<b>&amp;", "'\"\\", "🏬" * 9, "٣"])
    def test_a_text_comes_back_as_it_was_sent(self, world: World, text: str) -> None:
        body = self.create(world)
        for name in self.texts:
            for send in (world.api.json, world.api.form):
                reply = send(self.url(body["id"]), {name: text})
                assert (reply.status, reply.body.get(name)) == (200, text)

    def test_a_number_is_taken_for_its_digits(self, world: World) -> None:
        body = self.create(world)
        for name in self.texts:
            assert world.api.json(self.url(body["id"]), {name: 75001}).body[name] == "75001"

    @pytest.mark.parametrize("value", [[], ["reference"], "text", 1, True, None])
    def test_json_that_is_no_object_is_malformed(self, world: World, value: object) -> None:
        body = self.create(world)
        calls = [world.api.json(self.url(), value)]
        calls += [world.api.json(address, value, method) for address in self.addresses(body) for method in WRITES]
        assert {call.status for call in calls} == {400}
        assert [call.body for call in calls] == [NO_OBJECT[1]] * 13

    def test_what_an_answer_prints_can_be_sent_back(self, world: World) -> None:
        body = self.create(world)
        before = self.traces(world, body["id"])
        for address in self.addresses(body):
            for method in WRITES:
                assert world.api.json(address, body, method).pair == (200, body)
        assert world.api.json(self.addresses(body)[2], body).headers["X-Upsert-Result"] == "unchanged"
        assert self.traces(world, body["id"]) == before

    def test_unknown_parameters_are_ignored(self, world: World) -> None:
        body = self.create(world)
        noise: Body = {"id": 1, "dateCreated": "x", "lastUpdated": 5, "organization": [], "version": 9, "": {}, "x": {}}
        assert world.api.json(self.url(body["id"]), noise).pair == (200, body)
