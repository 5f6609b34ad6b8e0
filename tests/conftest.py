"""Fixtures that all tests share."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.worlds import World, new_world


@pytest.fixture(autouse=True)
def media_of_its_own(settings: Settings, tmp_path: Path) -> Path:
    """Give each test its own folder for uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


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
