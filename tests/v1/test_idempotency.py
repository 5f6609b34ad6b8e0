"""Idempotency-Key in dialect v1, as far as it is the same for every resource: keys, bodies, scopes and times.

Seen to fail: with the boundary left in `fingerprint`, the test of forms; with the picture's file not wound back, the
test of work that is done again; with `expires__gt` taken away from `find`, the test of the day; with the user left out
of the row's key, the test of other users; with the savepoint of `DialectView.answer_to_keep` taken away, the test of a
refusal that comes late, and with its `part()`, the one of a refused picture; with the boundary removed wherever its
letters stand, the one of a value that looks like it; with `may_be_cut_off` taken away, the one of chunks.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from customers.models import Customer
from customers.services import CustomerWriter
from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.reading import ReadModel
from customers_api.core.units import LostRaceError
from organizations import idempotency
from organizations.models import KeptAnswer, Role
from tests.clients import Caller, Reply, reply
from tests.pictures import sample
from tests.v1.contracts import BASE, error, save_failed
from tests.v1.contracts_of_safe_writes import KEY, MISMATCH, repeats, told
from tests.worlds import World

CUSTOMERS = f"{BASE}/customers"
NEW = {"reference": "N", "name": "New"}


def count(world: World) -> int:
    return Customer.objects.for_organization(world.organization).count()


def kept(world: World) -> int:
    return KeptAnswer.objects.for_organization(world.organization).count()


def multipart(world: World, boundary: str, **fields: Any) -> Reply:
    body = encode_multipart(boundary, {**NEW, **fields})
    content_type = MULTIPART_CONTENT.replace("BoUnDaRyStRiNg", boundary)
    client: Client = world.api.client
    return reply(client.generic("POST", CUSTOMERS, body, content_type, headers=KEY))


@pytest.mark.parametrize("key", ["k", "x" * 255, "a b", '"quoted"', "~!", " "])
def test_a_key_is_any_printable_text(world: World, key: str) -> None:
    replies = [world.api.json(CUSTOMERS, NEW, **{"Idempotency-Key": key}) for _ in range(2)]
    assert ([reply.status for reply in replies], repeats(*replies)) == ([201, 201], [False, True])


@pytest.mark.parametrize("key", ["", "x" * 256, "é", "a\tb", "\x7f"])
def test_another_key_is_refused_and_nothing_is_written(world: World, key: str) -> None:
    reply = world.api.json(CUSTOMERS, NEW, **{"Idempotency-Key": key})
    text = f"The value {key} of the parameter Idempotency-Key is not valid for this request."
    assert (reply.pair, count(world)) == (error(400, "invalid_param", text), 0)


def test_a_reader_names_nothing(world: World) -> None:
    assert [world.api.get(CUSTOMERS, **{"Idempotency-Key": "x" * 256}).status, kept(world)] == [200, 0]


def test_the_boundary_of_a_form_is_no_part_of_the_request(world: World) -> None:
    logo = sample("PNG")
    replies = [
        multipart(world, boundary, imageFile=SimpleUploadedFile("a.png", logo))
        for boundary in ("first", "the-second-one")
    ]
    assert [told(answer) for answer in replies] == [told(replies[0])] * 2
    assert (replies[0].status, repeats(*replies), count(world)) == (201, [False, True], 1)
    other = multipart(world, "third", imageFile=SimpleUploadedFile("a.png", sample("GIF")))
    assert other.pair == MISMATCH


def test_what_looks_like_the_boundary_in_a_value_is_part_of_the_value(world: World) -> None:
    replies = [multipart(world, "1", name=name) for name in ("New 1", "New 11", "New 1")]
    assert (replies[0].status, replies[1].pair, told(replies[2])) == (201, MISMATCH, told(replies[0]))
    assert (repeats(*replies), count(world)) == ([False, False, True], 1)


def test_a_refused_picture_leaves_no_file_and_its_refusal_is_kept(world: World, media_of_its_own: Path) -> None:
    """The picture is stored before the row is refused; under a key the transaction goes on to keep the refusal."""
    assert world.api.json(CUSTOMERS, NEW).status == 201
    replies = [multipart(world, "b", imageFile=SimpleUploadedFile("a.png", sample("PNG"))) for _ in range(2)]
    assert [reply.pair for reply in replies] == [error(400, "not_unique", "reference already used")] * 2
    assert repeats(*replies) == [False, True]
    assert [path for path in media_of_its_own.rglob("*") if path.is_file()] == []


def test_a_refusal_that_comes_late_has_written_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Problem.invalid(Flaw("name", FlawRule.CONSTRAINT))

    monkeypatch.setattr(CustomerWriter, "after_write", refuse)
    replies = [world.api.json(CUSTOMERS, NEW, **KEY) for _ in range(2)]
    assert [reply.pair for reply in replies] == [save_failed(("name", "is not valid"))] * 2
    assert (repeats(*replies), count(world), kept(world)) == ([False, True], 0, 1)


def test_another_content_type_is_another_request(world: World) -> None:
    assert world.api.raw(CUSTOMERS, b"{}", "application/json", **KEY).status == 400
    assert world.api.raw(CUSTOMERS, b"{}", "application/x-www-form-urlencoded", **KEY).pair == MISMATCH


def test_keys_of_another_user_or_organization_are_others(world: World, elsewhere: World) -> None:
    world.reader.role = Role.EDITOR
    world.reader.save()
    sent = [
        caller.json(CUSTOMERS, {**NEW, "reference": name}, **KEY)
        for name, caller in (("a", world.api), ("b", world.reading_api), ("c", elsewhere.api))
    ]
    assert [(reply.status, reply.body["reference"]) for reply in sent] == [(201, "a"), (201, "b"), (201, "c")]
    assert repeats(*sent) == [False] * 3


def test_another_credential_of_the_same_user_asks_for_the_same_answer(world: World) -> None:
    replies = [caller.json(CUSTOMERS, NEW, **KEY) for caller in (world.api, Caller.of(world.editor))]
    assert (told(replies[1]), repeats(*replies)) == (told(replies[0]), [False, True])


def test_who_may_not_write_any_more_is_told_so(world: World) -> None:
    assert world.api.json(CUSTOMERS, NEW, **KEY).status == 201
    world.editor.role = Role.READER
    world.editor.save()
    assert world.api.json(CUSTOMERS, NEW, **KEY).pair == error(403, "access_denied", "You are not allowed to do this.")
    assert Caller("Bearer x").json(CUSTOMERS, NEW, **KEY).status == 401


def test_an_answer_is_given_again_for_a_day(world: World) -> None:
    assert world.api.json(CUSTOMERS, NEW, **KEY).status == 201
    rows = KeptAnswer.objects.for_organization(world.organization)
    left = rows.get().expires - timezone.now()
    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)
    rows.update(expires=timezone.now() + timedelta(seconds=30))
    assert repeats(world.api.json(CUSTOMERS, NEW, **KEY)) == [True]
    rows.update(expires=timezone.now())
    late = world.api.json(CUSTOMERS, NEW, **KEY)
    assert (late.pair, repeats(late)) == (error(400, "not_unique", "reference already used"), [False])
    assert repeats(world.api.json(CUSTOMERS, NEW, **KEY)) == [True]
    assert kept(world) == 1


def test_writes_remove_answers_whose_time_is_over(world: World, elsewhere: World) -> None:
    yesterday = timezone.now() - timedelta(hours=25)
    for here in (world, elsewhere):
        here.api.json(CUSTOMERS, NEW, **{"Idempotency-Key": "old"})
        KeptAnswer.objects.for_organization(here.organization).update(expires=yesterday)
    for number in range(idempotency.CLEANED_EVERY):
        world.api.json(CUSTOMERS, {}, **{"Idempotency-Key": f"new {number}"})
    keys = set(KeptAnswer.objects.for_organization(world.organization).values_list("key", flat=True))
    assert keys == {f"new {number}" for number in range(idempotency.CLEANED_EVERY)}
    assert kept(elsewhere) == 1


CUT_OFF = error(400, "malformed_request", "The body of the request could not be read.")


def test_a_body_that_cannot_be_read_is_refused_and_not_kept(world: World) -> None:
    large = world.api.raw(CUSTOMERS, b" " * (10 * 1024 * 1024 + 1), "application/json", **KEY)
    assert (large.status, kept(world)) == (413, 0)
    broken = [world.api.raw(CUSTOMERS, b"{", "application/json", **KEY) for _ in range(2)]
    assert ([reply.pair for reply in broken], repeats(*broken)) == ([CUT_OFF] * 2, [False, True])


@pytest.mark.parametrize("content_type", ["application/json", MULTIPART_CONTENT])
def test_chunks_that_cannot_be_read_may_have_been_cut_off_and_are_not_kept(world: World, content_type: str) -> None:
    """The server hides where chunks break off: the whole body must still be taken under the same key."""
    chunks = {**KEY, "Transfer-Encoding": "chunked"}
    broken = [world.api.raw(CUSTOMERS, b"{", content_type, **chunks) for _ in range(2)]
    assert ([reply.pair for reply in broken], repeats(*broken)) == ([CUT_OFF] * 2, [False, False])
    assert (world.api.json(CUSTOMERS, NEW, **chunks).status, count(world), kept(world)) == (201, 1, 1)


def failing_once(problem: Exception) -> Callable[..., Any]:
    """Return a making of answers to writes that fails the first time it is asked for one."""
    read = ReadModel.written
    problems = [problem]

    def written(self: ReadModel, *args: Any) -> Any:
        if problems:
            raise problems.pop()
        return read(self, *args)

    return written


def test_a_fault_is_not_kept_and_has_written_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for problem, status in ((ZeroDivisionError(), 500), (OperationalError("away"), 503)):
        monkeypatch.setattr(ReadModel, "written", failing_once(problem))
        assert (world.api.json(CUSTOMERS, NEW, **KEY).status, count(world), kept(world)) == (status, 0, 0)
    replies = [world.api.json(CUSTOMERS, NEW, **KEY) for _ in range(2)]
    assert ([reply.status for reply in replies], repeats(*replies), count(world)) == ([201, 201], [False, True], 1)


def test_work_that_lost_a_race_reads_the_whole_request_again(
    world: World, monkeypatch: pytest.MonkeyPatch, media_of_its_own: Path
) -> None:
    monkeypatch.setattr(ReadModel, "written", failing_once(LostRaceError("again")))
    answer = multipart(world, "b", imageFile=SimpleUploadedFile("a.png", sample("PNG")))
    assert (answer.status, count(world), kept(world)) == (201, 1, 1)
    assert answer.body["logo"] is not None
    assert len([path for path in media_of_its_own.rglob("*") if path.is_file()]) == 3


def test_an_answer_in_which_half_a_surrogate_pair_is_spelled_out_is_kept(world: World) -> None:
    replies = [world.api.json(CUSTOMERS, {**NEW, "country": "\ud800"}, **KEY) for _ in range(2)]
    assert (replies[1].pair, repeats(*replies)) == (replies[0].pair, [False, True])
