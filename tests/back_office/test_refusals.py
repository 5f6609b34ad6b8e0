"""What the back office cannot show is told to people on a page with the way back; programs get their own words."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.back_office.people import person
from tests.worlds import World


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/admin/customers/nothing/", 404, "There is no such page"),
        ("/admin/customers/category/add/", 403, "You are not allowed to do this"),
        ("/admin/search/?s=a", 404, "There is no such page"),
    ],
)
def test_a_refusal_is_a_page_that_leads_back(world: World, address: str, status: int, title: str) -> None:
    answer = person(world, "looks", role="reader").browser.get(address)
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{title}</h1>" in text
    assert '<a href="/admin/">' in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        "script-src 'self'" in answer.headers["Content-Security-Policy"]
        or "default-src 'none'" in (answer.headers["Content-Security-Policy"])
    )


FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
TOO_LARGE = (
    "A form may have 10 MiB at most, with its files. Nothing was saved. Go back in the browser, where what was typed is"
    " still there, and take a smaller file."
)
UNREADABLE = (
    "Go back in the browser, where what was typed is still there, and try again. A form may have 1,000 fields and"
    " 10 files at most."
)
BY_COMMAND = " An operator imports larger files of customers with manage.py import_customers."
TABLE = "/admin/customers/category/add/"
IMPORT = "/admin/customers/import/"


def said(answer: Any) -> tuple[int, str, str, str]:
    """Return status, type, heading and first paragraph of a page."""
    found = re.search(r"<h1>(.*?)</h1>\s*<p>(.*?)</p>", answer.content.decode(), re.DOTALL)
    assert found, answer.content[:500]
    return answer.status_code, answer.headers["Content-Type"], found[1], unescape(found[2])


@pytest.mark.parametrize(("address", "more"), [(TABLE, ""), (IMPORT, BY_COMMAND), ("/admin/login/", "")])
@pytest.mark.parametrize("kind", [FORM, MULTIPART])
def test_a_form_that_is_too_large_is_told_of_on_a_page(world: World, address: str, more: str, kind: str) -> None:
    browser = person(world, "clerk", role="editor").browser
    content = b"x" * (10 * 1024 * 1024 + 1)
    body = b"name=" + content
    if kind == MULTIPART:
        body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + content + b"\r\n--b--\r\n"
    answer = browser.post(address, body, content_type=kind)
    assert said(answer) == (413, "text/html; charset=utf-8", "This is too large", TOO_LARGE + more)


@pytest.mark.parametrize("address", [TABLE, IMPORT, "/admin/login/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"&".join(b"a%d=1" % number for number in range(1001)), FORM),
        (b"x", MULTIPART.replace("=b", "=")),
        (
            b"".join(
                b'--b\r\nContent-Disposition: form-data; name="f%d"; filename="a"\r\n\r\nx\r\n' % number
                for number in range(11)
            )
            + b"--b--\r\n",
            MULTIPART,
        ),
    ],
    ids=["fields", "boundary", "files"],
)
def test_a_form_that_cannot_be_read_is_told_of_on_a_page(world: World, address: str, body: bytes, kind: str) -> None:
    browser = person(world, "clerk", role="editor").browser
    answer = browser.post(address, body, content_type=kind)
    assert said(answer) == (400, "text/html; charset=utf-8", "This could not be read", UNREADABLE)


def test_the_pages_tell_the_bounds_that_are_set(world: World, settings: Settings) -> None:
    settings.MAX_BODY_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2000, 4
    browser = person(world, "clerk", role="editor").browser
    assert "files of less than 3 MiB" in browser.get(IMPORT).content.decode()
    large = browser.post(TABLE, b"name=" + b"x" * (3 * 1024 * 1024 + 1), content_type=FORM)
    assert said(large)[3] == TOO_LARGE.replace("10 MiB", "3 MiB")
    unreadable = browser.post(TABLE, b"x", content_type=MULTIPART.replace("=b", "="))
    assert said(unreadable)[3] == UNREADABLE.replace("1,000 fields and 10", "2,000 fields and 4")


def test_whoever_is_not_signed_in_learns_nothing_of_addresses(db: None) -> None:
    for address in ("/admin/customers/category/", "/admin/customers/nothing/"):
        assert Client().get(address).headers["Location"].startswith("/admin/login/?next=")


def test_addresses_of_the_api_keep_their_words(db: None) -> None:
    answer = Client().get("/admins")
    assert answer.json() == {"error": "not_found", "error_description": "The requested address doesn't exist."}
