"""Of another organization no byte is answered and no row changed, and its records are answered like missing ones.

Requests come in pairs made from one seed: one may name ids, references, names and words of other organizations in every
place, the other names what nobody has in the same places.

Seen to fail, each with the organization taken out: of the look-up of links, of the records of dialect v1 (read, and
written), of customers in dialect rws, of templates and of names in dialect v2, of answers kept under idempotency keys;
and with every user given the right to the whole group, or every organization counted to a group.
"""

import json
import logging
import re
import time
from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.clients import Caller
from tests.torture.figures import note, size
from tests.torture.generator import WRITES, Sent, request_to, sound_request_to
from tests.torture.generator_isolation import Organizations, Pair, three_organizations
from tests.torture.generator_operations import TARGETS, Target
from tests.torture.generator_organizations import FOREIGN, SISTER, rows_of

SEED = "isolation 1"
ENOUGH = 4
pytestmark = pytest.mark.django_db
# What differs between two writes of the same thing: ids, moments, and what is made of them.
MOVING = re.compile(
    rb'"(dateCreated|lastUpdated)":"[^"]+"|"(timestamp|customerId|id|userId)":[0-9]+|(?:/|V2-|RWS-)[0-9]{6,}'
)
MOVING_HEADERS = {"ETag", "X-Request-Id", "Date"}
# Dialects v2 and rws have few operations, and know more than one organization.
OFTEN = (*TARGETS, *[target for target in TARGETS if target.dialect != "v1" and target.method in WRITES] * 6)
SENT_BY = ("editor", "editor", "editor", "reader", "whole", "whole")


@pytest.fixture(autouse=True)
def unlimited(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """Let no rate end the fuzz, and keep what is told of each refused request out of the report."""
    settings.V2_RATE = None
    caplog.set_level(logging.ERROR, "django.request")


def test_no_byte_of_another_organization_is_answered_and_none_of_its_rows_changed() -> None:
    here, seen, count, started = three_organizations(), Counter[str](), size(400, 10_000) // 2, time.monotonic()
    before = {things.mark: rows_of(things.world.organization.pk) for things in (here.sister, here.foreign)}
    wrong: list[str] = []
    for number in range(count):
        seed = f"{SEED}/{number}"
        target, name = OFTEN[number % len(OFTEN)], Random(seed).choice(SENT_BY)
        status, found = compared(here, target, here.pairs[name, target.dialect], seed, before)
        seen[f"{status // 100}xx"] += 1
        wrong += [f"{complaint}, by {name}, seed {seed!r}" for complaint in found]
        assert len(wrong) < ENOUGH, "\n\n".join(wrong)
    assert not wrong, "\n\n".join(wrong)
    assert before == {things.mark: rows_of(things.world.organization.pk) for things in (here.sister, here.foreign)}
    assert seen["2xx"] > count // 10
    assert seen["4xx"] > count // 10
    told = f"{seen['2xx']} done, {seen['4xx']} refused, {time.monotonic() - started:.0f} s"
    note("isolation", f"{2 * count:,} requests in pairs: {told}")


def compared(
    here: Organizations, target: Target, pair: Pair, seed: str, before: dict[str, Any]
) -> tuple[int, list[str]]:
    """Ask for what is of others and for what is of nobody; return the first status, and what is wrong."""
    make = Random(seed).choice((request_to, sound_request_to, sound_request_to))
    caller, sent = make(target, pair.there, Random(seed))
    _, twin = make(target, pair.missing, Random(seed))
    with transaction.atomic():
        answer = sent.by(caller)
        wrote = answer.status_code < 300 and sent.method in WRITES
        changed = [mark for mark in pair.marks if wrote and rows_of(owner(here, mark)) != before[mark]]
        transaction.set_rollback(True)
    with transaction.atomic():
        expected = twin.by(caller)
        transaction.set_rollback(True)
    found = [f"changed rows of {mark}" for mark in changed]
    told = " ".join((sent.path, sent.content_type, *sent.headers.values())).encode("utf-8", "replace") + sent.body
    leaks = pair.leaked(whole(answer), told)
    if leaks:
        found.append(f"leaked {leaks}")
    if stable(answer) != stable(expected, pair):
        found.append(f"answered unlike\n{twin}\n→ {whole(expected)[:900]!r}")
    return answer.status_code, [f"{sent}\n→ {whole(answer)[:900]!r}: {text}" for text in found]


def owner(here: Organizations, mark: str) -> int:
    """Return the organization of a mark."""
    return {SISTER: here.sister, FOREIGN: here.foreign}[mark].world.organization.pk


def whole(answer: Any) -> bytes:
    """Return all that an answer says."""
    head = "".join(f"{name}: {value}\n" for name, value in sorted(answer.headers.items()) if name not in MOVING_HEADERS)
    return f"{answer.status_code}\n{head}\n".encode() + bytes(answer.content)


def stable(answer: Any, pair: Pair | None = None) -> bytes:
    """Return what does not differ between two answers of one meaning."""
    text = whole(answer)
    text = pair.as_there(text) if pair is not None else text
    return MOVING.sub(b"", re.sub(rb"Content-Length: [0-9]+", b"", text))


def test_a_key_that_others_have_used_is_unknown() -> None:
    here, rounds = three_organizations(), size(12, 250)
    callers = {"theirs": here.foreign.world.api, "sister": here.sister.world.api, "reader": here.home.world.reading_api}
    for number in range(rounds):
        key, rng = f"key-{number}", Random(f"{SEED}/keys/{number}")
        theirs = creation(here, here.foreign.mark, here.foreign.world.organization.pk, key, rng)
        for caller in callers.values():
            theirs.by(caller)
        rng = Random(f"{SEED}/keys/{number}")
        same = rng.random() < 0.5
        ours = theirs if same else creation(here, "ours", here.home.world.organization.pk, key, rng)
        fresh = Sent(ours.method, ours.path, ours.content_type, ours.body, {"Idempotency-Key": f"fresh-{number}"})
        answers = []
        for sent in (ours, fresh):
            with transaction.atomic():
                answers.append(sent.by(here.home.world.api))
                transaction.set_rollback(True)
        assert stable(answers[0]) == stable(answers[1]), f"{ours}\n{whole(answers[0])!r}\n{whole(answers[1])!r}"
        assert "Idempotent-Replayed" not in answers[0].headers
    note("isolation", f"{rounds} idempotency keys that three others had used: all unknown")


def creation(here: Organizations, word: str, company: int, key: str, rng: Random) -> Sent:
    """Return a creation under a key, in dialect v1 or v2."""
    name = f"{word} {key}"
    v1 = ("/api/v1.0/customers", {"reference": name, "name": name})
    path, body = rng.choice((v1, ("/api/v2/customer", {"company": company, "name": name})))
    return Sent("POST", path, "application/json", json.dumps(body).encode(), {"Idempotency-Key": key})


def test_a_user_of_the_whole_group_reaches_the_sister_and_nobody_else() -> None:
    here = three_organizations()
    inside, outside = here.sister.ids["customers"][0], here.foreign.ids["customers"][0]
    assert statuses(Caller.of(here.whole), inside, outside) == [200, 404]
    # Without the right the sister is as unknown as the others, and so she is to dialect v1 with it.
    assert statuses(here.home.world.api, inside, outside) == [404, 404]
    assert Caller.of(here.whole).get(f"/api/v1.0/customers/{inside}").status == 404


def statuses(caller: Caller, *keys: int) -> list[int]:
    """Return what dialect v2 answers about customers."""
    return [caller.get(f"/api/v2/customer/{key}").status for key in keys]
