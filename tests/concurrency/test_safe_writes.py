"""One key, or one state, and many callers at once: one of them writes.

Seen to fail: with `try_lock_until_commit` always true, two of eight callers of one key got through to the write and one
was answered `not_unique`; with the lock of `RecordWriter.find` taken away, several writers of one round won.
"""

from typing import Any

import pytest

from customers.models import Customer
from customers_api.core.locks import lock_until_commit
from customers_api.core.units import in_unit
from organizations.models import KeptAnswer
from tests.clients import Caller, Reply
from tests.concurrency.racing import API, COMMITTING, Work, again, elsewhere, race, racers, statuses
from tests.v1.contracts import error
from tests.v1.contracts_of_safe_writes import version
from tests.worlds import World

pytestmark = COMMITTING

CALLERS = 8
ROUNDS = 6
KEY = {"Idempotency-Key": "k"}
RUNNING = "A request with the same Idempotency-Key is still running"


def creating(caller: Caller, reference: str, key: str) -> Work:
    own = again(caller)
    sent = {"reference": reference, "name": "n"}
    return lambda: own.json(f"{API}/customers", sent, **{"Idempotency-Key": key})


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_many_at_once_with_one_key_one_writes(world: World, round_: int) -> None:
    replies = race(*[creating(world.api, "R", "k")] * CALLERS)
    written = [reply for reply in replies if reply.status == 201]
    assert statuses(replies) == sorted([201] * len(written) + [409] * (CALLERS - len(written)))
    assert written
    assert {str(reply.body) for reply in written} == {str(written[0].body)}
    assert sum("Idempotent-Replayed" not in reply.headers for reply in written) == 1
    assert Customer.objects.for_organization(world.organization).count() == 1
    assert KeptAnswer.objects.for_organization(world.organization).count() == 1


def while_it_is_written(world: World, work: Work) -> Reply:
    """Do a work while another transaction holds the lock on the editor's key."""

    def hold() -> Reply:
        lock_until_commit(f"idempotency key: {world.editor.pk}: k")
        return elsewhere(work)

    return in_unit(hold)


def test_a_request_that_is_still_running_is_not_started_again(world: World) -> None:
    first = while_it_is_written(world, creating(world.api, "R", "k"))
    text = f"{RUNNING}: try again later."
    assert (first.pair, first.headers["Retry-After"]) == (error(409, "request_in_progress", text), "1")
    own = again(world.api)
    body: dict[str, Any] = {"company": world.organization.pk, "name": "n"}
    second = while_it_is_written(world, lambda: own.json("/api/v2/customer", body, **KEY))
    text = f"{RUNNING}. Expected available in 1 seconds."
    assert (second.pair, second.headers["Retry-After"]) == ((429, {"detail": text}), "1")
    assert Customer.objects.for_organization(world.organization).count() == 0
    assert creating(world.api, "R", "k")().status == 201


def test_another_key_and_another_user_are_not_kept_waiting(world: World) -> None:
    assert while_it_is_written(world, creating(world.api, "R-1", "other")).status == 201
    assert while_it_is_written(world, creating(Caller.of(world.reader), "R-2", "k")).status == 403


def test_of_many_writers_on_one_state_one_succeeds(world: World) -> None:
    address = f"{API}/customers/{world.api.json(f'{API}/customers', {'reference': 'R', 'name': 'n'}).body['id']}"
    callers = [again(world.api) for _ in range(CALLERS)]
    with racers(CALLERS) as run_all:
        for round_ in range(1, ROUNDS + 1):
            tag = world.api.get(address).headers["ETag"]
            works = [
                lambda own=own, name=f"{round_} {number}", tag=tag: own.json(
                    address, {"name": name}, "PUT", **{"If-Match": tag}
                )
                for number, own in enumerate(callers)
            ]
            replies = run_all(*works)
            assert statuses(replies) == [200] + [412] * (CALLERS - 1)
            [winner] = [reply for reply in replies if reply.status == 200]
            shown = world.api.get(address)
            assert (shown.body, version(shown)) == (winner.body, round_ + 1)


def test_of_many_upserts_that_ask_for_absence_one_creates(world: World) -> None:
    own = [again(world.api) for _ in range(CALLERS)]
    works: list[Work] = [
        lambda caller=caller: caller.json(  # type: ignore[misc]
            f"{API}/customers/reference/R", {"name": "n"}, **{"If-None-Match": "*"}
        )
        for caller in own
    ]
    assert statuses(race(*works)) == [201] + [412] * (CALLERS - 1)
