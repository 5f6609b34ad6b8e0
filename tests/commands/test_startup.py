"""A bad setting ends every start with one line that names it, and with a failure for the shell."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {"DATABASE_URL": "sqlite:///unused.sqlite3", "SECRET_KEY": "only-for-this-test"}


def start(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start a process with nothing but these variables; an empty one hides what a file of this machine says."""
    environment = {"PATH": os.environ["PATH"], **GOOD, **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


NO_DATABASE = "DATABASE_URL must name a database, as postgres://… or sqlite:///…."


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set (`make run` makes one; DEBUG=on does without)."),
        ({"DATABASE_URL": "nonsense"}, NO_DATABASE),
        ({"DATABASE_URL": "oracle9://u:secret@h/db"}, NO_DATABASE),
        ({"DATABASE_URL": "postgres://u@h:port/db"}, "DATABASE_URL is not the address of a database."),
        ({"DATABASE_URL": "mysql://u@h/db"}, NO_DATABASE),
        ({"V2_RATE": "lots"}, "V2_RATE must look like 100/minute, not 'lots'."),
        ({"THREADS": "0"}, "THREADS must be a number from 1 to 999, not '0'."),
        (
            {"BASE_URL": "http://customers.example.com"},
            "BASE_URL is http:// on a host that is not loopback: use https://, or set ALLOW_HTTP=on.",
        ),
        ({"TRUSTED_PROXIES": "10.0.0.0/8, proxy"}, "TRUSTED_PROXIES holds 'proxy', which is no IP address."),
        ({"DEBUG": "perhaps"}, "DEBUG must be on or off, not 'perhaps'."),
        ({"CACHE_URL": "memory"}, "CACHE_URL is not the address of a cache, such as redis://…."),
    ],
)
def test_check_fails_with_one_line(variables: dict[str, str], line: str) -> None:
    ended = start(["manage.py", "check"], variables)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", f"configuration: {line}\n")


@pytest.mark.parametrize("command", ["migrate", "run_demo", "help"])
def test_every_command_fails_likewise(command: str) -> None:
    ended = start(["manage.py", command], {"V2_RATE": "lots"})
    assert (ended.returncode, ended.stderr) == (1, "configuration: V2_RATE must look like 100/minute, not 'lots'.\n")


def test_good_settings_pass() -> None:
    ended = start(["manage.py", "check"], {"BASE_URL": "http://127.0.0.1:8000", "V2_RATE": "5/second"})
    assert (ended.returncode, ended.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_the_production_server_does_not_start_with_a_bad_setting() -> None:
    server = ["-m", "granian", "--interface", "wsgi", "--port", "0", "customers_api.wsgi:application"]
    ended = start(server, {"V2_RATE": "lots"})
    assert ended.returncode != 0
    assert "V2_RATE must look like 100/minute, not 'lots'." in ended.stderr + ended.stdout


def test_a_database_without_tables_is_one_line_too(tmp_path: Path) -> None:
    ended = start(["manage.py", "create_api_key", "api"], {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "CommandError: The database cannot be used (no such table: organizations_user): look at DATABASE_URL, then "
        "run manage.py migrate.\n"
    )
