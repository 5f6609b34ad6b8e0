"""A bad setting ends every start with one line that names it, and with a failure for the shell.

Seen to fail: without the look at the settings in `launch`, a server with a bad one wrote 68 lines of tracebacks, a part
of the database's password among them; and `BASE_URL=HTTPS://…` left cookies without `Secure`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from customers_api.environment import Environment
from tests.live.serving import ON_SQLITE

# Each start has variables of its own, and meets no database of the tests.
pytestmark = ON_SQLITE
ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {"DATABASE_URL": "sqlite:///unused.sqlite3", "SECRET_KEY": "only-for-this-test"}


def start(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start a process with nothing but these variables; an empty one hides what a file of this machine says."""
    environment = {"PATH": os.environ["PATH"], **GOOD, **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


NO_DATABASE = "DATABASE_URL must name a database, as postgres://… or sqlite:///…."
NO_CACHE = "CACHE_URL is not the address of a cache, such as redis://…."


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set (`make run` makes one; DEBUG=on does without)."),
        ({"DATABASE_URL": "nonsense"}, NO_DATABASE),
        ({"DATABASE_URL": "oracle9://u:secret@h/db"}, NO_DATABASE),
        ({"DATABASE_URL": "postgres://u@h:port/db"}, "DATABASE_URL is not the address of a database."),
        ({"DATABASE_URL": "mysql://u@h/db"}, NO_DATABASE),
        ({"DATABASE_URL": "postgres://u:se/cret@h:5432/db"}, "DATABASE_URL is not the address of a database."),
        ({"DATABASE_URL": "sqlite:///:memory:"}, NO_DATABASE),
        ({"DATABASE_URL": "postgres://u:secret@h/db?sslmodus=require"}, "DATABASE_URL holds an option that is none."),
        ({"V2_RATE": "lots"}, "V2_RATE must look like 100/minute, not 'lots'."),
        ({"THREADS": "0"}, "THREADS must be a number from 1 to 999, not '0'."),
        (
            {"BASE_URL": "http://customers.example.com"},
            "BASE_URL is http:// on a host that is not loopback: use https://, or set ALLOW_HTTP=on.",
        ),
        ({"TRUSTED_PROXIES": "10.0.0.0/8, proxy"}, "TRUSTED_PROXIES holds 'proxy', which is no IP address."),
        ({"DEBUG": "perhaps"}, "DEBUG must be on or off, not 'perhaps'."),
        (
            {"TRUSTED_PROXIES": "128.0.0.0/1,0.0.0.0/1"},
            "TRUSTED_PROXIES holds networks that together are everybody.",
        ),
        ({"CACHE_URL": "memory"}, NO_CACHE),
        ({"CACHE_URL": "redis://h:port/0"}, NO_CACHE),
        ({"CACHE_URL": "redis://h:99999/0"}, NO_CACHE),
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


@pytest.mark.parametrize(
    "address",
    [
        *("https://[::1", "https://customers.example.com:port", "https://customers.example.com:99999"),
        *(
            "https://user:password@customers.example.com",
            "https://customers example.com",
            "https://customers.example.com/a b",
        ),
        *("https://customers.example.com\nx: y", 'https://customers.example.com"', "https://künden.example.com"),
        *("ftp://customers.example.com", "https://", "https://customers.example.com?x=y", "customers.example.com"),
    ],
)
def test_an_address_that_no_answer_could_carry_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", address)
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment(ROOT).base_url()
    assert str(refused.value) == "BASE_URL must be an address such as https://customers.example.com."


@pytest.mark.parametrize(
    "host",
    [
        *("http://customers.example.com", "customers.example.com:8000", "customers example.com", "customers/api"),
        *("*.example.com", ".", "[::1", "::1", "customers.example.com.", "kunden?", "künden.example.com"),
    ],
)
def test_a_host_that_no_request_could_name_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", f"localhost,{host}")
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment(ROOT).allowed_hosts()
    line = f"ALLOWED_HOSTS holds {host!r}, which is no host name, such as customers.example.com."
    assert str(refused.value) == line


@pytest.mark.parametrize(
    "hosts", [["customers.example.com"], [".example.com", "10.0.0.1"], ["*"], ["[::1]", "my_host", "LOCALHOST"]]
)
def test_hosts_that_requests_name_are_taken(hosts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", ",".join(hosts))
    assert Environment(ROOT).allowed_hosts() == hosts


def test_an_address_in_capital_letters_turns_on_tls_all_the_same() -> None:
    command = [
        "manage.py",
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.BASE_URL, s.SESSION_COOKIE_SECURE)",
    ]
    variables = {"BASE_URL": "HTTPS://Customers.Example.com:8443/Sub/", "SECRET_KEY": "0123456789abcdef" * 3}
    ended = start(command, variables)
    assert ended.stdout.splitlines()[-1] == "https://customers.example.com:8443/Sub True"


@pytest.mark.parametrize(("text", "left"), [("", None), (" ", None), (" {} ", "{}")])
def test_a_library_that_reads_the_folder_too_reads_the_same(
    text: str, left: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the library of the metrics an empty text is the current folder, where it then leaves its files."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", text.format(tmp_path))
    Environment(ROOT).folder("PROMETHEUS_MULTIPROC_DIR")
    assert os.environ.get("PROMETHEUS_MULTIPROC_DIR") == (left and left.format(tmp_path))


LAUNCH = ["-m", "customers_api.operation.launch"]
SERVER = ["-m", "granian", "--interface", "wsgi", "--port", "0", "customers_api.wsgi:application"]


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"V2_RATE": "lots"}, "V2_RATE must look like 100/minute, not 'lots'."),
        ({"DATABASE_URL": "postgres://u:se/cret@h:5432/db"}, "DATABASE_URL is not the address of a database."),
        (
            {"PROMETHEUS_MULTIPROC_DIR": "/dev/null/x"},
            "PROMETHEUS_MULTIPROC_DIR is no folder that can be written: Not a directory.",
        ),
    ],
)
def test_the_server_as_documented_does_not_start_with_a_bad_setting(variables: dict[str, str], line: str) -> None:
    ended = start([*LAUNCH, sys.executable, *SERVER], variables)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", f"configuration: {line}\n")


def test_the_server_alone_does_not_start_either() -> None:
    ended = start(SERVER, {"V2_RATE": "lots"})
    assert ended.returncode != 0
    assert "V2_RATE must look like 100/minute, not 'lots'." in ended.stderr + ended.stdout


def test_what_is_launched_gets_the_environment_and_the_emptied_folder(tmp_path: Path) -> None:
    (tmp_path / "counter_1.db").touch()
    (tmp_path / "kept").touch()
    program = [
        sys.executable,
        "-c",
        "import os; print(os.environ['V2_RATE'], os.listdir(os.environ['PROMETHEUS_MULTIPROC_DIR']))",
    ]
    ended = start([*LAUNCH, *program], {"V2_RATE": "5/second", "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)})
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "5/second ['kept']\n", "")


def test_a_database_without_tables_is_one_line_too(tmp_path: Path) -> None:
    ended = start(["manage.py", "create_api_key", "api"], {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "CommandError: The database cannot be used (no such table: organizations_user): look at DATABASE_URL, then "
        "run manage.py migrate.\n"
    )
