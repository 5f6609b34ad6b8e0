"""Calls at the same moment are counted one by one, outside of what a rollback takes back."""

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from organizations.rates import Rate, seconds_to_wait
from tests.accounts import basic
from tests.clients import Reply
from tests.concurrency.racing import COMMITTING, race
from tests.worlds import World

pytestmark = COMMITTING

LIMIT = Rate(100, 60_000)


def ten_calls() -> Reply:
    waits = [seconds_to_wait(key="k", rate=LIMIT) for _ in range(10)]
    return Reply(waits.count(None), None, None)


def test_of_320_calls_in_32_threads_100_pass() -> None:
    assert sum(reply.status for reply in race(*[ten_calls] * 32)) == 100


def test_the_count_of_a_first_call_is_kept_by_whoever_comes_first() -> None:
    replies = race(*[lambda: Reply(seconds_to_wait(key="k", rate=Rate(1, 60_000)) or 0, None, None)] * 10)
    assert [reply.status for reply in replies].count(0) == 1


@pytest.mark.parametrize("path", ["/api/v2/customer", "/api/v1.0/customers", "/rws/api/v1/customers"])
def test_a_call_is_counted_before_any_transaction_of_it_begins(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A rollback would take the count back."""
    settings.V1_RATE = settings.V2_RATE = settings.RWS_RATE = "100/minute"
    counted_inside: list[bool] = []

    def count(*, key: str, rate: Rate) -> None:
        counted_inside.append(connection.in_atomic_block)

    monkeypatch.setattr("customers_api.api.views.seconds_to_wait", count)
    caller = basic(world.editor) if path.startswith("/rws") else world.api
    caller.json(path, {"name": "One"})
    assert counted_inside == [False]
