"""What those who run the production server see of it: its probes, its counts over all processes, its log.

Seen to fail: with probes behind Django's threads, `/livez` took as long as the database was silent; without the folder
that the processes share, each scrape told another process's counts; with the request's META in a line, the key that
signs sessions stood in the log.
"""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from customers.demo import server as demo_server
from tests.live.serving import LOG, ON_SQLITE, WORKERS, Server, environment, serving, wait_until_ready
from tests.live.test_server import workers_of

pytestmark = ON_SQLITE

API = "/api/v1.0"
STALLED = 16
COUNTED = {"dialect": "v1", "route": "/api/<version>/customers/<id>", "method": "GET", "status": "200"}


@pytest.fixture
def counting_server(prepared: Path, tmp_path: Path) -> Iterator[Server]:
    """A server whose processes count in one folder."""
    folder = shutil.copytree(prepared, tmp_path / "data")
    with serving(folder, variables={"PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics")}) as running:
        yield running


def samples(server: Server) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    """Return what the metrics page tells, whichever process answers."""
    reply = server.call("GET", "/metrics", Authorization="")
    assert reply.status == 200
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(reply.body.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def in_flight(server: Server) -> float:
    """Return how many requests are unanswered beside the one that asks."""
    return samples(server)["customers_api_requests_in_flight"][()] - 1


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def counted(server: Server) -> float:
    return samples(server)["customers_api_requests_total"].get(tuple(sorted(COUNTED.items())), 0.0)


def test_the_counts_of_all_processes_are_one_and_outlive_a_killed_one(counting_server: Server) -> None:
    server = counting_server
    for _ in range(30):
        assert server.call("GET", f"{API}/customers/256").status == 200
    assert [counted(server) for _ in range(10)] == [30.0] * 10
    killed = workers_of(server)[0]
    head = server.head("POST", f"{API}/customers", **{"Content-Type": "application/json", "Content-Length": "1000"})
    with ExitStack() as stack:
        # So many that each process has some of them.
        for _ in range(STALLED):
            stalled = stack.enter_context(socket.create_connection((demo_server.HOST, server.port)))
            stalled.sendall(head + b"{")
        wait_for(lambda: in_flight(server) == STALLED)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: killed not in workers_of(server) and len(workers_of(server)) == WORKERS)
        wait_until_ready(server.process, server.port)
        assert in_flight(server) < STALLED
        assert [counted(server) for _ in range(10)] == [30.0] * 10
    wait_for(lambda: in_flight(server) == 0)


@contextmanager
def silent_database() -> Iterator[str]:
    """Yield the address of a database that takes connections and says nothing."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=200))
        yield f"postgres://nobody@127.0.0.1:{listener.getsockname()[1]}/nothing"


def test_probes_answer_in_time_while_every_thread_waits_for_a_silent_database(prepared: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(prepared, tmp_path / "data")
    with (
        silent_database() as url,
        serving(folder, database_url=url, variables={"THREADS": "2"}) as server,
        ThreadPoolExecutor(12) as pool,
    ):
        waiting = [pool.submit(server.call, "GET", f"{API}/customers/256") for _ in range(12)]
        time.sleep(0.5)
        begin = time.monotonic()
        replies = [server.call("GET", "/livez", Host="10.0.0.7").pair for _ in range(6)]
        assert (replies, time.monotonic() - begin < 1) == ([(200, {"status": "alive"})] * 6, True)
        ready = server.call("GET", "/readyz", Host="10.0.0.7")
        checks = {"database": "failed", "migrations": "unknown", "media": "ok"}
        assert ready.pair == (503, {"status": "unready", "checks": checks})
        assert (time.monotonic() - begin < 5, all(request.done() for request in waiting)) == (True, False)
        # What waits for the database need not be waited for.
        for process in (*workers_of(server), server.process.pid):
            os.kill(process, signal.SIGKILL)


def test_every_line_of_the_server_is_json_and_tells_no_secret(own_server: Server) -> None:
    server, secret = own_server, environment(own_server.folder)["SECRET_KEY"]
    headers = {"X-Request-Id": "found-again"}
    assert server.call("GET", f"{API}/customers/256", **headers).headers["x-request-id"] == "found-again"
    assert server.call("GET", f"{API}/customers/reference/PRIVATE?name=PRIVATE").status == 404
    assert server.call("GET", "/nothing", Host="evil.example").status == 400
    assert server.stop() == 0
    text = (server.folder / LOG).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["logger"] == "customers_api.requests"]
    assert [(line["status"], line["route"]) for line in requests] == [
        (200, "/api/<version>/customers/<id>"),
        (404, "/api/<version>/customers/reference/<reference>"),
        (400, "unknown"),
    ]
    assert (requests[0]["request_id"], requests[0]["user"], requests[0]["organization"]) == ("found-again", 2, 1)
    assert [part for part in (secret, server.key, server.key[3:], "PRIVATE") if part in text] == []
