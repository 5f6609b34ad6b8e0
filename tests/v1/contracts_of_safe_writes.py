"""What every reference resource promises to who writes twice, or on what another one has changed meanwhile.

It must not know any resource, nor how answers are kept or records locked.

Seen to fail: with `Precondition.holds` always true, 12 of the tests of states for one resource; with `find` in
`organizations.idempotency` finding nothing, 6 of the tests of keys.
"""

import re
from typing import Any

import pytest

from tests.clients import Reply
from tests.v1.contracts import DELETED, WRITES, Body, ResourceContract, error, unknown
from tests.worlds import World

TAG = re.compile(r'"(\d+)-[0-9a-f]{16}"')
MISMATCH = error(422, "idempotency_mismatch", "The Idempotency-Key was already used for another request.")
KEY = {"Idempotency-Key": "7c0c9d34-0f3b-4a39-8a0c-2f5c1d3b2f6a"}


def version(reply: Reply) -> int:
    """Return the version that an answer's tag tells."""
    match = TAG.fullmatch(reply.headers["ETag"])
    assert match, reply.headers["ETag"]
    return int(match[1])


def told(reply: Reply) -> tuple[Any, ...]:
    """Return all that an answer says of what happened."""
    return reply.status, reply.body, reply.headers.get("ETag"), reply.headers.get("X-Upsert-Result")


def repeats(*replies: Reply) -> list[bool]:
    """Tell of each answer whether it says that it was given before."""
    return [reply.headers.get("Idempotent-Replayed") == "true" for reply in replies]


class SafeWriteContract(ResourceContract):
    """Entity tags, conditions on writes, and keys that name a write."""

    def refused(self) -> tuple[int, Body]:
        """Return the answer to a condition that does not hold."""
        text = f"The state of the {self.noun} is not the one that the request asks for."
        return error(412, "precondition_failed", text)

    def test_show_and_write_tell_the_same_state_and_a_change_moves_it(self, world: World) -> None:
        created = world.api.json(self.url(), self.sent(world, self.references[0]))
        shown = [world.api.get(address) for address in self.addresses(created.body)]
        unchanged = world.api.json(self.url(created.body["id"]), {})
        assert {reply.headers["ETag"] for reply in (*shown, unchanged)} == {created.headers["ETag"]}
        changed = world.api.json(self.url(created.body["id"]), self.change)
        assert (version(created), version(changed)) == (1, 2)
        assert world.api.get(self.url(created.body["id"])).headers["ETag"] == changed.headers["ETag"]

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_who_has_the_answer_is_not_sent_it_again(self, world: World, method: str) -> None:
        body = self.create(world)
        for address in self.addresses(body):
            tag = world.api.get(address).headers["ETag"]
            for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
                reply = world.api.raw(address, b"", "", method, **{"If-None-Match": known})
                assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", tag)
            for other in ('"1-0000000000000000"', tag.strip('"'), '"1"', ""):
                reply = world.api.raw(address, b"", "", method, **{"If-None-Match": other})
                assert (reply.status, reply.headers["ETag"]) == (200, tag)

    @pytest.mark.parametrize("method", WRITES)
    def test_of_two_changes_of_one_state_the_second_is_refused(self, world: World, method: str) -> None:
        body = self.create(world)
        for number, address in enumerate(self.addresses(body)):
            tag = world.api.get(address).headers["ETag"]
            first = world.api.json(address, {"name": f"First {number}"}, method, **{"If-Match": tag})
            second = world.api.json(address, {"name": "Second"}, method, **{"If-Match": tag})
            assert (first.status, first.body["name"], second.pair) == (200, f"First {number}", self.refused())
            assert world.api.get(address).pair == first.pair

    @pytest.mark.parametrize("condition", ['"9-0000000000000000"', '"1"', "1", '"x"', "W/%s", "", '"1-zz"'])
    def test_a_tag_of_another_state_or_form_never_matches(self, world: World, condition: str) -> None:
        body = self.create(world)
        tag = world.api.get(self.url(body["id"])).headers["ETag"]
        condition = condition.replace("%s", tag)
        calls = [world.api.json(address, self.change, **{"If-Match": condition}) for address in self.addresses(body)]
        calls += [world.api.raw(self.url(body["id"]), b"", "", "DELETE", **{"If-Match": condition})]
        assert [call.pair for call in calls] == [self.refused()] * 5
        assert world.api.get(self.url(body["id"])).pair == (200, body)

    def test_one_of_several_tags_is_enough(self, world: World) -> None:
        body = self.create(world)
        tags = f'"7-0000000000000000", {world.api.get(self.url(body["id"])).headers["ETag"]}'
        assert world.api.json(self.url(body["id"]), self.change, **{"If-Match": tags}).status == 200

    def test_a_star_asks_for_presence_or_for_absence(self, world: World) -> None:
        body = self.create(world)
        there, absent = self.url(reference=body["reference"]), self.url(reference=self.references[1])
        sent = {name: value for name, value in self.sent(world, self.references[1]).items() if name != "reference"}
        assert world.api.json(absent, sent, **{"If-Match": "*"}).pair == self.refused()
        assert world.api.json(there, self.change, **{"If-None-Match": "*"}).pair == self.refused()
        assert world.api.json(self.url(), {**sent, "reference": "other"}, **{"If-Match": "*"}).pair == self.refused()
        assert world.api.json(there, self.change, **{"If-Match": "*"}).status == 200
        assert world.api.json(absent, sent, **{"If-None-Match": "*"}).status == 201

    def test_a_condition_tells_nothing_of_a_record_that_is_not_there(self, world: World) -> None:
        calls = [
            world.api.json(self.url(987654321), self.change, **{"If-Match": "*"}),
            world.api.raw(self.url(987654321), b"", "", "DELETE", **{"If-Match": '"1-0000000000000000"'}),
        ]
        assert [call.pair for call in calls] == [unknown(self.noun, "id", 987654321)] * 2

    def test_a_record_is_deleted_in_the_state_that_was_read(self, world: World) -> None:
        body = self.create(world)
        old = world.api.get(self.url(body["id"])).headers["ETag"]
        new = world.api.json(self.url(body["id"]), self.change).headers["ETag"]
        calls = [world.api.raw(self.url(body["id"]), b"", "", "DELETE", **{"If-Match": tag}) for tag in (old, new)]
        assert [call.pair for call in calls] == [self.refused(), DELETED]

    def test_a_creation_sent_again_is_one_record(self, world: World) -> None:
        sent = self.sent(world, self.references[0])
        replies = [world.api.json(self.url(), sent, **KEY) for _ in range(3)]
        assert [told(reply) for reply in replies] == [told(replies[0])] * 3
        assert (replies[0].status, repeats(*replies)) == (201, [False, True, True])
        assert self.model.objects.for_organization(world.organization).filter(pk=replies[0].body["id"]).count() == 1

    def test_an_upsert_sent_again_says_created_again(self, world: World) -> None:
        sent = {name: value for name, value in self.sent(world, self.references[0]).items() if name != "reference"}
        replies = [world.api.json(self.url(reference=self.references[0]), sent, **KEY) for _ in range(2)]
        assert [told(reply) for reply in replies] == [told(replies[0])] * 2
        assert (replies[0].status, replies[0].headers["X-Upsert-Result"]) == (201, "created")

    def test_a_deletion_sent_again_succeeds_again(self, world: World) -> None:
        body = self.create(world)
        calls = [world.api.raw(self.url(body["id"]), b"", "", "DELETE", **KEY) for _ in range(2)]
        assert [call.pair for call in calls] == [DELETED, DELETED]
        assert world.api.delete(self.url(body["id"])).status == 404

    def test_an_update_sent_again_does_not_undo_what_came_after_it(self, world: World) -> None:
        body = self.create(world)
        first = world.api.json(self.url(body["id"]), self.change, **KEY)
        later = world.api.json(self.url(body["id"]), {"name": "Later"})
        assert told(world.api.json(self.url(body["id"]), self.change, **KEY)) == told(first)
        assert world.api.get(self.url(body["id"])).body == later.body

    def test_a_refusal_is_given_again_and_has_written_nothing(self, world: World) -> None:
        body = self.create(world)
        taken = self.sent(world, body["reference"])
        replies = [world.api.json(self.url(), taken, **KEY) for _ in range(2)]
        assert world.api.delete(self.url(body["id"])).pair == DELETED
        replies.append(world.api.json(self.url(), taken, **KEY))
        assert [reply.pair for reply in replies] == [error(400, "not_unique", "reference already used")] * 3
        assert repeats(*replies) == [False, True, True]

    def test_a_key_stands_for_one_request(self, world: World) -> None:
        sent = self.sent(world, self.references[0])
        first = world.api.json(self.url(), sent, **KEY)
        own = self.url(first.body["id"])
        others = [
            world.api.json(self.url(), {**sent, "name": "Another"}, **KEY),
            world.api.json(own, sent, **KEY),
            world.api.json(f"{self.url()}?x=1", sent, **KEY),
            world.api.raw(self.url(), b"", "application/x-www-form-urlencoded", **KEY),
            world.api.raw(own, b"", "", "DELETE", **KEY),
        ]
        assert [reply.pair for reply in others] == [MISMATCH] * 5
        assert world.api.get(own).pair == (200, first.body)
