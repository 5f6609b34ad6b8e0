"""How many calls an account may make: which calls count, for whom, and what the others are told."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from organizations import rates
from organizations.models import RateWindow
from organizations.rates import Rate, parse_rate, seconds_to_wait
from tests.accounts import Account, basic, new_account
from tests.clients import Caller
from tests.worlds import World

V2 = "/api/v2/company"
V1 = "/api/v1.0/customers"
RWS = "/rws/api/v1/customers/1"
MINUTE = 60_000


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000_000
        monkeypatch.setattr(rates, "milliseconds", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def account(db: None) -> Account:
    return new_account()


@pytest.fixture(autouse=True)
def three_a_minute(settings: Settings) -> None:
    settings.V2_RATE, settings.V1_RATE, settings.RWS_RATE = "3/minute", None, None


def statuses(caller: Caller, path: str = V2, count: int = 5) -> list[int]:
    return [caller.get(path).status for _ in range(count)]


def test_the_fourth_call_of_a_window_is_told_when_it_may_come_again(world: World, clock: Clock) -> None:
    assert statuses(world.api, count=3) == [200, 200, 200]
    clock.now += 20_001
    refused = world.api.get(V2)
    assert refused.pair == (429, {"detail": "Request was throttled. Expected available in 40 seconds."})
    assert refused.headers["Retry-After"] == "40"
    clock.now += 39_998
    assert world.api.get(V2).headers["Retry-After"] == "1"
    clock.now += 1
    assert statuses(world.api) == [200, 200, 200, 429, 429]


def test_a_window_begins_with_its_first_call_and_not_with_the_minute_of_a_clock(world: World, clock: Clock) -> None:
    clock.now += 59_999
    assert statuses(world.api) == [200, 200, 200, 429, 429]
    clock.now += 1
    assert statuses(world.api) == [429] * 5
    clock.now += 10 * MINUTE
    assert statuses(world.api) == [200, 200, 200, 429, 429]


def test_refused_calls_do_not_make_the_wait_longer(world: World, clock: Clock) -> None:
    for _ in range(6):
        statuses(world.api, count=10)
        clock.now += MINUTE // 6
    assert world.api.get(V2).status == 200


def test_a_clock_that_is_set_back_shuts_nobody_out(world: World, clock: Clock) -> None:
    assert statuses(world.api) == [200, 200, 200, 429, 429]
    clock.now -= 60 * MINUTE
    assert statuses(world.api) == [200, 200, 200, 429, 429]


@pytest.mark.usefixtures("clock")
def test_the_organizations_of_a_group_are_one_account(account: Account) -> None:
    callers = [account.first.api, account.second.reading_api, Caller.of(account.whole), account.second.api]
    assert [caller.get(V2).status for caller in callers] == [200, 200, 200, 429]
    assert statuses(account.outside.api) == [200, 200, 200, 429, 429]
    assert RateWindow.objects.count() == 2


@pytest.mark.usefixtures("clock")
def test_all_addresses_of_a_dialect_count_together_and_each_dialect_for_itself(
    world: World, settings: Settings
) -> None:
    settings.V1_RATE, settings.RWS_RATE = "1/hour", "1/day"
    for path in ["customer/1", "country", "custom-field-template?company=1"]:
        assert world.api.get(f"/api/v2/{path}").status in {200, 400, 404}
    assert world.api.get("/api/v2/category?company=1").status == 429
    assert world.api.get(V1).status == 200
    refused = world.api.get("/api/v1.0/regions")
    assert refused.pair == (
        429,
        {"error": "too_many_requests", "error_description": "Too many requests: try again in 3600 seconds."},
    )
    assert refused.headers["Retry-After"] == "3600"
    caller = basic(world.editor)
    assert caller.get(RWS).status == 404
    refused = caller.get(RWS)
    assert refused.pair == (429, {"errorMessage": "Rate Limit Exceeded.", "errorCode": "40000029"})
    assert refused.headers["Retry-After"] == "86400"


@pytest.mark.usefixtures("clock")
def test_who_fails_an_earlier_check_is_not_counted(world: World) -> None:
    for _ in range(5):
        assert Caller("Bearer wrong").get(V2).status == 401
        assert world.api.json(V2, {}).status == 405
        assert world.reading_api.json("/api/v2/customer", {}).status == 401
    assert statuses(world.api) == [200, 200, 200, 429, 429]


@pytest.mark.usefixtures("clock")
def test_a_call_counts_whose_write_is_undone(world: World) -> None:
    company = world.organization.pk
    first = world.api.json("/api/v2/customer", {"company": company, "name": "One"})
    again = world.api.json("/api/v2/customer", {"company": company, "name": "One"})
    malformed = world.api.raw("/api/v2/customer", b"{", "application/json")
    assert [reply.status for reply in (first, again, malformed)] == [201, 400, 400]
    assert world.api.get(V2).status == 429


@pytest.mark.parametrize(("rate", "statements"), [(None, 0), ("3/minute", 1)])
def test_a_rate_costs_one_statement_and_none_costs_none(
    world: World, settings: Settings, rate: str | None, statements: int
) -> None:
    settings.V2_RATE = rate
    world.api.get(V2)
    with CaptureQueriesContext(connection) as queries:
        world.api.get(V2)
    assert len([query for query in queries if "ratewindow" in query["sql"]]) == statements


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("100/minute", Rate(100, MINUTE)),
        ("1/second", Rate(1, 1000)),
        ("5/hour", Rate(5, 60 * MINUTE)),
        ("999999999/day", Rate(999_999_999, 24 * 60 * MINUTE)),
    ],
)
def test_a_rate_is_so_many_calls_in_so_long_a_window(text: str, rate: Rate) -> None:
    assert parse_rate(text) == rate


@pytest.mark.django_db
def test_an_account_is_one_row_however_often_it_calls(clock: Clock) -> None:
    for _ in range(3):
        verdicts: list[Any] = [seconds_to_wait(key="k", rate=Rate(2, MINUTE)) for _ in range(4)]
        assert verdicts == [None, None, 60, 60]
        clock.now += MINUTE
    assert RateWindow.objects.values_list("key", "calls").get() == ("k", 4)
