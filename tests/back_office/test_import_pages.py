"""Importing by hand: a file is looked at before anything is written, and bad rows are named."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from customers.models import Customer, PendingImport
from tests.back_office.people import person
from tests.worlds import World

UPLOAD, LOOK = "/admin/customers/import/", "/admin/customers/import/look/"
GOOD = "reference,name,email\nc-1,Anna,anna@example.com\nc-2,Bob,\n"
BAD = "reference,name,categoryId\nc-1,Anna,\nc-2,,\nc-3,Carl,nowhere\n"


@pytest.fixture
def browser(world: World) -> Client:
    return person(world, "clerk", role="editor").browser


def upload(browser: Client, text: str | bytes, name: str = "customers.csv", file_format: str = "") -> Any:
    file = BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = name
    return browser.post(UPLOAD, {"file": file, "file_format": file_format}, follow=True)


def asked(page: Any) -> dict[str, str]:
    """Return what the button of the page sends."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))


def stored(world: World) -> list[tuple[str, str, str | None, str]]:
    rows = Customer.objects.for_organization(world.organization).order_by("reference")
    return list(rows.values_list("reference", "name", "email", "created_by__username"))


def test_a_file_is_looked_at_and_then_written(browser: Client, world: World) -> None:
    page = upload(browser, GOOD)
    assert page.redirect_chain == [(LOOK, 302)]
    assert str(page.context["counts"]) == "created: 2, updated: 0, unchanged: 0, failed: 0"
    assert stored(world) == []
    answer = browser.post(LOOK, asked(page), follow=True)
    assert "customers.csv: created: 2, updated: 0, unchanged: 0, failed: 0." in answer.content.decode()
    assert stored(world) == [("c-1", "Anna", "anna@example.com", "clerk"), ("c-2", "Bob", None, "clerk")]
    assert not PendingImport.objects.for_organization(world.organization).exists()


def test_what_differs_is_shown_before_it_is_written(browser: Client, world: World) -> None:
    browser.post(LOOK, asked(upload(browser, GOOD)))
    page = upload(browser, GOOD.replace("Bob", "Robert"))
    assert str(page.context["counts"]) == "created: 0, updated: 1, unchanged: 1, failed: 0"
    [row] = page.context["rows"]
    assert (row.number, row.reference, [tuple(change) for change in row.changes]) == (
        2,
        "c-2",
        [("name", "Bob", "Robert")],
    )


def test_bad_rows_are_named_and_the_others_written_on_request(browser: Client, world: World) -> None:
    page = upload(browser, BAD)
    found = [(refusal.row, refusal.column) for refusal in page.context["refusals"]]
    assert found == [(2, "name"), (3, "categoryId")]
    assert str(page.context["counts"]) == "created: 1, updated: 0, unchanged: 0, failed: 2"
    answer: Any = browser.post(LOOK, asked(page))
    assert "Import the 1 good row, leave out the refused" in page.content.decode()
    assert answer.status_code == 200
    assert [(refusal.row, refusal.column) for refusal in answer.context["refusals"]] == found
    assert [reference for reference, *_ in stored(world)] == ["c-1"]


def test_a_file_that_has_become_bad_since_it_was_looked_at_writes_nothing(browser: Client, world: World) -> None:
    page = upload(browser, BAD.replace("nowhere", "").replace("c-2,,", "c-2,Bob,root"))
    type(world.root).objects.for_organization(world.organization).filter(pk=world.root.pk).update(reference="top")
    answer = browser.post(LOOK, asked(page), follow=True)
    assert "Nothing was written. row 2, categoryId" in answer.content.decode()
    assert stored(world) == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"reference,name\nc-1,\xff\n", "a.csv", "UTF-8"),
        (b"reference,nme\nc-1,x\n", "a.csv", "nme"),
        (b"%PDF-1.7", "a.pdf", "tells no format"),
        (b"PK\x03\x04nothing", "a.xlsx", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_as_such(
    browser: Client, world: World, content: bytes, name: str, sentence: str
) -> None:
    page = upload(browser, content, name)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert stored(world) == []


def test_a_file_that_is_too_large_for_a_page_is_left_to_the_command(
    browser: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.transfer.preview.LARGEST_PREVIEW", 1)
    texts = [unescape(upload(browser, GOOD, name).content.decode()) for name in ("Bob's list.csv", "-v.csv")]
    assert "manage.py import_customers 'Bob'\"'\"'s list.csv' --organization here --user clerk" in texts[0]
    assert "manage.py import_customers ./-v.csv --organization here --user clerk" in texts[1]
    assert stored(world) == []


def test_the_command_names_a_format_that_the_name_of_the_file_does_not_tell(
    browser: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.transfer.preview.LARGEST_PREVIEW", 1)
    text = unescape(upload(browser, GOOD, "list.txt", "csv").content.decode())
    assert "manage.py import_customers list.txt --format csv --organization here --user clerk" in text


def test_readers_import_nothing_and_nobody_sees_the_file_of_another(world: World, elsewhere: World) -> None:
    upload(person(world, "first", role="editor").browser, GOOD)
    reader = person(world, "looks", role="reader").browser
    assert [reader.get(address).status_code for address in (UPLOAD, LOOK)] == [403, 403]
    assert reader.post(LOOK, {"on_error": "stop"}).status_code == 403
    for place in (world, elsewhere):
        other = person(place, f"{place.organization.name}-other", role="editor").browser
        answer = other.get(LOOK, follow=True)
        assert answer.redirect_chain == [(UPLOAD, 302)]
        assert "anna" not in answer.content.decode()
    assert stored(world) == []
