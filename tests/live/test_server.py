"""How the production server, as `make run` starts it, takes odd requests, many at once, slow clients, and its end."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from customers.demo import server as demo_server
from tests.clients import Reply
from tests.live.serving import ON_SQLITE, WORKERS, Server, serving, wait_until_ready
from tests.live.slow_clients import hanging

pytestmark = ON_SQLITE

API = "/api/v1.0"
UNKNOWN = (404, {"error": "not_found", "error_description": "The requested address doesn't exist."})
BAD_HOST = (
    400,
    {"error": "malformed_request", "error_description": "The host of the request is not served here."},
)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80:80", "a b", "", "127.0.0.1/x", "é"])
@pytest.mark.parametrize("path", [f"{API}/customers", "/", "/nothing"])
def test_a_host_that_is_not_served_is_answered_in_json(server: Server, host: str, path: str) -> None:
    assert server.call("GET", path, Host=host).pair == BAD_HOST


def test_a_request_without_any_host_is_answered_in_json(server: Server) -> None:
    answer = server.raw(b"GET /api/v1.0/customers HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'{"error":"malformed_request","error_description":"The host of the request is not served here."}' in answer


@pytest.mark.parametrize("path", [f"{API}/customers/reference/%FF", f"{API}/%FF", "/%C3", "/%ED%A0%80", "/a%80/"])
def test_a_path_that_is_not_utf_8_leads_nowhere(server: Server, path: str) -> None:
    assert server.call("GET", path).pair == UNKNOWN
    assert server.call("POST", path, "{}", **{"Content-Type": "application/json"}).pair == UNKNOWN


@pytest.mark.parametrize(
    "reference",
    [
        "A/B",
        "A%2FB",
        "A%252FB",
        "a b",
        "50%",
        "é/名",
        "a?b#c",
        "a//b",
        "/a",
        "..a",
        "a+b",
        "a;b",
        "&=",
        "%",
        "a\\b",
        "'\"",
    ],
)
def test_any_reference_is_found_by_its_encoded_path(server: Server, reference: str) -> None:
    path = f"{API}/customers/reference/{quote(reference, safe='')}"
    created = server.json("POST", path, {"name": "n"})
    assert (created.status, created.body["reference"]) == (201, reference)
    assert server.call("GET", path).body == created.body
    assert server.call("GET", f"{path}/").body == created.body
    assert server.call("DELETE", path).status == 200


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "path", ["/api/schemas", "/api", "/api/v1.0", "/api/v9/customers", "/index.php", "/static/../manage.py"]
)
def test_html_never_reaches_a_client_of_the_api(server: Server, method: str, path: str) -> None:
    reply = server.call(method, path)
    assert reply.headers["content-type"] == "application/json"
    assert (reply.status, reply.body) == (404, b"" if method == "HEAD" else UNKNOWN[1])


@pytest.mark.parametrize("path", [f"{API}/customers", f"{API}/customers/256", f"{API}/customers/reference/NC-3/"])
def test_head_answers_what_get_would_without_its_body(server: Server, path: str) -> None:
    head, get = server.call("HEAD", path), server.call("GET", path)
    assert (head.status, head.body, get.status) == (200, b"", 200)
    assert head.headers["content-type"] == get.headers["content-type"] == "application/json"


def test_static_files_are_served_for_ever_and_compressed_and_nothing_beside_them(server: Server) -> None:
    path = "/static/admin/css/base.css"
    plain, small = server.call("GET", path), server.call("GET", path, **{"Accept-Encoding": "gzip"})
    assert (plain.status, plain.headers["content-type"].partition(";")[0]) == (200, "text/css")
    assert (small.headers["content-encoding"], len(small.body) < len(plain.body)) == ("gzip", True)
    since = {"If-Modified-Since": plain.headers["last-modified"]}
    assert server.call("GET", path, **since).status == 304
    for other in ("/static/", "/static/admin", "/static/nothing.css", "/static/%2E%2E/db.sqlite3", "/static/..%2Fkey"):
        assert server.call("GET", other).pair == UNKNOWN


def test_a_logo_is_served_as_nothing_but_a_picture(server: Server) -> None:
    address = server.call("GET", f"{API}/customers/256").body["logo"]
    host, _, path = address.removeprefix("http://").partition("/")
    reply = server.call("GET", f"/{path}", Authorization="")
    assert (host, reply.status, reply.headers["content-type"]) == (f"127.0.0.1:{server.port}", 200, "image/png")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"


def at_once(count: int, work: Callable[[int], Reply]) -> list[Reply]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def test_64_upserts_of_one_new_reference_over_http_make_one_row(server: Server) -> None:
    path = f"{API}/customers/reference/RACE-1"
    replies = at_once(64, lambda number: server.json("POST", path, {"name": f"caller {number}"}))
    assert sorted(reply.status for reply in replies) == [200] * 63 + [201]
    assert len({reply.body["id"] for reply in replies}) == 1


def test_64_creations_of_one_reference_over_http_are_one_success(server: Server) -> None:
    body = {"reference": "RACE-2", "name": "n"}
    replies = at_once(64, lambda _: server.json("POST", f"{API}/customers", body))
    assert sorted(reply.status for reply in replies) == [201] + [400] * 63
    assert {reply.body["error"] for reply in replies if reply.status == 400} == {"not_unique"}


def test_slow_clients_do_not_hold_up_others(server: Server) -> None:
    def seconds() -> float:
        begin = time.monotonic()
        replies = [server.call("GET", f"{API}/customers/256"), server.json("POST", f"{API}/customers/256", {})]
        assert [reply.status for reply in replies] == [200, 200]
        return time.monotonic() - begin

    # A machine that is busy with other tests as well takes its time for every call.
    alone = seconds()
    with hanging(server, 60):
        assert seconds() < 1 + 5 * alone


def workers_of(server: Server) -> list[int]:
    command = ["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [int(line.split()[0]) for line in lines if "resource_tracker" not in line]


def test_a_worker_that_is_killed_is_replaced_and_the_others_go_on(own_server: Server) -> None:
    before = workers_of(own_server)
    assert len(before) == WORKERS
    os.kill(before[0], signal.SIGKILL)
    end = time.monotonic() + 30
    cut = 0
    while len(workers_of(own_server)) < WORKERS or before[0] in workers_of(own_server):
        assert time.monotonic() < end
        cut += not is_answered(own_server)
    assert cut <= 1
    assert own_server.process.poll() is None
    wait_until_ready(own_server.process, own_server.port)


def is_answered(server: Server) -> bool:
    """Tell whether a call got its answer; one that stood in the queue of the killed worker is cut off with it."""
    try:
        answer = server.call("GET", f"{API}/customers/256")
    except ConnectionError:
        return False
    assert answer.status == 200
    return True


def test_a_stop_lets_a_running_request_end_and_takes_no_new_one(own_server: Server) -> None:
    with closing(sqlite3.connect(own_server.folder / "db.sqlite3", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            written = pool.submit(own_server.json, "POST", f"{API}/customers", {"reference": "LAST", "name": "n"})
            time.sleep(0.5)
            own_server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert (written.done(), own_server.process.poll()) == (False, None)
            with pytest.raises(ConnectionRefusedError):
                own_server.call("GET", f"{API}/customers/256")
            holder.execute("ROLLBACK")
            assert written.result(30).status == 201
    assert own_server.process.wait(10) == 0
    with closing(sqlite3.connect(own_server.folder / "db.sqlite3")) as database:
        counted = database.execute("SELECT COUNT(*) FROM customers_customer WHERE reference = 'LAST'").fetchone()
    assert counted == (1,)


def test_a_stop_does_not_wait_for_ever_for_a_client_that_stalls(prepared: Path, tmp_path: Path) -> None:
    json = {"Content-Type": "application/json", "Content-Length": "1000"}
    folder = shutil.copytree(prepared, tmp_path / "data")
    with (
        serving(folder, {"--workers-kill-timeout": "2"}) as server,
        socket.create_connection((demo_server.HOST, server.port)) as client,
    ):
        client.sendall(server.head("POST", f"{API}/customers", **json) + b"{")
        time.sleep(0.5)
        begin = time.monotonic()
        assert server.stop() == 0
        assert 1 < time.monotonic() - begin < 10
