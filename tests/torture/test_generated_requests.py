"""Whatever is sent to whatever operation: no crash, no status and no word that the documents do not have.

Operations come from the table of addresses, parameters from the declarations, statuses and words from the documents,
so that none of them can be forgotten here. Each request is made from a fixed seed and sees the same records; it is sent
twice where it carries an idempotency key.

Seen to fail: when Django was let see the charset of a content type, requests ended without an answer; before 412 stood
in the documents; with another code for an unknown customer in dialect rws than the printed one.
"""

import logging
import time
from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from customers.api import rws_bodies
from tests.torture.figures import note, size
from tests.torture.generator import request_to
from tests.torture.generator_answers import complaints
from tests.torture.generator_bodies import RWS_ADDRESS, RWS_BODY, V2_BODY
from tests.torture.generator_documents import documented_fields
from tests.torture.generator_operations import GROUPS, TARGETS, Target
from tests.torture.generator_world import Known, new_known

SEED = "generated 1"
ENOUGH = 5


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep what is told of each refused request out of the report, and not what is told of crashes."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(("dialect", "group"), GROUPS)
def test_no_request_crashes_an_operation_or_gets_an_undocumented_answer(dialect: str, group: str) -> None:
    operations = [target for target in TARGETS if (target.dialect, target.group) == (dialect, group)]
    known, count, seen = new_known(), size(60 // len(operations), 1000), Counter[int]()
    started = time.monotonic()
    wrong: list[str] = []
    for target in operations:
        for number in range(count):
            seed = f"{SEED}/{target}/{number}"
            status, found = tried(target, known, Random(seed))
            seen[status // 100] += 1
            wrong += [f"{complaint}, seed {seed!r}" for complaint in found]
        assert len(wrong) < ENOUGH, "\n\n".join(wrong)
    assert not wrong, "\n\n".join(wrong)
    # A generator of rubbish alone would find nothing.
    assert seen[2] > len(operations) * count // 10, seen
    told = (
        f"{len(operations)} operations × {count}: {seen[2]} done, {seen[4]} refused, {time.monotonic() - started:.0f} s"
    )
    note("generated requests", f"{dialect} {group}, {told}")


def tried(target: Target, known: Known, rng: Random) -> tuple[int, list[str]]:
    """Send a request, as if it were the first; return its status and what is wrong with the answers."""
    caller, sent = request_to(target, known, rng)
    with transaction.atomic():
        answers: list[Any] = [sent.by(caller) for _ in range(2 if "Idempotency-Key" in sent.headers else 1)]
        # What PostgreSQL would say only at the commit.
        connection.check_constraints()
        transaction.set_rollback(True)
    found = [
        (answer, complaint) for answer in answers for complaint in complaints(target, sent.method, sent.path, answer)
    ]
    return answers[0].status_code, [
        f"{sent}\n→ {answer.status_code} {answer.content[:600]!r}: {text}" for answer, text in found
    ]


def test_the_generator_knows_every_documented_key_of_a_body() -> None:
    person = {"contact_person.name", "contact_person.email", "contact_person.type"}
    # The name of a template's column in another table of the document.
    assert documented_fields("api/v2.md", 3) >= {*V2_BODY, *person}
    assert {key.partition(".")[0] for key in documented_fields("api/v2.md", 3)} == set(V2_BODY)
    contacts = {f"contacts[].{key}" for key, *_ in rws_bodies.CONTACT_TEXTS}
    fields = documented_fields("api/rws.md", 3) | documented_fields("api/rws.md", 2)
    assert {key for key in fields if "billingAddress." not in key} == {*RWS_BODY, *RWS_ADDRESS, *contacts}
