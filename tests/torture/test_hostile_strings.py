"""Strings that break programs, in every place of a request: refused in the dialect's words, or given back as they came.

Seen to fail: with `is_storable` always true, surrogates crash the service; without the second attempt in `dump_json`,
so do answers that repeat one.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from tests.clients import Caller
from tests.torture.figures import note, size
from tests.torture.generator import Sent
from tests.torture.generator_answers import complaints
from tests.torture.generator_bodies import JSON
from tests.torture.generator_hostile import WRITTEN, Place, places
from tests.torture.generator_strings import LARGE, STRINGS
from tests.torture.generator_world import Known, new_known

SEED = "hostile 1"
ENOUGH = 5
SECONDS = 10
# Places whose answer repeats the string: what can be refused cannot always be written.
REPEATING = {f"{name} as {JSON}" for name in ("country", "billingCountry", "currency")}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep what is told of each refused request out of the report, and not what is told of crashes."""
    caplog.set_level(logging.ERROR, "django.request")


def test_a_hostile_string_is_refused_in_the_dialects_words_or_given_back_as_it_came() -> None:
    known, rng, seen, wrong = new_known(), Random(SEED), Counter[str](), list[str]()
    everywhere = places()
    repeating = [place for place in everywhere if place.name in REPEATING]
    pairs = [(rng.choice(repeating), text) for text in STRINGS for _ in range(size(1, 5))]
    pairs += [(rng.choice(everywhere), rng.choice(STRINGS)) for _ in range(size(150, 2000))]
    for place, text in pairs:
        kind, found = tried(place, text, known)
        seen[kind] += 1
        wrong += [f"{complaint}, place {place}, string {text[:80]!a}, seed {SEED!r}" for complaint in found]
        assert len(wrong) < ENOUGH, "\n\n".join(wrong)
    assert not wrong, "\n\n".join(wrong)
    assert seen["given back"] > len(pairs) // 25, seen
    note(
        "hostile strings",
        f"{len(pairs):,} in {len(everywhere)} places: {seen['given back']} given back, {seen['4xx']} refused",
    )


def tried(place: Place, text: str, known: Known) -> tuple[str, list[str]]:
    """Send a string, as if nothing had been sent before; return what came of it, and what is wrong with that."""
    sent, caller = place.make(text, known), known.callers[place.target.dialect][0]
    with transaction.atomic():
        answer = sent.by(Caller() if "Authorization" in sent.headers else caller)
        found = complaints(place.target, sent.method, sent.path, answer)
        kind = f"{answer.status_code // 100}xx"
        if place.shown and answer.status_code < 300:
            kind = "given back"
            found += [] if given_back(place, text, answer, caller) else ["not given back as it came"]
        connection.check_constraints()
        transaction.set_rollback(True)
    return kind, [f"{sent}\n→ {answer.status_code} {answer.content[:600]!r}: {complaint}" for complaint in found]


def given_back(place: Place, text: str, answer: Any, caller: Caller) -> bool:
    """Tell whether both the answer and the next look at the record show the string."""
    stored = json.loads(answer.content)
    address = place.target.template.format(version="v1", reference="x").partition("/reference/")[0]
    again = caller.get(f"{address}/{stored['id']}")
    return all(value_at(shown, place.shown) == text for shown in (stored, again.body))


def value_at(shown: Any, keys: tuple[str, ...]) -> Any:
    """Return what an answer shows under nested keys."""
    for key in keys:
        shown = shown[key]
    return shown


NAMES = ("name", "comment", "creditLimit", "dueDateConfigNumber", "categoryId", "paymentTypes", "onHold", "country")
V2_NAMES = ("name", "company", "country", "phone", "contact_person", "template", "nda_signed_date", "category")
RWS_NAMES = ("name", "accountName", "securityAnswer", "contacts", "billingAddress", "shipToBillAddress")


def large_requests(known: Known) -> list[tuple[str, Callable[[str], Sent]]]:
    """Return what sends a large string in every dialect, within a body and instead of one."""
    key = known.ids["customers"][0]
    paths = {"v1": f"/api/v1.0/customers/{key}", "v2": f"/api/v2/customer/{key}", "rws": f"/rws/api/v1/customers/{key}"}
    new = {"company": known.ids["company"][0], "accountName": "First", "name": "N"}

    def within(dialect: str, name: str, kind: str) -> tuple[str, Callable[[str], Sent]]:
        return dialect, lambda text: Sent("PUT", paths[dialect], kind, WRITTEN[kind]({**new, name: text}))

    def instead(dialect: str, kind: str) -> tuple[str, Callable[[str], Sent]]:
        return dialect, lambda text: Sent("PUT", paths[dialect], kind, text.encode())

    v1 = [within("v1", name, kind) for name in NAMES for kind in WRITTEN]
    others = [within("v2", name, JSON) for name in V2_NAMES] + [within("rws", name, JSON) for name in RWS_NAMES]
    return v1 + others + [instead(dialect, kind) for dialect in paths for kind in WRITTEN]


@pytest.mark.parametrize("name", LARGE)
def test_a_large_string_is_refused_in_the_dialects_words_within_seconds(name: str) -> None:
    known, slowest = new_known(), 0.0
    requests = large_requests(known)
    chosen = Random(name).sample(requests, size(2, len(requests)))
    for dialect, make in chosen:
        sent = make(LARGE[name])
        # The time of this thread: on a busy machine the clock on the wall tells nothing.
        started = time.thread_time()
        answer = sent.by(known.callers[dialect][0])
        slowest = max(slowest, time.thread_time() - started)
        assert answer.status_code in {200, 400, 404, 413, 415}, (
            f"{sent}\n→ {answer.status_code} {answer.content[:300]!r}"
        )
        assert answer.headers["Content-Type"] == "application/json"
        # An answer may name what was not found; in JSON a character takes six at most.
        assert len(answer.content) < 6 * len(sent.body) + 1000
        assert slowest < SECONDS, sent
    note("hostile strings", f"{len(chosen)} × {name}: {slowest:.1f} s at most")
