"""How long a process waits for its database: one that serves for seconds, a command for as long as it must.

Seen to fail: without `limit_waiting` in `wsgi.py` the server's sessions have no limits; with the limits among the
options of all processes, commands have them too; without the driver's options the socket has none of them. Across a
network that drops all packets (a network namespace, by hand), a statement ended after 5.6 seconds and a connection
after 5.
"""

import json
import os
import socket
import subprocess
import sys
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import extensions

from customers_api.core.silence import PAUSE, Patience, SilentServerError
from customers_api.databases import ENDS, no_endless_connections
from tests.concurrency.racing import ON_POSTGRESQL
from tests.faults.proxy import proxy_to
from tests.live.serving import ROOT
from tests.torture.servers import MAINTENANCE, address, for_libpq

ASK = """
import json
{first}
from django.db import connection
from psycopg2 import extensions
names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "work_mem"]
with connection.cursor() as cursor:
    cursor.execute("SELECT " + ", ".join(f"current_setting('{{name}}')" for name in names))
    print(json.dumps([*cursor.fetchone(), extensions.get_wait_callback() is not None]))
"""
SERVER = ASK.format(first="import customers_api.wsgi")
COMMAND = ASK.format(first="import django; django.setup()")


def told(program: str, url: str, **variables: str) -> Any:
    """Return what a process on the same server tells of its session."""
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.live.server_settings", "STATIC_ROOT": "/nowhere"}
    command = [sys.executable, "-W", "ignore", "-c", program]
    env = {**known, "DATABASE_URL": url, **variables}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout.splitlines()[-1])


@ON_POSTGRESQL
def test_a_process_that_serves_bounds_what_it_waits_for() -> None:
    url = address(MAINTENANCE)
    chosen = {"STATEMENT_TIMEOUT": "7", "LOCK_TIMEOUT": "5", "IDLE_TRANSACTION_TIMEOUT": "11"}
    assert told(SERVER, url)[:3] == ["15s", "10s", "30s"]
    assert told(SERVER, f"{url}?options=-c%20work_mem%3D7MB", **chosen) == ["7s", "5s", "11s", "7MB", True]
    assert told(SERVER, f"{url}?options=-c%20lock_timeout%3D3s")[:3] == ["15s", "3s", "30s"]


@ON_POSTGRESQL
def test_a_command_waits_as_long_as_it_must() -> None:
    *limits, _, is_bounded = told(COMMAND, address(MAINTENANCE), STATEMENT_TIMEOUT="1")
    assert (limits, is_bounded) == (["0", "0", "0"], False)


@ON_POSTGRESQL
@pytest.mark.django_db
def test_the_kernel_ends_connections_to_a_machine_that_is_gone() -> None:
    connection.ensure_connection()
    inner: Any = connection.connection
    with socket.socket(fileno=os.dup(inner.fileno())) as copy:
        assert copy.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == ENDS["tcp_user_timeout"]
        assert copy.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert copy.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == ENDS["keepalives_idle"]


def test_what_the_address_of_the_database_says_counts_more() -> None:
    assert no_endless_connections({"keepalives_idle": 60, "sslmode": "require"}) == {
        **ENDS,
        "keepalives_idle": 60,
        "sslmode": "require",
    }
    assert no_endless_connections(None) == ENDS


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A patience of a tenth of a second, for connections of this process that are no longer Django's."""
    waiting = Patience(connecting=0.1, answering=0.2)
    extensions.set_wait_callback(waiting.wait)
    yield waiting
    extensions.set_wait_callback(None)


@ON_POSTGRESQL
def test_a_silent_server_is_waited_for_once_and_then_left_alone_for_a_while(
    patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    with proxy_to(address(MAINTENANCE)) as proxy:
        url = for_libpq(proxy.url(address(MAINTENANCE)))
        established = psycopg2.connect(url)
        proxy.swallow()
        with pytest.raises(SilentServerError, match=r"within 0\.2 seconds"):
            established.cursor().execute("SELECT 1")
        # The driver gave it up: what might still come would be taken for the answer to another statement.
        assert established.closed
        with pytest.raises(psycopg2.OperationalError, match=r"within 0\.1 seconds"):
            psycopg2.connect(url)
        monkeypatch.setattr("customers_api.core.silence.time.monotonic", lambda: now[0])
        patience._paused_until = now[0] + PAUSE
        with pytest.raises(psycopg2.OperationalError, match="a moment ago"):
            psycopg2.connect(url)
        proxy.forward()
        now[0] += PAUSE
        psycopg2.connect(url).close()


def test_the_settings_are_whole_seconds() -> None:
    assert (settings.CONNECT_TIMEOUT, settings.STATEMENT_TIMEOUT) == (5, 15)
    assert (settings.LOCK_TIMEOUT, settings.IDLE_TRANSACTION_TIMEOUT) == (10, 30)
