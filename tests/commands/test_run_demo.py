"""``run_demo``: what `make run` starts, from an empty folder to a service that answers."""

import contextlib
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from customers.demo import credentials as demo_credentials
from customers.demo import server as demo_server
from customers.demo.world import build_demo_world
from customers.management.commands import run_demo
from organizations.models import Organization, User
from tests.commands.running import refusal, run
from tests.commands.test_startup import GOOD, ROOT
from tests.live.serving import ON_SQLITE
from tests.worlds import new_world

PATIENCE = 60


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[tuple[int, str]]:
    """Note what would be served instead of becoming the server."""
    calls: list[tuple[int, str]] = []
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(demo_credentials, "credentials_file", lambda: tmp_path / demo_credentials.FILE_NAME)
    monkeypatch.setattr(run_demo, "serve", lambda port, banner: calls.append((port, banner)))
    # It would close the connection that the test's own transaction is on.
    monkeypatch.setattr(connections, "close_all", lambda: None)
    return calls


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((demo_server.HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.django_db
def test_an_empty_database_gets_the_demo_world_and_a_banner(started: list[tuple[int, str]], tmp_path: Path) -> None:
    port = free_port()
    run("run_demo", "--port", str(port))
    address = f"http://127.0.0.1:{port}"
    kept = demo_credentials.read()
    assert kept is not None
    assert started == [
        (
            port,
            f"\nThe service:     {address}/api/v1.0/customers\n"
            f"The back office: {address}/admin/\n"
            f"Password of admin: {kept.password}\n"
            f"API key of api:    {kept.api_key}\n"
            "Try it:\n"
            f"curl -H 'Authorization: Bearer {kept.api_key}' {address}/api/v1.0/customers/256\n\n",
        )
    ]
    assert list((tmp_path / "static").glob("admin/css/base.css*"))


@pytest.mark.django_db
def test_a_second_start_prints_the_same(started: list[tuple[int, str]]) -> None:
    port = str(free_port())
    run("run_demo", "--port", port)
    run("run_demo", "--port", port)
    assert started[0] == started[1]


@pytest.mark.django_db
def test_a_database_with_other_data_gets_no_demo_world_and_no_new_credentials(
    started: list[tuple[int, str]], tmp_path: Path
) -> None:
    new_world("somebody")
    run("run_demo", "--port", str(free_port()))
    [(_, banner)] = started
    assert "The database holds data of its own: no demo world was built." in banner
    assert "curl" not in banner
    assert list(Organization.objects.values_list("name", flat=True)) == ["somebody"]
    assert not (tmp_path / demo_credentials.FILE_NAME).exists()


@pytest.mark.django_db
def test_a_demo_world_that_was_seeded_by_hand_gets_its_credentials_now(started: list[tuple[int, str]]) -> None:
    build_demo_world()
    run("run_demo", "--port", str(free_port()))
    assert "curl -H 'Authorization: Bearer ck_" in started[0][1]


@pytest.mark.django_db
def test_a_password_that_somebody_changed_is_neither_shown_nor_set_back(started: list[tuple[int, str]]) -> None:
    run("run_demo", "--port", str(free_port()))
    admin = User.accounts.get(username="admin")
    admin.set_password("changed-by-somebody")
    admin.save()
    run("run_demo", "--port", str(free_port()))
    assert "Password of admin: changed since" in started[1][1]
    assert User.accounts.get(username="admin").check_password("changed-by-somebody")


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refusal("run_demo", f"--port={port}") == (
        f"The port {port} cannot be used (there is no such port): choose another one, make run PORT=…."
    )


def test_a_port_in_use_is_refused_before_anything_is_touched() -> None:
    with socket.socket() as holder:
        holder.bind((demo_server.HOST, 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert refusal("run_demo", "--port", str(port)) == (
            f"The port {port} cannot be used (Address already in use): choose another one, make run PORT=…."
        )


def test_what_looks_like_a_header_stays_out_of_the_servers_environment() -> None:
    given = {"HTTP_PROXY": "x", "HTTP_X_FORWARDED_PROTO": "https", "PATH": "/bin", "SECRET_KEY": "s"}
    assert demo_server.clean_environment(given) == {"PATH": "/bin", "SECRET_KEY": "s"}


@contextmanager
def server(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start the command as `make run` does, and yield it with what it has printed up to the curl line."""
    variables = {**GOOD, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
    variables["PROMETHEUS_MULTIPROC_DIR"] = f"{folder}/metrics"
    # Not into the folder of this checkout, which somebody's service may be serving.
    variables |= {"DJANGO_SETTINGS_MODULE": "tests.live.server_settings", "STATIC_ROOT": f"{folder}/static"}
    log = folder / f"log-{time.monotonic_ns()}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_demo", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process, printed(log, process)
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        process.kill()


def printed(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for the banner."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        text = log.read_text(encoding="utf-8")
        if re.search(r"^curl .*\n", text, re.MULTILINE):
            return text
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


def banner_in(text: str) -> list[str]:
    """Return the lines of the banner, which may stand among those of the server."""
    starts = ("The service:", "The back office:", "Password of admin:", "API key of api:", "curl ")
    return [line for line in text.splitlines() if line.startswith(starts)]


def get_as_printed(line: str) -> Any:
    """Send what the printed curl line sends."""
    curl, option, header, address = shlex.split(line)
    assert (curl, option) == ("curl", "-H")
    name, _, value = header.partition(": ")
    return httpx.get(address, headers={name: value})


@ON_SQLITE
def test_the_service_starts_answers_stops_and_starts_again(tmp_path: Path) -> None:
    port = free_port()
    with server(tmp_path, port) as (process, text):
        first = banner_in(text)
        answer = get_as_printed(first[-1])
        assert (answer.status_code, answer.json()["reference"]) == (200, "NC-3")
        assert httpx.get(answer.json()["logo"]).headers["content-type"] == "image/png"
        assert httpx.get(f"http://127.0.0.1:{port}/static/admin/css/base.css").status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/admin/login/").status_code == 200
        assert (tmp_path / demo_credentials.FILE_NAME).stat().st_mode & 0o777 == 0o600
        process.send_signal(signal.SIGTERM)
        assert process.wait(demo_server.KILL_SECONDS / 2) == 0
    with server(tmp_path, port) as (_, text):
        assert banner_in(text) == first
        assert get_as_printed(first[-1]).json() == answer.json()
