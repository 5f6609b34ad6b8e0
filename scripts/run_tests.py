"""Knows how one run of the tests on SQLite and one on PostgreSQL become one line and one exit status.

It must not know a single test, nor how the settings turn DATABASE_URL into a connection.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import psycopg2
from psycopg2.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/postgres"
# What a developer has set for a server would otherwise decide what a test sees.
SERVER_SETTINGS = {
    "ALLOWED_HOSTS",
    "ALLOW_HTTP",
    "BASE_URL",
    "CACHE_URL",
    "CONNECT_TIMEOUT",
    "CREDENTIAL_RATE",
    "DEBUG",
    "DEMO_PASSWORD",
    "IDLE_TRANSACTION_TIMEOUT",
    "LOCK_TIMEOUT",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "MAX_BODY_MIB",
    "MAX_FORM_FIELDS",
    "MAX_FORM_FILES",
    "MAX_JSON_DEPTH",
    "MAX_JSON_VALUES",
    "MAX_NUMBER_LENGTH",
    "MAX_PAGE_SIZE",
    "MAX_PICTURE_MEGAPIXELS",
    "MAX_PICTURE_MIB",
    "MAX_QUERY_PARAMETERS",
    "MAX_SEARCH_LENGTH",
    "MAX_SEARCH_WORDS",
    "MAX_URL_LENGTH",
    "MEDIA_ROOT",
    "METRICS_TOKEN",
    "PAGE_SIZE",
    "PROMETHEUS_MULTIPROC_DIR",
    "RWS_RATE",
    "SECRET_KEY",
    "STATEMENT_TIMEOUT",
    "SECRET_KEY_FALLBACKS",
    "TRUSTED_PROXIES",
    "V1_RATE",
    "V2_RATE",
    "WRONG_PASSWORD_RATE",
}
# Without bytecode each of some hundred processes would compile the program, and those of pytest all tests, anew.
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
UNREACHABLE_SECONDS = 5
# Each process makes a database of its own: beyond this many, making them costs more than the tests.
MAX_PROCESSES = 8


@dataclass(frozen=True)
class Target:
    """What one run tests on: its name, the database whose name all of its databases begin with, and their template."""

    name: str
    database_url: str
    template_url: str


@dataclass(frozen=True)
class Outcome:
    """The counts of one or more runs."""

    passed: int = 0
    failed: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.passed + other.passed, self.failed + other.failed)

    @property
    def status(self) -> int:
        """A run in which nothing was tested has not succeeded."""
        return 0 if self.passed and not self.failed else 1

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1", "yes"}


def read_report(report: Path, status: int) -> Outcome:
    """Count from pytest's report; a run that broke off without one failed once."""
    if not report.exists():
        return Outcome(failed=1)
    suites = list(ElementTree.parse(report).iter("testsuite"))  # noqa: S314 (written a moment ago by our own pytest)
    total, skipped, failures, errors = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "skipped", "failures", "errors")
    )
    failed = failures + errors
    return Outcome(passed=max(total - skipped - failed, 0), failed=failed or int(status != 0))


def environment(database_url: str, seed: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {*SERVER_SETTINGS, NO_BYTECODE}}
    return kept | {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "only-for-the-tests-" + "0123456789abcdef" * 3,
        "TEST_SEED": str(seed),
    }


def coverage_arguments(*, first: bool) -> list[str]:
    """The floor is judged by `coverage report`, after both runs have been counted together."""
    if not in_ci():
        return []
    return ["--cov", "--cov-report=", "--cov-fail-under=0", *([] if first else ["--cov-append"])]


def run_pytest(target: Target, arguments: list[str]) -> Outcome:
    seed = random.randrange(1_000_000)
    print(f"--- Tests on {target.name}, order TEST_SEED={seed}", flush=True)
    variables = environment(target.database_url, seed) | {"TEST_TEMPLATE": target.template_url}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.shuffled", "-n", "auto", "--dist=worksteal"]
        command += [f"--maxprocesses={MAX_PROCESSES}", f"--junit-xml={report}", *arguments]
        return read_report(report, subprocess.run(command, env=variables, check=False).returncode)


def migrated(targets: list[Target]) -> bool:
    """Migrate the templates, all at once; tell whether that worked."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    running = [subprocess.Popen(command, cwd=ROOT, env=environment(each.template_url, 0)) for each in targets]
    return [process.wait() for process in running] == [0] * len(running)


@contextmanager
def sqlite() -> Iterator[Target]:
    with tempfile.TemporaryDirectory() as folder:
        yield Target("SQLite", f"sqlite:///{folder}/tests.sqlite3", f"sqlite:///{folder}/template.sqlite3")


def postgres_url() -> str:
    return os.environ.get("TEST_POSTGRES_URL") or DEFAULT_POSTGRES_URL


def why_not_postgres() -> str | None:
    """Return why there is no PostgreSQL to test on, or ``None``."""
    try:
        psycopg2.connect(postgres_url(), connect_timeout=UNREACHABLE_SECONDS).close()
    except psycopg2.Error as error:
        return (str(error).strip() or "no reason given").splitlines()[0]
    return None


@contextmanager
def connected(server_url: str) -> Iterator["psycopg2.extensions.cursor"]:
    with closing(psycopg2.connect(server_url, connect_timeout=UNREACHABLE_SECONDS)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def drop_databases(server_url: str, name: str) -> None:
    """An interrupted run would leave one database for each of its processes."""
    with connected(server_url) as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"test_{name}"])
        for (database,) in cursor.fetchall():
            cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """A name of its own, so that two runs on one server do not take each other's database away."""
    name = f"customers_{os.getpid()}_{random.randrange(1_000_000)}"
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        drop_databases(server_url, name)


@contextmanager
def postgres() -> Iterator[Target]:
    with own_database(postgres_url()) as database_url:
        address = urlsplit(database_url)
        # Called like the databases of the tests: what drops those finds it too.
        template = f"test_{address.path.strip('/')}_template"
        with connected(postgres_url()) as cursor:
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(template)))
        yield Target("PostgreSQL", database_url, address._replace(path=f"/{template}").geturl())


def run_on(targets: list[Target], arguments: list[str]) -> Outcome:
    if not migrated(targets):
        print("The migrations failed: nothing was tested", flush=True)
        return Outcome(failed=1)
    outcome = Outcome()
    for number, target in enumerate(targets):
        # What asks no database has been answered by the first run.
        again = ["-m", "not no_database"] if number else []
        outcome += run_pytest(target, coverage_arguments(first=number == 0) + again + arguments)
    return outcome


def main(arguments: list[str]) -> int:
    missing = why_not_postgres()
    with ExitStack() as stack:
        places = [sqlite()] if missing else [sqlite(), postgres()]
        outcome = run_on([stack.enter_context(place) for place in places], arguments)
    if missing:
        print(f"PostgreSQL was not tested, TEST_POSTGRES_URL leads to no server: {missing}", flush=True)
        outcome += Outcome(failed=int(in_ci()))
    print(outcome, flush=True)
    return outcome.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
