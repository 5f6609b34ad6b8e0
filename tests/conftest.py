"""Fixtures that all tests share."""

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

# Shows what differs when a comparison in an inherited test fails; before anything imports those.
pytest.register_assert_rewrite(
    "tests.v1.contracts",
    "tests.v1.contracts_of_references",
    "tests.v1.contracts_of_safe_writes",
    "tests.v1.contracts_of_values",
)

from tests.emptying import empty_database  # noqa: E402
from tests.forgetting import forget_credentials, watch_all  # noqa: E402
from tests.marks import demand_truth, register  # noqa: E402
from tests.templates import copied  # noqa: E402
from tests.worlds import World, new_world  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    register(config)


def pytest_collection() -> None:
    """Let the garbage collector rest while tests are collected: all that comes to be then is kept."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what one database alone is asked: it takes long, and waits for its like.

    Those tests race and start servers. One process does them all, one after the other, while the others do the rest.
    """
    demand_truth(items)
    items.sort(key=lambda item: not asks_one_alone(item))


def asks_one_alone(item: pytest.Item) -> bool:
    """Tell whether a test skips on the other database, or starts another kind of server there."""
    own = {"hurt_server", "written_server"} & set(getattr(item, "fixturenames", ()))
    return bool(own) or item.get_closest_marker("skipif") is not None


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lives as long as the run: half a million objects, each time."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Begin with a copy of a migrated database, where the run has one."""
    with copied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let commits of the tests not wait for the disk; those that pull the plug use a server of their own."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
            # What is set for a database holds for new connections.
            connection.close()


@pytest.fixture(scope="session", autouse=True)
def emptied_by_deletion() -> Iterator[None]:
    """Empty the database fast after each test that commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_database)
        yield


@pytest.fixture(scope="session", autouse=True)
def changes_seen_at_once() -> None:
    """Let what a test changes of a credential count with its next request."""
    watch_all()


@pytest.fixture(autouse=True)
def nobody_remembered() -> None:
    """Begin with no credential of another test, whose rows are gone."""
    forget_credentials()


@pytest.fixture(scope="session", autouse=True)
def no_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Serve none: each client of a test would look through all that `make run` has collected, for 30 ms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "STATIC_ROOT", tmp_path_factory.mktemp("static"))
        yield


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for uploads, none of which is there before something is uploaded: most tests upload nothing."""
    parent = tmp_path_factory.mktemp("media")
    return (parent / str(number) for number in count())


@pytest.fixture(autouse=True)
def media_of_its_own(settings: Settings, media_folders: Iterator[Path]) -> Path:
    """Give each test its own folder for uploads."""
    folder = next(media_folders)
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture(autouse=True)
def passwords_hashed_at_once(settings: Settings) -> None:
    """Make a password cost nothing: a real one takes 0.1 s and 100 MB, thousands of times."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2Hasher"]


@pytest.fixture
def world(db: None) -> World:
    """An organization with geography at level 1."""
    return new_world("here", geography=1)


@pytest.fixture
def elsewhere(db: None) -> World:
    """Another organization, which must never be seen."""
    return new_world("elsewhere")
