"""What every reference resource does with values: it reads each by its type, keeps it as sent, and says why not.

Its test classes say what a record of theirs is made of. It must not know any resource, nor how the service keeps it.
"""

from collections.abc import Callable
from typing import ClassVar

import pytest

from tests.clients import Reply
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
        tried = [(name, value, problem(name)) for name, values, problem in self.bad_types for value in values]
        for number, (name, value, problem) in enumerate(tried):
            where, rest = ((self.url(), sent), (self.url(body["id"]), {}))[number % 2]
            assert world.api.json(where, {**rest, name: value}).pair == problem, (where, name, value)
        assert world.api.get(self.url(body["id"])).body == body

    def refused_texts(self, reply: Reply) -> dict[str, str]:
        """Return the messages for the texts of a request that was refused because of each of them."""
        assert (reply.status, reply.body.get("error")) == (400, "save_failed")
        return {detail["parameter"]: detail["message"] for detail in reply.body["details"]}

    @pytest.mark.parametrize("letter", ["x", "🏬"])
    def test_a_text_as_long_as_its_column_is_kept(self, world: World, letter: str) -> None:
        body, sent = self.create(world), {name: letter * longest for name, longest in self.texts.items()}
        reply = world.api.json(self.url(body["id"]), sent)
        assert reply.pair == (200, {**body, **sent, "lastUpdated": reply.body["lastUpdated"]})

    def test_all_longer_texts_are_named(self, world: World) -> None:
        body, sent = self.create(world), {name: "é" * (longest + 1) for name, longest in self.texts.items()}
        messages = {name: f"must not be longer than {longest} characters" for name, longest in self.texts.items()}
        assert self.refused_texts(world.api.json(self.url(body["id"]), sent)) == messages
        for name, message in list(messages.items())[:2]:
            alone = world.api.json(self.url(body["id"]), {name: sent[name]})
            assert alone.pair == save_failed((name, message))
        assert world.api.get(self.url(body["id"])).body == body

    @pytest.mark.parametrize("text", ["\x00", "a\x00", "\ud800", "a\udc00b"])
    def test_all_texts_that_no_database_keeps_are_named(self, world: World, text: str) -> None:
        body = self.create(world)
        reply = world.api.json(self.url(body["id"]), dict.fromkeys(self.texts, text))
        message = "must not hold a NUL character or a lone surrogate"
        assert self.refused_texts(reply) == dict.fromkeys(self.texts, message)
        assert world.api.get(self.url(body["id"])).body == body

    @pytest.mark.parametrize("text", ["é", "e\u0301", " a ", "a\nb\tc", "\u202e", "<b>&amp;", "'\"\\", "🏬" * 9, "٣"])
    def test_a_text_comes_back_as_it_was_sent(self, world: World, text: str) -> None:
        body, sent = self.create(world), dict.fromkeys(self.texts, text)
        for send in (world.api.json, world.api.form):
            reply = send(self.url(body["id"]), sent)
            assert reply.pair == (200, {**body, **sent, "lastUpdated": reply.body["lastUpdated"]})
            world.api.json(self.url(body["id"]), body)

    def test_a_number_is_taken_for_its_digits(self, world: World) -> None:
        body = self.create(world)
        reply = world.api.json(self.url(body["id"]), dict.fromkeys(self.texts, 75001))
        assert {name: reply.body[name] for name in self.texts} == dict.fromkeys(self.texts, "75001")

    @pytest.mark.parametrize(("sent", "kept"), [("1e3", "1E+3"), ("7.50", "7.50"), ("1000.0", "1000.0")])
    def test_a_number_with_a_point_or_an_exponent_is_kept_as_a_decimal_is_written(
        self, world: World, sent: str, kept: str
    ) -> None:
        body = self.create(world)
        numbers = ", ".join(f'"{name}": {sent}' for name in self.texts)
        reply = world.api.raw(self.url(body["id"]), f"{{{numbers}}}".encode(), "application/json")
        assert {name: reply.body[name] for name in self.texts} == dict.fromkeys(self.texts, kept)

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
