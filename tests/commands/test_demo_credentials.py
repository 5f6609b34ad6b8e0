"""The password and the key that `make run` shows: the same at each start, made anew when they are lost."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from customers.demo import credentials as demo_credentials
from customers.demo.credentials import Credentials, credentials_of_new_world, credentials_of_old_world
from customers.demo.world import build_demo_world
from organizations.credentials import api_key_revoke, user_of_key
from organizations.models import ApiKey, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / demo_credentials.FILE_NAME
    monkeypatch.setattr(demo_credentials, "credentials_file", lambda: path)
    return path


def open_the_world(credentials: Credentials | None) -> bool:
    """Tell whether the password is admin's and the key is api's."""
    assert credentials is not None
    assert credentials.password is not None
    user = user_of_key(credentials.api_key)
    is_password = User.accounts.get(username="admin").check_password(credentials.password)
    return is_password and user == User.accounts.get(username="api")


def test_a_new_world_is_opened_by_what_is_kept(file: Path) -> None:
    credentials = credentials_of_new_world(build_demo_world())
    assert open_the_world(credentials)
    assert demo_credentials.read() == credentials
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.glob(".*")] == [file.name]


def test_they_stay_the_same(file: Path) -> None:
    assert credentials_of_new_world(build_demo_world()) == credentials_of_old_world()


@pytest.mark.parametrize("spoilt", [None, "", "{", "[]", '{"password": "x"}', "null", "\udcff"])
def test_a_lost_file_is_made_anew_and_the_lost_key_stops_working(file: Path, spoilt: str | None) -> None:
    lost = credentials_of_new_world(build_demo_world())
    file.unlink()
    if spoilt is not None:
        file.write_bytes(spoilt.encode(errors="surrogateescape"))
    credentials = credentials_of_old_world()
    assert open_the_world(credentials)
    assert demo_credentials.read() == credentials
    assert user_of_key(lost.api_key) is None
    assert lost.password is not None
    assert not User.accounts.get(username="admin").check_password(lost.password)


def test_a_new_password_is_that_of_the_environment(file: Path, settings: Settings) -> None:
    build_demo_world()
    settings.DEMO_PASSWORD = "well-known-elsewhere"
    credentials = credentials_of_old_world()
    assert credentials is not None
    assert credentials.password == "well-known-elsewhere"
    assert open_the_world(credentials)


def test_a_revoked_key_is_replaced_and_the_password_kept(file: Path) -> None:
    first = credentials_of_new_world(build_demo_world())
    api_key_revoke(prefix=first.api_key[:12])
    second = credentials_of_old_world()
    assert second is not None
    assert second.password == first.password
    assert second.api_key != first.api_key
    assert open_the_world(second)


def test_keys_that_others_made_are_left_alone(file: Path) -> None:
    world = build_demo_world()
    other = world.new_key("api")
    credentials_of_old_world()
    assert user_of_key(other) == world.users["api"]
    assert ApiKey.objects.count() == 2


def test_a_world_without_one_of_the_two_users_has_no_credentials(file: Path) -> None:
    build_demo_world()
    User.accounts.filter(username="admin").update(username="chief")
    assert credentials_of_old_world() is None
    assert not file.exists()


def test_the_file_stands_beside_an_embedded_database_else_beside_the_service(settings: Settings) -> None:
    embedded = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/demo/db.sqlite3"}
    assert demo_credentials.folder_of(embedded) == Path("/srv/demo")
    served = {"ENGINE": "django.db.backends.postgresql", "NAME": "demo"}
    assert demo_credentials.folder_of(served) == settings.BASE_DIR
