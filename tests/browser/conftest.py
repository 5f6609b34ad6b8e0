"""Gives tests a real browser before the production server with the demo world; it knows nothing of the pages.

One browser, one server and one session of the superuser serve all tests of a process; each test has pages of its own.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import StorageState

from scripts.chromium import MISSING, Chromium, launched, program
from scripts.run_tests import in_ci
from tests.browser.browsing import Browsing, choose_organization, sign_in
from tests.browser.watching import Watch
from tests.live.conftest import prepared
from tests.live.serving import Server, serving

__all__ = ["browser_server", "browsing", "chromium", "prepared", "session"]


ONCE = "the browser's server has a database file of its own: on PostgreSQL it would be asked the same"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there is nothing to look with, or it was looked already, let one test say so for all."""
    if connection.vendor == "sqlite" and program() is not None:
        return
    here = Path(__file__).parent
    silent = sorted((item for item in items if item.path.parent == here), key=lambda item: item.nodeid)[1:]
    items[:] = [item for item in items if item not in silent]
    config.hook.pytest_deselected(items=silent)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The system's browser."""
    path = program()
    if connection.vendor != "sqlite":
        pytest.skip(ONCE)
    if path is None:
        missing = f"{MISSING}: the back office was not tested in a browser"
        if in_ci():
            pytest.fail(missing)
        pytest.skip(missing)
    with launched(path) as running:
        yield running


@pytest.fixture(scope="session")
def browser_server(chromium: Chromium, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose data the tests of this process change, each its own records."""
    folder = shutil.copytree(prepared, tmp_path_factory.mktemp("browser") / "data")
    with serving(folder, {"--workers": "1"}) as running:
        yield running


@pytest.fixture(scope="session")
def session(chromium: Chromium, browser_server: Server) -> StorageState:
    """What the superuser's browser remembers after signing in and choosing an organization."""
    with chromium.in_use() as browser:
        browsing = Browsing(browser, Watch(origin(browser_server)))
        page = browsing.visitor()
        sign_in(page, "admin")
        choose_organization(page, "entity1")
        state = page.context.storage_state()
        browsing.close()
    return state


@pytest.fixture
def browsing(chromium: Chromium, browser_server: Server, session: StorageState) -> Iterator[Browsing]:
    """The browser for one test, which fails when any of its pages has given the browser reason to complain."""
    with chromium.in_use() as browser:
        browsing = Browsing(browser, Watch(origin(browser_server)), session)
        try:
            yield browsing
        finally:
            browsing.close()
    assert browsing.watch.complaints == []


def origin(server: Server) -> str:
    """Return where a server is."""
    return f"http://127.0.0.1:{server.port}"
