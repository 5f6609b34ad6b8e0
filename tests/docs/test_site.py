"""The site of the documents is built strictly, no page of it asks another host for anything, and no link is broken.

Needs the virtual environment that `make docs` makes: where it is missing the site is passed over, and fails under CI.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from scripts.check_site import problems
from scripts.chromium import MISSING, launched, program
from scripts.run_tests import in_ci
from tests.browser.watching import Watch
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / ".venv-docs" / "bin" / "mkdocs"


def passed_over(reason: str) -> None:
    """Say what is missing: in a line here, as a failure under CI."""
    if in_ci():
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    if not GENERATOR.is_file():
        passed_over("make docs was not run: the site of the documents was not built")
    folder = tmp_path_factory.mktemp("site") / "docs"
    command = [str(GENERATOR), "build", "--quiet", "--strict", "--site-dir", str(folder)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return folder


def test_no_page_asks_another_host_and_every_link_leads_somewhere(site: Path) -> None:
    assert list(problems(site)) == []


def test_every_document_and_every_picture_is_in_the_site(site: Path) -> None:
    documents = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    pages = {path.with_name("index.md" if path.name == "README.md" else path.name) for path in documents}
    assert {path.relative_to(site).with_suffix(".md") for path in site.rglob("*.html")} - {Path("404.md")} == pages
    pictures = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {path.name for path in (site / "pictures").iterdir()} == pictures


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and return its address."""

    class Quiet(SimpleHTTPRequestHandler):
        """Writes no line for a request."""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_reader_finds_a_page_by_its_words_and_meets_no_other_host(site: Path) -> None:
    path = program()
    if path is None:
        passed_over(f"{MISSING}: the site of the documents was not opened")
    with served(site) as address, launched(str(path)) as chromium, chromium.in_use() as browser:
        watch = Watch(address)
        page = browser.new_page()
        watch.over(page.context)
        # A search by its address waits until the page is ready to search, however busy this machine is.
        page.goto(f"{address}/index.html?q=loyaltyCode")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url("**/extend/field.html*")
        page.close()
    assert watch.requests > 5
    assert watch.complaints == []


PAGE = '<h1 id="top">Top</h1><a href="#top">here</a><a href="https://example.com/">elsewhere</a><img src="a.png">'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of one page and one picture, with which nothing is wrong."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.png").touch()
    return tmp_path


def test_a_good_page_may_link_to_other_hosts(small: Path) -> None:
    assert list(problems(small)) == []


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ('<a href="b.html">b</a>', "index.html leads nowhere: b.html"),
        ('<a href="index.html#b">b</a>', "index.html leads to no such heading: index.html#b"),
        ('<img src="b.png">', "index.html leads nowhere: b.png"),
        ('<script src="//cdn.example/a.js"></script>', "index.html asks another host: //cdn.example/a.js"),
        (
            '<link rel="stylesheet" href="https://a.example/a.css">',
            "index.html asks another host: https://a.example/a.css",
        ),
        ('<p style="background: url(http://a.example/a.png)">', "index.html asks another host: http://a.example/a.png"),
    ],
)
def test_whatever_is_wrong_with_a_page_is_said(small: Path, added: str, problem: str) -> None:
    (small / "index.html").write_text(PAGE + added, encoding="utf-8")
    assert list(problems(small)) == [problem]


def test_a_style_that_asks_another_host_is_named(small: Path) -> None:
    (small / "a.css").write_text("@font-face {src: url('https://fonts.example/a.woff2')}", encoding="utf-8")
    assert list(problems(small)) == ["a.css asks another host: https://fonts.example/a.woff2"]


def test_a_folder_without_a_page_is_no_site(tmp_path: Path) -> None:
    assert list(problems(tmp_path)) == [f"{tmp_path} holds no page"]
