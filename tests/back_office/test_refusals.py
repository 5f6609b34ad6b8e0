"""What the back office cannot show is told to people on a page with the way back; programs get their own words."""

import pytest
from django.test import Client

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


def test_whoever_is_not_signed_in_learns_nothing_of_addresses(db: None) -> None:
    for address in ("/admin/customers/category/", "/admin/customers/nothing/"):
        assert Client().get(address).headers["Location"].startswith("/admin/login/?next=")


def test_addresses_of_the_api_keep_their_words(db: None) -> None:
    answer = Client().get("/admins")
    assert answer.json() == {"error": "not_found", "error_description": "The requested address doesn't exist."}
