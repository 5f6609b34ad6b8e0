"""Requests are counted by names that no client can make up, for the eyes of those who run the service.

Seen to fail: with the raw path for the route, the number of series grew with the paths; with REMOTE_ADDR alone to tell
who is at this machine, a proxy on it opened the page to everybody; without the wrapper, the statements stayed 0.
"""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from customers_api.operation import metrics
from tests.clients import Caller, Reply
from tests.worlds import World

UNKNOWN = (404, {"error": "not_found", "error_description": "The requested address doesn't exist."})
TOKEN = "a-token-for-the-metrics"
LOCAL = {"Host": "127.0.0.1:8000"}


def samples(beginning: str = "") -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    # The tests before this one have left thousands of lines, which take a second to read.
    lines = [line for line in metrics.page().decode().splitlines(keepends=True) if line.startswith(beginning)]
    families = text_string_to_metric_families("".join(lines))
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def value(name: str, **labels: str) -> float:
    name = f"customers_api_{name}"
    return samples(name).get((name, tuple(sorted(labels.items()))), 0.0)


def page(headers: dict[str, str], authorization: str | None = None) -> Reply:
    return Caller(authorization).get("/metrics", **headers)


@pytest.mark.django_db
def test_a_request_is_counted_with_its_seconds_and_statements(world: World) -> None:
    of_list = {"dialect": "v1", "route": "/api/<version>/customers"}
    counted = {**of_list, "method": "GET", "status": "200"}
    before, seconds = value("requests_total", **counted), value("request_seconds_sum", **of_list, method="GET")
    sent = value("request_statements_sum", **of_list)
    world.api.get("/api/v1.0/customers")
    assert value("requests_total", **counted) == before + 1
    assert value("request_seconds_sum", **of_list, method="GET") > seconds
    assert value("request_statements_sum", **of_list) == sent + 3


@pytest.mark.django_db
def test_crashes_and_refusals_for_the_rate_are_counted(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited, errors = value("rate_limited_total", dialect="v1"), value("server_errors_total", dialect="v1")
    settings.V1_RATE = "1/hour"
    assert [world.api.get("/api/v1.0/customers").status for _ in range(3)] == [200, 429, 429]
    settings.V1_RATE = None
    monkeypatch.setattr("customers_api.api.viewsets.read_list_query", lambda *_: 1 / 0)
    assert world.api.get("/api/v1.0/customers").status == 500
    assert value("rate_limited_total", dialect="v1") == limited + 2
    assert value("server_errors_total", dialect="v1") == errors + 1


@pytest.mark.django_db
def test_clients_cannot_make_up_series(world: World) -> None:
    def ask(number: int) -> None:
        for path in (f"/x{number}", f"/static/{number}", f"/api/v{number}/x", f"/api/v1.0/customers/{number}"):
            world.api.get(path)
            world.api.client.generic(f"BREW{number}", path)

    ask(0)
    known = set(samples())
    for number in range(1, 20):
        ask(number)
    assert set(samples()) == known


def test_counters_of_failures_begin_at_zero_so_that_the_first_one_is_seen() -> None:
    names = {("customers_api_server_errors_total", (("dialect", name),)) for name in ("v1", "v2", "rws", "none")}
    assert names <= set(samples())


def test_a_program_of_this_machine_may_see_the_page(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["customers.example.com"]
    settings.SECURE_SSL_REDIRECT = True
    reply = page(LOCAL)
    assert (reply.status, reply.headers["Content-Type"].partition(";")[0]) == (200, "text/plain")
    assert (reply.headers["Cache-Control"], b"customers_api_requests_total" in reply.body) == ("no-store", True)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "192.0.2.1"},
        {"Forwarded": "for=192.0.2.1"},
        {"X-Real-IP": "192.0.2.1"},
        {"Via": "1.1 proxy"},
        {"Host": "customers.example.com"},
    ],
)
def test_what_comes_through_a_proxy_of_this_machine_may_not(headers: dict[str, str], settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert page(LOCAL | headers).pair == UNKNOWN


def test_another_machine_may_not() -> None:
    caller = Caller()
    caller.client.defaults["REMOTE_ADDR"] = "192.0.2.1"
    assert caller.get("/metrics", **LOCAL).pair == UNKNOWN


def test_with_a_token_its_bearer_may_from_anywhere_and_nobody_else(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.ALLOWED_HOSTS = ["*"]
    far = {"Host": "customers.example.com", "X-Forwarded-For": "192.0.2.1"}
    assert page(far, f"Bearer {TOKEN}").status == 200
    for wrong in (None, "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer é"):
        assert page(LOCAL, wrong).pair == UNKNOWN


def test_only_reading_is_an_address() -> None:
    assert Caller().json("/metrics", {}).pair == UNKNOWN


def test_what_a_dead_process_said_of_itself_is_forgotten_and_what_it_counted_is_kept(tmp_path: Path) -> None:
    for name in ("gauge_livesum_999999999.db", "counter_999999999.db", "gauge_livesum_1.db"):
        (tmp_path / name).touch()
    metrics.forget_the_dead(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"counter_999999999.db", "gauge_livesum_1.db"}
