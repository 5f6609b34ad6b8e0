"""`/livez` asks nobody, `/readyz` asks for what the service needs; both answer everybody, at any host, in clear text.

Seen to fail: with the check done in the request's own thread, the probe took as long as the database; without the
look at migrations, a database without tables was ready; behind the middleware for hosts, both were 400 for an IP.
"""

import threading
import time
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from customers_api.operation import readiness
from tests.clients import Caller

ALIVE = (200, {"status": "alive"})


@pytest.fixture(autouse=True)
def no_look_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_newest", readiness._Newest())


def answer(status: int, word: str, database: str = "ok", migrations: str = "ok", media: str = "ok") -> object:
    return status, {"status": word, "checks": {"database": database, "migrations": migrations, "media": media}}


def test_being_alive_needs_no_database() -> None:
    reply = Caller().get("/livez")
    assert (reply.pair, reply.headers["Cache-Control"]) == (ALIVE, "no-store")
    assert Caller().client.head("/livez").status_code == 200


@pytest.mark.django_db
def test_ready_is_who_has_all() -> None:
    assert Caller().get("/readyz").pair == answer(200, "ready")


@pytest.mark.django_db
def test_probes_answer_at_any_host_and_without_tls(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["customers.example.com"], True
    for host in ("10.1.2.3:8000", "customers.example.com", "a b"):
        assert Caller().get("/livez", Host=host).pair == ALIVE
        assert Caller().get("/readyz", Host=host).pair == answer(200, "ready")


@pytest.mark.django_db
def test_a_migration_that_has_not_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    applied = MigrationRecorder.applied_migrations

    def all_but_one(self: MigrationRecorder) -> object:
        return {key: value for key, value in applied(self).items() if key[0] != "regions"}

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", all_but_one)
    assert Caller().get("/readyz").pair == answer(503, "unready", migrations="failed")


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert Caller().get("/readyz").pair == answer(503, "unready", media="failed")


@pytest.mark.django_db
def test_the_look_leaves_nothing_in_the_folder(settings: Settings) -> None:
    assert Caller().get("/readyz").status == 200
    assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


def test_a_database_that_refuses_is_named_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("connection to 10.0.0.7 refused for user customers")

    monkeypatch.setitem(readiness.CHECKS, "database", refuse)
    assert Caller().get("/readyz").pair == answer(503, "unready", database="failed", migrations="unknown")


def test_a_database_that_hangs_does_not_hang_the_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, asked = threading.Event(), list[int]()

    def hang() -> None:
        asked.append(1)
        goes_on.wait(30)

    monkeypatch.setattr(readiness, "PATIENCE", 0.3)
    monkeypatch.setitem(readiness.CHECKS, "database", hang)
    monkeypatch.setitem(readiness.CHECKS, "migrations", lambda: None)
    begin = time.monotonic()
    try:
        unready = answer(503, "unready", database="failed", migrations="unknown")
        assert [Caller().get("/readyz").pair for _ in range(5)] == [unready] * 5
    finally:
        goes_on.set()
    assert (time.monotonic() - begin < 2, len(asked)) == (True, 1)


def test_a_look_that_hangs_for_long_is_given_up_and_another_one_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(readiness, "PATIENCE", 0.2)
    monkeypatch.setattr(readiness, "GIVEN_UP_AFTER", 0.2)
    monkeypatch.setitem(readiness.CHECKS, "database", lambda: goes_on.wait(30))
    monkeypatch.setitem(readiness.CHECKS, "migrations", lambda: None)
    try:
        assert Caller().get("/readyz").status == 503
        monkeypatch.setitem(readiness.CHECKS, "database", lambda: None)
        assert Caller().get("/readyz").pair == answer(200, "ready")
    finally:
        goes_on.set()


def test_many_probes_are_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(readiness, "GOOD_FOR", 60.0)
    monkeypatch.setitem(readiness.CHECKS, "database", lambda: looks.append(1))
    monkeypatch.setitem(readiness.CHECKS, "migrations", lambda: None)
    assert {Caller().get("/readyz").status for _ in range(20)} == {200}
    assert len(looks) == 1
