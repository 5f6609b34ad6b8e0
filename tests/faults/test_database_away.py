"""While PostgreSQL is away every door answers 503 in its own words, soon; when it is back, so is the service.

Seen to fail: without `never_wait_for_ever` a request to a database that swallows everything has no answer after a
minute; without the pause in `core/silence.py` the last of 40 waits too long; without CONN_HEALTH_CHECKS the first
request of each thread after a cut is 503; with `is_outage` always false all doors answer 500; with the pages of
`answer_for` left out, the back office answers JSON; without `files.keep()` a record names a picture that is gone.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg2
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from customers_api.core.picture_files import paths_of
from customers_api.core.silence import PAUSE
from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.faults.conftest import TIMEOUTS, Reached
from tests.live.serving import Server
from tests.pictures import sample
from tests.torture.servers import for_libpq
from tests.v1.test_pictures import files, upload

pytestmark = ON_POSTGRESQL

V1 = (
    503,
    {"error": "service_unavailable", "error_description": "The service is unavailable for a moment: try again later."},
)
V2 = (503, {"detail": "Service temporarily unavailable, try again later."})
RWS = (503, {"errorMessage": "Service temporarily unavailable"})
PAGE = (503, b"503 The service is unavailable for a moment: try again later.\n")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LOGIN = "j_username=api&j_password=known-to-the-tests"
NAMED = {"name": "Never", "reference": "NEVER"}
SECONDS = {name: int(value) for name, value in TIMEOUTS.items()}
# Each limit as docs/operations.md adds them up: a statement, the wait for its end, a new connection; and slow machines.
LONGEST = SECONDS["STATEMENT_TIMEOUT"] + 2 + SECONDS["CONNECT_TIMEOUT"] + 3
SOON = 2.0


def cookies_of(server: Server) -> dict[str, str]:
    """Log in by the form and return the cookies of the session."""
    length = {"Content-Length": str(len(LOGIN)), "Authorization": ""}
    answer = server.raw(server.head("POST", "/j_spring_security_check", **FORM, **length), LOGIN.encode())
    session = re.search(rb"JSESSIONID=\w+", answer)
    assert session, answer
    return {"Cookie": session[0].decode(), "Authorization": ""}


def doors(reached: Reached) -> dict[str, tuple[Callable[[], Reply], Any]]:
    """Return, by a name, a call of each door to the service and what it answers without a database."""
    server = reached.server
    cookies = cookies_of(server)
    csrf = "c" * 32
    back_office = {"Cookie": f"csrftoken={csrf}", "Authorization": "", **FORM}
    password = {"Authorization": "Basic YXBpOmtub3duLXRvLXRoZS10ZXN0cw=="}
    grant = {"grant_type": "client_credentials", "client_id": reached.client_id, "client_secret": reached.client_secret}
    allow = f"/oauth/authorize/?response_type=code&client_id={reached.client_id}"
    form = urlencode({"username": "admin", "password": "x", "csrfmiddlewaretoken": csrf})
    return {
        "v1 list": (lambda: server.call("GET", "/api/v1.0/customers"), V1),
        "v1 show": (lambda: server.call("GET", "/api/v1.0/customers/256"), V1),
        "v1 create": (lambda: server.json("POST", "/api/v1.0/customers", NAMED), V1),
        "v1 delete": (lambda: server.call("DELETE", "/api/v1.0/customers/257"), V1),
        "v1 with a password": (lambda: server.call("GET", "/api/v1.0/customers", **password), V1),
        "v1 with a cookie": (lambda: server.call("GET", "/api/v1.0/customers", **cookies), V1),
        "v2 list": (lambda: server.call("GET", "/api/v2/customer/"), V2),
        "v2 create": (lambda: server.json("POST", "/api/v2/customer/", NAMED), V2),
        "rws show": (lambda: server.call("GET", "/rws/api/v1/customers/256", **password), RWS),
        "form login": (lambda: server.call("POST", "/j_spring_security_check", LOGIN, **FORM, Authorization=""), V1),
        "after the login": (lambda: server.call("GET", "/login/ajaxSuccess", **cookies), V1),
        "token": (lambda: server.call("POST", "/oauth/token/", urlencode(grant), **FORM, Authorization=""), V1),
        "allow a client": (lambda: server.call("GET", allow, **cookies), PAGE),
        "back office": (lambda: server.call("GET", "/admin/", **cookies), PAGE),
        "log in to the back office": (lambda: server.call("POST", "/admin/login/", form, **back_office), PAGE),
    }


def direct(reached: Reached) -> str:
    """Return the address of the server's database past the proxy."""
    host, port = reached.proxy.target
    return reached.server.database_url.replace(f":{reached.proxy.port}/", f":{port}/").replace("127.0.0.1", host)


def asked(reached: Reached, statement: str) -> list[tuple[Any, ...]]:
    """Ask the database past the service and past the proxy."""
    with closing(psycopg2.connect(for_libpq(direct(reached)))) as other, other.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def answered(reached: Reached) -> None:
    """Demand an answer of every thread at once."""
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(reached.server.call, "GET", "/api/v1.0/customers/256") for _ in range(8)]
    assert [call.result().status for call in calls] == [200] * 8


def in_time(call: Callable[[], Reply], seconds: float) -> Reply:
    """Return an answer, which came soon enough."""
    start = time.monotonic()
    reply = call()
    assert time.monotonic() - start < seconds
    return reply


@pytest.fixture
def way_back(reached: Reached) -> Iterator[None]:
    """After each fault every thread answers again, without a restart and without a write that nobody asked for."""
    process = reached.server.process.pid
    yield
    reached.proxy.forward()
    last = time.monotonic() + PAUSE + 1
    while reached.server.call("GET", "/api/v1.0/customers/256").status == 503 and time.monotonic() < last:
        time.sleep(0.1)
    answered(reached)
    assert reached.server.process.poll() is None
    assert reached.server.process.pid == process


@pytest.mark.usefixtures("way_back")
def test_every_door_answers_503_while_connections_are_refused(reached: Reached) -> None:
    calls = doors(reached)
    reached.proxy.refuse()
    for name, (call, expected) in calls.items():
        reply = in_time(call, SOON)
        assert (name, reply.pair) == (name, expected)
        assert (name, reply.headers.get("retry-after")) == (name, "5")
    reached.proxy.forward()
    assert asked(reached, "SELECT count(*) FROM customers_customer WHERE reference = 'NEVER'") == [(0,)]
    assert asked(reached, "SELECT count(*) FROM customers_customer WHERE id = 257") == [(1,)]


@pytest.mark.usefixtures("way_back")
def test_a_database_that_swallows_everything_is_waited_for_a_few_seconds(reached: Reached) -> None:
    answered(reached)
    reached.proxy.swallow()
    with ThreadPoolExecutor(40) as pool:
        ask = [lambda: reached.server.call("GET", "/api/v1.0/customers/256")] * 40
        waits = [pool.submit(in_time, call, 2 * LONGEST) for call in ask]
        replies = [wait.result() for wait in waits]
    assert [reply.pair for reply in replies] == [V1] * 40
    # Whoever comes now need not wait for a connection of their own.
    assert in_time(lambda: reached.server.call("GET", "/api/v2/customer/"), LONGEST).pair == V2


@pytest.mark.usefixtures("way_back")
def test_connections_that_were_cut_between_two_requests_are_made_anew_unseen(reached: Reached) -> None:
    for _ in range(3):
        answered(reached)
        reached.proxy.cut()


@pytest.mark.usefixtures("way_back")
def test_connections_that_the_server_ended_are_made_anew_unseen(reached: Reached) -> None:
    answered(reached)
    asked(
        reached,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
    )
    # The signal is sent, no more: a server ends a connection in its own time.
    reached.proxy.wait_for_ends(SOON)
    answered(reached)


@pytest.mark.usefixtures("way_back")
@pytest.mark.parametrize("statement", [b"BEGIN", b"UNION ALL", b"INSERT INTO", b"COMMIT"])
def test_a_connection_cut_within_a_request_is_503_and_nothing_is_written(reached: Reached, statement: bytes) -> None:
    watch = reached.proxy.cut_at(statement, is_passed_on=False)
    reply = reached.server.json("POST", "/api/v1.0/customers", {"reference": "CUT", "name": "Cut"})
    assert (reply.pair, watch.seen > 0) == (V1, True)
    reached.proxy.forward()
    assert reached.server.call("GET", "/api/v1.0/customers/reference/CUT").status == 404


@pytest.mark.usefixtures("way_back")
def test_a_write_whose_commit_was_not_heard_is_503_and_may_be_sent_again(reached: Reached) -> None:
    watch = reached.proxy.cut_at(b"COMMIT", is_passed_on=True)
    key = {"Idempotency-Key": "unheard", "Content-Type": "application/json"}
    body = json.dumps({"reference": "UNHEARD", "name": "Unheard"})
    reply = reached.server.call("POST", "/api/v1.0/customers", body, **key)
    assert (reply.pair, watch.seen) == (V1, 1)
    reached.proxy.forward()
    again = reached.server.call("POST", "/api/v1.0/customers", body, **key)
    assert (again.status, again.body["reference"]) == (201, "UNHEARD")
    assert asked(reached, "SELECT count(*) FROM customers_customer WHERE reference = 'UNHEARD'") == [(1,)]


@pytest.mark.usefixtures("way_back")
def test_a_picture_whose_commit_was_not_heard_keeps_its_files(reached: Reached) -> None:
    """Nobody knows whether the row names them: files too many are found later, a row without its files is a loss."""
    media = reached.server.folder / "media"
    before = files(media)
    body = encode_multipart(BOUNDARY, {"imageFile": upload(sample("PNG"))})
    watch = reached.proxy.cut_at(b"COMMIT", is_passed_on=True)
    reply = reached.server.call("PUT", "/api/v1.0/customers/256", body, **{"Content-Type": MULTIPART_CONTENT})
    assert (reply.pair, watch.seen) == (V1, 1)
    reached.proxy.forward()
    ((path,),) = asked(reached, "SELECT image FROM customers_customer WHERE id = 256")
    assert files(media) - before == set(paths_of(path))
    logo = reached.server.call("GET", "/api/v1.0/customers/256").body["logo"]
    assert reached.server.call("GET", urlsplit(logo).path).status == 200


def test_a_lock_that_somebody_keeps_is_waited_for_as_long_as_the_setting_says(reached: Reached) -> None:
    with closing(psycopg2.connect(for_libpq(direct(reached)))) as other, other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM customers_customer WHERE id = 256 FOR UPDATE")
        change = {"name": "Another"}
        reply = in_time(lambda: reached.server.json("PUT", "/api/v1.0/customers/256", change), LONGEST)
        assert (reply.pair, reply.headers["retry-after"]) == (V1, "5")
        # Whoever reads need not wait.
        assert in_time(lambda: reached.server.call("GET", "/api/v1.0/customers/256"), SOON).status == 200


def test_a_database_that_only_reads_is_503_for_writes(reached: Reached) -> None:
    database = direct(reached)
    try:
        with closing(psycopg2.connect(for_libpq(database))) as other:
            other.autocommit = True
            with other.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {other.info.dbname} SET default_transaction_read_only = on")
        reached.proxy.cut()
        assert reached.server.json("POST", "/api/v1.0/customers", NAMED).pair == V1
        # Counting the calls of an account is a write, too.
        assert reached.server.call("GET", "/api/v2/customer/").pair == V2
    finally:
        with closing(psycopg2.connect(for_libpq(database))) as other:
            other.set_session(readonly=False, autocommit=True)
            with other.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {other.info.dbname} RESET default_transaction_read_only")
        reached.proxy.cut()
