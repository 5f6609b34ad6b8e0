"""What was looked at is what is written: another file, or customers that somebody has changed meanwhile, are not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from customers.models import Customer, PendingImport
from customers.services import customer_create, customer_delete, customer_update
from customers.transfer.importing import run_import
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.references import ByReference
from organizations.models import AccountGroup, Organization
from tests.back_office.people import person
from tests.back_office.test_import_pages import GOOD, LOOK, UPLOAD, asked, stored, upload
from tests.worlds import World

OTHER = "reference,name\nc-9,Zoe\n"
ANOTHER_FILE = "Nothing was written: since that page was opened"
CHANGED = "Nothing was written: customers that customers.csv names have changed since"


@pytest.fixture
def browser(world: World) -> Client:
    return person(world, "clerk", role="editor").browser


def names(world: World) -> dict[str, str]:
    return {reference: name for reference, name, *_ in stored(world)}


def test_the_file_of_another_tab_is_shown_and_not_written(browser: Client, world: World) -> None:
    first = upload(browser, GOOD, "good.csv")
    upload(browser, OTHER, "other.csv")
    answer: Any = browser.post(LOOK, asked(first), follow=True)
    assert answer.redirect_chain == [(LOOK, 302)]
    text = answer.content.decode()
    assert ANOTHER_FILE in text
    assert "What other.csv would change" in text
    assert "good.csv" not in text
    assert stored(world) == []
    browser.post(LOOK, asked(answer))
    assert names(world) == {"c-9": "Zoe"}


def test_the_same_file_uploaded_again_is_the_one_that_was_looked_at(browser: Client, world: World) -> None:
    first = upload(browser, GOOD)
    upload(browser, GOOD, "the-same.csv")
    browser.post(LOOK, asked(first))
    assert names(world) == {"c-1": "Anna", "c-2": "Bob"}


def test_a_form_that_does_not_say_what_was_looked_at_writes_nothing(browser: Client, world: World) -> None:
    sent = asked(upload(browser, GOOD))
    for name in ("file", "customers"):
        answer = browser.post(LOOK, {key: value for key, value in sent.items() if key != name}, follow=True)
        assert "Nothing was written" in answer.content.decode()
    assert stored(world) == []


def test_the_same_file_in_another_organization_is_not_the_one_that_was_looked_at(world: World) -> None:
    group = AccountGroup.objects.create(name="Group")
    sister = Organization.objects.create(name="sister", currency="EUR", account_group=group)
    Organization.objects.filter(pk=world.organization.pk).update(account_group=group)
    world.organization.refresh_from_db()
    browser = person(world, "group", role="administrator", whole_group=True).browser
    pages = []
    for organization in (world.organization, sister):
        browser.post("/admin/choose-organization/", {"organization": str(organization.pk), "next": UPLOAD})
        pages.append(upload(browser, GOOD))
    answer = browser.post(LOOK, asked(pages[0]), follow=True)
    assert ANOTHER_FILE in answer.content.decode()
    for organization in (world.organization, sister):
        assert not Customer.objects.for_organization(organization).exists()


def changed(caller: Caller) -> None:
    customer_update(caller=caller, pointer=ByReference("c-2"), incoming=Incoming({"name": "By hand"}))


def created(caller: Caller) -> None:
    customer_create(caller=caller, incoming=Incoming({"reference": "c-3", "name": "By hand"}))


def deleted(caller: Caller) -> None:
    customer_delete(caller=caller, pointer=ByReference("c-2"))


def made_anew(caller: Caller) -> None:
    deleted(caller)
    customer_create(caller=caller, incoming=Incoming({"reference": "c-2", "name": "By hand"}))


@pytest.mark.parametrize("bad", ["", "c-4,,\n"], ids=["stop", "skip"])
@pytest.mark.parametrize("act", [changed, created, deleted, made_anew])
def test_customers_that_somebody_changes_meanwhile_are_shown_anew_and_not_overwritten(
    browser: Client, world: World, act: Callable[[Caller], None], bad: str
) -> None:
    caller = Caller(world.organization, world.editor)
    for reference in ("c-1", "c-2"):
        customer_create(caller=caller, incoming=Incoming({"reference": reference, "name": "Before"}))
    first = upload(browser, f"reference,name\nc-1,New\nc-2,New\nc-3,New\n{bad}")
    act(caller)
    before = stored(world)
    answer: Any = browser.post(LOOK, asked(first), follow=True)
    assert answer.redirect_chain == [(LOOK, 302)]
    assert CHANGED in answer.content.decode()
    assert stored(world) == before
    browser.post(LOOK, asked(answer))
    assert names(world) == {"c-1": "New", "c-2": "New", "c-3": "New"}


def test_customers_that_the_file_does_not_name_may_change_meanwhile(browser: Client, world: World) -> None:
    page = upload(browser, GOOD)
    created(Caller(world.organization, world.editor))
    browser.post(LOOK, asked(page))
    assert names(world) == {"c-1": "Anna", "c-2": "Bob", "c-3": "By hand"}


def test_a_file_that_is_uploaded_while_another_one_is_written_is_kept(
    browser: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(browser, GOOD)

    def run(**arguments: Any) -> Any:
        upload(browser, OTHER, "other.csv")
        return run_import(**arguments)

    monkeypatch.setattr("customers.admin.importing.run_import", run)
    browser.post(LOOK, asked(page))
    assert names(world) == {"c-1": "Anna", "c-2": "Bob"}
    assert [kept.name for kept in PendingImport.objects.for_organization(world.organization)] == ["other.csv"]


def test_a_second_click_writes_nothing_and_says_so(browser: Client, world: World) -> None:
    page = upload(browser, GOOD)
    browser.post(LOOK, asked(page))
    customer_delete(caller=Caller(world.organization, world.editor), pointer=ByReference("c-2"))
    answer: Any = browser.post(LOOK, asked(page), follow=True)
    assert answer.redirect_chain == [(UPLOAD, 302)]
    assert "This click has written nothing: the file was imported already" in answer.content.decode()
    assert names(world) == {"c-1": "Anna"}
