"""Roles, pages, organizations: who may open which page of whose records, as one table.

Seen to fail: with the lock of ``Scope.allowed`` opened (``across_organizations`` for everybody) a foreign administrator
opens the pages; with ``Duty.EDIT`` given to readers the reader's row differs; with ``is_allowed`` always true, too.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from customers.models import Category, CustomFieldTemplate, Segmentation
from organizations.admin.clients import Application
from organizations.models import ApiKey, User
from organizations.oauth import client_create
from paymenttypes.models import PaymentType
from regions.models import Region
from tests.back_office.people import Person, people_of
from tests.worlds import World

# What comes back: the page, a redirect to the log-in or away from a record that nobody knows, or a refusal.
PAGE, AWAY, NO = 200, 302, 403
KINDS = ("list", "add", "show", "delete", "history")
# For each kind of record: what each person gets for the five kinds of pages of a record of ``here``.
EDITED = {
    "outsider": (AWAY, AWAY, AWAY, AWAY, AWAY),
    "reader": (PAGE, NO, PAGE, NO, PAGE),
    "editor": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "administrator": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "group": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "sister": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "foreign": (PAGE, PAGE, AWAY, AWAY, AWAY),
    # Whose records new ones will be is asked first.
    "superuser": (PAGE, AWAY, PAGE, PAGE, PAGE),
}
ADMINISTERED = EDITED | {"editor": (PAGE, NO, PAGE, NO, PAGE)}
USERS = {
    "outsider": (AWAY, AWAY, AWAY, AWAY, AWAY),
    "reader": (NO, NO, NO, NO, NO),
    "editor": (NO, NO, NO, NO, NO),
    "administrator": (PAGE, PAGE, PAGE, NO, PAGE),
    "group": (PAGE, PAGE, PAGE, NO, PAGE),
    "sister": (PAGE, PAGE, PAGE, NO, PAGE),
    "foreign": (PAGE, PAGE, AWAY, NO, AWAY),
    "superuser": (PAGE, PAGE, PAGE, NO, PAGE),
}
KEYS = USERS | {
    "reader": (PAGE, PAGE, AWAY, NO, AWAY),
    "editor": (PAGE, PAGE, AWAY, NO, AWAY),
}
CLIENTS = {
    "outsider": (AWAY, AWAY, AWAY, AWAY, AWAY),
    "reader": (NO, NO, NO, NO, AWAY),
    "editor": (NO, NO, NO, NO, AWAY),
    "administrator": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "group": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "sister": (PAGE, PAGE, PAGE, PAGE, PAGE),
    "foreign": (PAGE, PAGE, AWAY, AWAY, AWAY),
    "superuser": (PAGE, PAGE, PAGE, PAGE, PAGE),
}
ORGANIZATIONS = {
    "outsider": (AWAY, AWAY, AWAY, AWAY, AWAY),
    "reader": (NO, NO, NO, NO, NO),
    "editor": (NO, NO, NO, NO, NO),
    "administrator": (PAGE, NO, PAGE, NO, PAGE),
    "group": (PAGE, NO, PAGE, NO, PAGE),
    "sister": (PAGE, NO, PAGE, NO, PAGE),
    "foreign": (PAGE, NO, AWAY, NO, AWAY),
    "superuser": (PAGE, NO, PAGE, NO, PAGE),
}
GROUPS = dict.fromkeys(USERS, (NO, NO, NO, NO, NO)) | {
    "outsider": (AWAY, AWAY, AWAY, AWAY, AWAY),
    "superuser": (PAGE, PAGE, PAGE, PAGE, PAGE),
}
TABLE = {
    "customers/customer": EDITED,
    "customers/category": EDITED,
    "customers/segmentation": EDITED,
    "customers/customfieldtemplate": ADMINISTERED,
    "regions/region": EDITED,
    "paymenttypes/paymenttype": EDITED,
    "paymenttypes/currency": EDITED,
    "organizations/user": USERS,
    "organizations/apikey": KEYS,
    "oauth2_provider/application": CLIENTS,
    "organizations/organization": ORGANIZATIONS,
    "organizations/accountgroup": GROUPS,
}


def records_of(world: World) -> dict[str, int]:
    """Return the id of a record of each kind, all of one organization."""
    organization = world.organization
    sent = world.api.json("/api/v1.0/customers", {"name": "canary-name", "reference": "canary-reference"})
    template = CustomFieldTemplate.objects.create(organization=organization, name="canary-template")
    client_id, _ = client_create(user=world.editor, name="canary-client")
    return {
        "customers/customer": sent.body["id"],
        "customers/category": Category.objects.create(
            organization=organization, parent=world.root, reference="canary-c", name="canary-category"
        ).pk,
        "customers/segmentation": Segmentation.objects.create(
            organization=organization, reference="canary-s", name="canary-segmentation"
        ).pk,
        "customers/customfieldtemplate": template.pk,
        "regions/region": Region.objects.create(organization=organization, name="canary-region").pk,
        "paymenttypes/paymenttype": PaymentType.objects.create(
            organization=organization, reference="canary-p", name="canary-payment"
        ).pk,
        "paymenttypes/currency": world.euro.pk,
        "organizations/user": world.editor.pk,
        "organizations/apikey": ApiKey.objects.filter(user=world.editor)[0].pk,
        "oauth2_provider/application": Application.objects.get(client_id=client_id).pk,
        "organizations/organization": organization.pk,
        "organizations/accountgroup": organization.account_group_id or 0,
    }


def addresses(kind: str, key: int) -> tuple[str, ...]:
    start = f"/admin/{kind}/"
    return (start, f"{start}add/", *(f"{start}{key}/{page}/" for page in ("change", "delete", "history")))


def statuses(browser: Client, kind: str, key: int) -> tuple[int, ...]:
    return tuple(browser.get(address).status_code for address in addresses(kind, key))


@pytest.fixture
def people(world: World, elsewhere: World) -> dict[str, Person]:
    return people_of(world, elsewhere)


def test_each_role_opens_the_pages_of_its_organizations_that_the_table_names(
    world: World, people: dict[str, Person]
) -> None:
    records = records_of(world)
    assert TABLE.keys() == records.keys()
    found = {
        kind: {name: statuses(someone.browser, kind, key) for name, someone in people.items()}
        for kind, key in records.items()
    }
    assert found == TABLE


def test_nobody_reads_a_byte_of_another_organization(world: World, people: dict[str, Person]) -> None:
    User.objects.for_organization(world.organization).filter(pk=world.editor.pk).update(username="canary-user")
    secrets = ("canary-", ApiKey.objects.filter(user=world.editor)[0].prefix)
    for kind, key in records_of(world).items():
        for address in (*addresses(kind, key), f"/admin/{kind}/?q=canary", f"/admin/{kind}/?organization=1"):
            answer: Any = people["foreign"].browser.get(address, follow=True)
            text = answer.content.decode()
            assert not [secret for secret in secrets if secret in text and secret not in address], address


def test_every_page_for_records_is_in_the_table() -> None:
    registered = {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}
    assert registered == TABLE.keys()


@pytest.mark.parametrize("name", ["reader", "foreign"])
def test_what_is_not_offered_is_refused_when_it_is_sent_by_hand(
    world: World, people: dict[str, Person], name: str
) -> None:
    records = records_of(world)
    before = world.api.get("/api/v1.0/categories").body
    browser = people[name].browser
    for kind, key in records.items():
        _, add, change, delete, _ = addresses(kind, key)
        if name == "reader":
            assert browser.post(add, {"name": "x"}).status_code in {
                AWAY if kind == "organizations/apikey" else NO,
                PAGE,
            }
        assert browser.post(change, {"name": "x", "reference": "x"}).status_code in {NO, AWAY}, change
        assert browser.post(delete, {"post": "yes"}).status_code in {NO, AWAY}, delete
        chosen = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        assert browser.post(f"/admin/{kind}/", chosen).status_code in {NO, AWAY, PAGE}
    assert world.api.get("/api/v1.0/categories").body == before
    assert records_still_there(world, records)


def records_still_there(world: World, records: dict[str, int]) -> bool:
    return (
        Category.objects.for_organization(world.organization).filter(pk=records["customers/category"]).exists()
        and PaymentType.objects.for_organization(world.organization)
        .filter(pk=records["paymenttypes/paymenttype"])
        .exists()
        and User.objects.for_organization(world.organization).filter(pk=world.editor.pk, is_active=True).exists()
    )
