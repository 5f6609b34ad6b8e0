"""What every reference resource of dialect v1 promises: six operations, by id and by reference.

Its test classes say what a record of theirs is made of. It must not know any resource, nor how the service keeps it.
"""

import re
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

import pytest

from customers_api.core.models import TenantModel
from tests.clients import Reply
from tests.worlds import World

BASE = "/api/v1.0"
DELETED = (200, {"success": "true", "success_description": "Instance deleted successfully"})
IN_USE = (400, {"error": "delete_failed", "error_description": "Failed to delete instance."})
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DATES = ("dateCreated", "lastUpdated")
WRITES = ("POST", "PUT", "PATCH")
# What is no id, although some of it looks like one.
NO_IDS = ("abc", "1.5", "-1", "+1", "1e3", "%201", "1%0A", "%D9%A1", "%00", "1%27", "9" * 401)

Body = dict[str, Any]


def error(status: int, code: str, text: str) -> tuple[int, Body]:
    """Return an error as it goes out."""
    return status, {"error": code, "error_description": text}


def save_failed(*details: tuple[str, str]) -> tuple[int, Body]:
    """Return the error of values that break rules, each with its parameter and message."""
    listed = [{"parameter": parameter, "message": message} for parameter, message in details]
    return 400, {"error": "save_failed", "error_description": "Failed to save instance.", "details": listed}


def missing(parameter: str) -> tuple[int, Body]:
    """Return the error of a parameter that is left out."""
    return error(400, "missing_param", f"{parameter} parameter is missing")


def wrong_type(parameter: str) -> tuple[int, Body]:
    """Return the error of a value of another type."""
    return error(
        400, "invalid_param_type", f"The type of parameter {parameter} you provided is not valid for this request."
    )


def no_boolean(parameter: str) -> tuple[int, Body]:
    """Return the error of a value that is no boolean."""
    text = f"An invalid value was specified for parameter: {parameter} (must be a boolean: true or false)"
    return error(400, "invalid_param_type", text)


def unknown(noun: str, key: str, value: object) -> tuple[int, Body]:
    """Return the error of a record that the organization does not have."""
    return error(404, "not_found", f"The {noun} with the {key} {value} doesn't exist.")


def undated(body: Body) -> Body:
    """Return an answer without its dates, which must look like dates."""
    assert all(DATE.fullmatch(body[name]) for name in DATES), body
    return {name: value for name, value in body.items() if name not in DATES}


class ResourceContract:
    """A resource under test: its words, what a record is made of, and how its answer looks."""

    path: ClassVar[str]
    noun: ClassVar[str]
    model: ClassVar[type[TenantModel]]
    # Three references that records of this resource may have.
    references: ClassVar[tuple[str, str, str]] = ("R-1", "R-2", "R-3")
    required: ClassVar[tuple[str, ...]] = ("reference", "name")
    # One change that every record can take, as sent and as answered.
    change: ClassVar[Body] = {"name": "Another"}

    def sent(self, world: World, reference: str) -> Body:
        """Return the least that a creation needs, as JSON."""
        return {"reference": reference, "name": "First name"}

    def answer(self, world: World, record: int, sent: Body) -> Body:
        """Return the whole answer for what was sent, without the dates, keys in the documented order."""
        raise NotImplementedError

    def use(self, world: World, record: int) -> None:
        """Let something else need the record."""
        raise NotImplementedError

    def url(self, record: object = None, *, reference: str | None = None) -> str:
        """Return the address of the list, or of one record."""
        if reference is not None:
            return f"{BASE}/{self.path}/reference/{quote(reference, safe='')}"
        return f"{BASE}/{self.path}" if record is None else f"{BASE}/{self.path}/{record}"

    def create(self, world: World, number: int = 0) -> Body:
        """Create a record through the service and return its answer."""
        created = world.api.json(self.url(), self.sent(world, self.references[number]))
        assert created.status == 201, created
        body: Body = created.body
        return body

    def stored(self, world: World, record: int) -> Any:
        """Return the row of a record."""
        return self.model.objects.for_organization(world.organization).get(pk=record)

    def traces(self, world: World, record: int) -> tuple[int, datetime]:
        """Return what every change moves: the version and the date of the last one."""
        row = self.stored(world, record)
        return row.version, row.last_updated

    def addresses(self, body: Body) -> tuple[str, ...]:
        """Return every address of a record."""
        by_id, by_reference = self.url(body["id"]), self.url(reference=body["reference"])
        return by_id, f"{by_id}/", by_reference, f"{by_reference}/"

    def assert_answer(self, reply: Reply, status: int, expected: Body) -> None:
        """Compare a whole answer: status, keys, their order and their values."""
        assert (reply.status, undated(reply.body)) == (status, expected)
        assert [name for name in reply.body if name not in DATES] == list(expected)


class OperationsContract(ResourceContract):
    """List, show, create, update, upsert and delete."""

    def test_a_creation_answers_the_whole_record(self, world: World) -> None:
        sent = self.sent(world, self.references[0])
        reply = world.api.json(self.url(), sent)
        self.assert_answer(reply, 201, self.answer(world, reply.body["id"], sent))
        assert "X-Upsert-Result" not in reply.headers
        assert self.stored(world, reply.body["id"]).version == 1

    def test_each_address_shows_the_record(self, world: World) -> None:
        body = self.create(world)
        assert [world.api.get(address).pair for address in self.addresses(body)] == [(200, body)] * 4

    def test_the_list_holds_the_record_as_it_is_shown(self, world: World) -> None:
        body = self.create(world)
        for address in (self.url(), f"{self.url()}/"):
            reply = world.api.get(address)
            assert (reply.status, list(reply.body), reply.body["data"][-1]) == (200, ["paging", "data"], body)

    @pytest.mark.parametrize("method", WRITES)
    @pytest.mark.parametrize("address", range(4))
    def test_an_update_changes_what_was_sent_and_nothing_else(self, world: World, method: str, address: int) -> None:
        body = self.create(world)
        version, moved = self.traces(world, body["id"])
        reply = world.api.json(self.addresses(body)[address], self.change, method)
        assert reply.pair == (200, {**body, **self.change, "lastUpdated": reply.body["lastUpdated"]})
        assert list(reply.body) == list(body)
        assert reply.headers.get("X-Upsert-Result") == ("updated" if address > 1 else None)
        now = self.traces(world, body["id"])
        assert (now[0], now[1] > moved) == (version + 1, True)
        assert world.api.get(self.url(body["id"])).body == reply.body

    @pytest.mark.parametrize("method", WRITES)
    @pytest.mark.parametrize("again", ["nothing", "the same"])
    def test_an_update_that_changes_nothing_leaves_no_trace(self, world: World, method: str, again: str) -> None:
        sent = self.sent(world, self.references[0])
        body = world.api.json(self.url(), sent).body
        before = self.traces(world, body["id"])
        for address in self.addresses(body):
            reply = world.api.json(address, sent if again == "the same" else {}, method)
            assert reply.pair == (200, body)
            assert reply.headers.get("X-Upsert-Result") == ("unchanged" if "/reference/" in address else None)
        assert self.traces(world, body["id"]) == before

    def test_an_upsert_creates_then_updates_then_changes_nothing(self, world: World) -> None:
        reference = self.references[0]
        sent = {name: value for name, value in self.sent(world, reference).items() if name != "reference"}
        replies = [world.api.json(self.url(reference=reference), body) for body in (sent, self.change, self.change)]
        self.assert_answer(replies[0], 201, self.answer(world, replies[0].body["id"], {"reference": reference, **sent}))
        assert [(reply.status, reply.headers["X-Upsert-Result"]) for reply in replies] == [
            (201, "created"),
            (200, "updated"),
            (200, "unchanged"),
        ]
        assert {reply.body["id"] for reply in replies} == {replies[0].body["id"]}
        assert self.model.objects.for_organization(world.organization).filter(pk=replies[0].body["id"]).count() == 1

    def test_put_and_patch_create_nothing(self, world: World) -> None:
        sent, address = self.sent(world, "absent"), self.url(reference="absent")
        absent = unknown(self.noun, "reference", "absent")
        assert [world.api.json(address, sent, method).pair for method in ("PUT", "PATCH")] == [absent] * 2

    @pytest.mark.parametrize("address", range(4))
    def test_a_deleted_record_is_gone(self, world: World, address: int) -> None:
        body = self.create(world)
        where = self.addresses(body)[address]
        assert world.api.delete(where).pair == DELETED
        gone = unknown(self.noun, *(("reference", body["reference"]) if address > 1 else ("id", body["id"])))
        assert [world.api.get(where).pair, world.api.delete(where).pair] == [gone, gone]

    def test_a_record_in_use_is_not_deleted(self, world: World) -> None:
        body = self.create(world)
        self.use(world, body["id"])
        shown = world.api.get(self.url(body["id"])).pair
        assert [world.api.delete(address).pair for address in self.addresses(body)] == [IN_USE] * 4
        assert world.api.get(self.url(body["id"])).pair == shown

    @pytest.mark.parametrize("record", ["0", "987654321", "9" * 18, "9" * 19, "9" * 40])
    def test_an_unknown_id_is_not_found(self, world: World, record: str) -> None:
        absent = unknown(self.noun, "id", record)
        calls = [world.api.get(self.url(record)), world.api.delete(self.url(record))]
        calls += [world.api.json(self.url(record), self.change, method) for method in WRITES]
        assert [call.pair for call in calls] == [absent] * 5

    def test_an_unknown_reference_is_not_found(self, world: World) -> None:
        address = self.url(reference="no such")
        absent = unknown(self.noun, "reference", "no such")
        assert [world.api.get(address).pair, world.api.delete(address).pair] == [absent, absent]

    @pytest.mark.parametrize("text", NO_IDS)
    def test_what_is_no_id_is_of_the_wrong_type(self, world: World, text: str) -> None:
        calls = [world.api.get(self.url(text)), world.api.delete(self.url(text))]
        calls += [world.api.json(self.url(text), self.change, method) for method in WRITES]
        assert [call.pair for call in calls] == [wrong_type("id")] * 5

    def test_other_methods_are_not_allowed(self, world: World) -> None:
        body = self.create(world)
        allowed = {self.url(): "GET, HEAD, POST"}
        allowed |= dict.fromkeys(self.addresses(body), "DELETE, GET, HEAD, PATCH, POST, PUT")
        for address, methods in allowed.items():
            for method in {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "COPY"} - set(methods.split(", ")):
                reply = world.api.raw(address, b"", "application/json", method)
                text = f"The method {method} is not allowed for this address."
                assert reply.pair == error(405, "method_not_allowed", text)
                assert set(reply.headers["Allow"].split(", ")) == set(methods.split(", "))
