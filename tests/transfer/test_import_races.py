"""Imports that run at once take turns: no deadlock, no row twice, and each counts what it has done itself.

Seen to fail: without the turns (`take_turn`), two imports of one file in opposite orders ended in deadlocks.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from customers.models import Customer
from customers.services import customer_upsert
from customers.transfer import importer
from customers.transfer.importing import run_import
from customers.transfer.outcomes import Counts, OnError
from customers.transfer.preview import preview_import
from customers_api.core.drafts import Incoming
from customers_api.core.locks import lock_until_commit
from customers_api.core.problems import Problem, ProblemCode
from tests.concurrency.racing import COMMITTING, LONGEST_WAIT, elsewhere, race
from tests.transfer.importing import Heard, Sent, caller, file_rows, names, parents, plain_rows
from tests.worlds import World, new_world

pytestmark = COMMITTING
COUNT = 60


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let imports meet often."""
    monkeypatch.setattr(importer, "BATCH", 5)
    monkeypatch.setattr(importer, "POLL_SECONDS", 0.01)


@pytest.fixture
def committed() -> World:
    return new_world("here")


def rows() -> list[Sent]:
    """Return rows of which each fourth is a sub-customer."""
    plain = plain_rows(COUNT)
    for number in range(0, COUNT, 4):
        plain[number][1]["parentCustomer"] = f"R{(number + 31) % COUNT // 4 * 4 + 1}"
    return plain


def importing(world: World, sent: list[Sent], on_error: OnError) -> Callable[[], Any]:
    """Return the work of importing rows."""
    return lambda: run_import(caller=caller(world), rows=file_rows(*sent), on_error=on_error, listener=Heard())


@pytest.mark.parametrize("second", list(OnError))
@pytest.mark.parametrize("first", list(OnError))
def test_two_imports_of_one_file_at_once_make_each_customer_once(
    committed: World, first: OnError, second: OnError
) -> None:
    """They read the file in opposite orders, so that each has locked what the other one wants."""
    here, there = rows(), rows()[::-1]
    counts: list[Counts] = race(importing(committed, here, first), importing(committed, there, second))  # type: ignore[assignment]
    assert sum(count.created for count in counts) == sum(count.unchanged for count in counts) == COUNT
    assert [(count.updated, count.failed) for count in counts] == [(0, 0)] * 2
    assert parents(committed) == {reference: cells.get("parentCustomer") for reference, cells in sorted(rows())}


def test_others_may_write_the_same_customers_meanwhile(committed: World) -> None:
    def write() -> Any:
        for number in reversed(range(COUNT)):
            customer_upsert(caller=caller(committed), reference=f"R{number}", incoming=Incoming({"name": "Other"}))

    race(importing(committed, rows(), OnError.SKIP), importing(committed, rows(), OnError.SKIP), write)
    assert set(names(committed)) == {f"R{number}" for number in range(COUNT)}
    assert Customer.objects.for_organization(committed.organization).exclude(parent=None).count() == COUNT // 4


def test_an_import_says_that_it_waits_and_a_preview_does_not_wait(committed: World) -> None:
    go_on = threading.Event()

    class Waiting(Heard):
        def waiting(self) -> None:
            go_on.set()

    def other_import() -> None:
        with transaction.atomic():
            lock_until_commit(f"import of customers: {committed.organization.pk}")
            is_locked.set()
            assert go_on.wait(LONGEST_WAIT)
        connection.close()

    is_locked = threading.Event()
    other = threading.Thread(target=other_import)
    other.start()
    assert is_locked.wait(LONGEST_WAIT)
    with pytest.raises(Problem) as caught:
        preview_import(caller=caller(committed), rows=file_rows(*plain_rows(2)))
    assert caught.value.code is ProblemCode.UNAVAILABLE
    stranger = new_world("stranger")
    assert elsewhere(importing(stranger, plain_rows(2), OnError.SKIP)) == Counts(created=2)  # type: ignore[comparison-overlap]
    counts = run_import(
        caller=caller(committed), rows=file_rows(*plain_rows(2)), on_error=OnError.SKIP, listener=Waiting()
    )
    other.join(LONGEST_WAIT)
    assert (go_on.is_set(), counts) == (True, Counts(created=2))
