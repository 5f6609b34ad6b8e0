"""One customer, whichever door it comes through: equal rows, and nothing is lost when what was read is sent back.

A dialect has no word for everything; what it cannot say has its default in a creation, and stays in a replacement.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from customers.contact_lists import ContactList
from customers.models import Category, Contact, Customer, CustomField, CustomFieldTemplate
from customers.services import customer_delete
from customers_api.core.drafts import Caller as ServiceCaller
from customers_api.core.references import ById
from tests.accounts import basic
from tests.clients import Caller
from tests.customers_of_all_dialects import (
    AGREEMENTS,
    BILLING,
    PEOPLE,
    PLAIN,
    SHIPPING,
    VALUES,
    by_service,
    custom,
    jewelry,
    sayable,
    stored,
    wire,
)
from tests.worlds import World

V1, V2, RWS = "/api/v1.0/customers", "/api/v2/customer", "/rws/api/v1/customers"


@pytest.fixture
def home(world: World) -> World:
    """An organization with a category and a template."""
    Category.objects.create(organization=world.organization, reference="jewelry", name="Jewelry", parent=world.root)
    template = CustomFieldTemplate.objects.create(organization=world.organization, name="Standard")
    for name, kind in (("Budget", "money"), ("Employees", "number"), ("Since", "date"), ("Nickname", "text")):
        CustomField.objects.create(organization=world.organization, template=template, name=name, data_type=kind)
    return world


def through_v1(world: World) -> int:
    body = {"reference": "X", "name": VALUES["name"], "isSameAddress": False, "categoryId": jewelry(world)}
    wired = {**wire(0, BILLING), **wire(0, SHIPPING), **wire(0, PLAIN)}
    key: int = world.api.json(V1, {**body, **wired}).body["id"]
    return key


def through_v2(world: World) -> int:
    fields = {
        row.pk: value.value
        for row, value in zip(
            CustomField.objects.for_organization(world.organization).order_by("pk"),
            custom(world)["custom_values"],
            strict=True,
        )
    }
    body = {
        "company": world.organization.pk,
        "name": VALUES["name"],
        "category": jewelry(world),
        "country": 250,
        "contact_person": {"name": PEOPLE[0]["name"], "email": PEOPLE[0]["email"], "type": PEOPLE[0]["kind"]},
        **{name: str(VALUES[name]) if name.endswith("date") else VALUES[name] for name in AGREEMENTS},
        "template": {"id": custom(world)["template"].value, "fields": fields},
    }
    key: int = world.api.json(V2, {**body, **wire(1, BILLING), **wire(1, PLAIN)}).body["id"]
    return key


def through_rws(world: World) -> int:
    body = {
        "name": VALUES["name"],
        "accountName": world.organization.name,
        "securityQuestion": VALUES["security_question"],
        "securityAnswer": "Journey",
        "contacts": [
            {"title": one["job_title"], **{key: one[key] for key in ("name", "phone", "mobile", "email")}}
            for one in PEOPLE[:4]
        ],
        "billingAddress": wire(2, BILLING),
        "shippingAddress": wire(2, SHIPPING),
    }
    key: int = basic(world.editor).json(RWS, body).body["customerId"]
    return key


def said_in_v1(world: World) -> dict[str, Any]:
    return {"is_same_address": False, "category": ById(jewelry(world))}


def said_in_v2(world: World) -> dict[str, Any]:
    person = {name: PEOPLE[0][name] for name in ("name", "email", "kind")}
    return {"category": ById(jewelry(world)), "contacts": ContactList((person,)), **custom(world)}


def said_in_rws(world: World) -> dict[str, Any]:
    names = ("name", "job_title", "phone", "mobile", "email")
    people = tuple({name: one[name] for name in names} for one in PEOPLE[:4])
    return {"is_same_address": False, "contacts": ContactList(people), "security_answer": "Journey"}


DIALECTS: dict[str, tuple[Callable[[World], int], Callable[[World], dict[str, Any]], set[str]]] = {
    "v1": (through_v1, said_in_v1, {"name"} | sayable(0, BILLING, SHIPPING, PLAIN)),
    "v2": (through_v2, said_in_v2, {"name", "billing_country", *AGREEMENTS} | sayable(1, BILLING, PLAIN)),
    "rws": (through_rws, said_in_rws, {"name", "security_question"} | sayable(2, BILLING, SHIPPING)),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_customer_sent_through_a_dialect_is_the_one_that_the_service_writes(home: World, dialect: str) -> None:
    send, said, names = DIALECTS[dialect]
    sent = stored(home, send(home))
    customer_delete(
        caller=ServiceCaller(home.organization, home.editor),
        pointer=ById(Customer.objects.for_organization(home.organization).get().pk),
    )
    assert sent == stored(home, by_service(home, names, **said(home)))


def back_through_v1(world: World, key: int) -> None:
    api = world.api
    assert api.json(f"{V1}/{key}", api.get(f"{V1}/{key}").body).status == 200


def back_through_v2(world: World, key: int) -> None:
    """Send back what was read; the document itself asks for ids where it answers names."""
    api, company = world.api, world.organization.pk
    body = api.get(f"{V2}/{key}").body
    numbers = {row["name"]: row["id"] for row in api.get("/api/v2/country").body}
    fields = api.get(f"/api/v2/custom-field-template?company={company}").body[0]["fields"]
    ids = {row["name"]: row["id"] for row in fields}
    template = body["template"]
    template["fields"] = [{"id": ids[name], "value": value} for name, value in template["fields"].items()]
    sent = {**body, "category": body["category"]["id"], "country": numbers[body["country"]]}
    assert api.json(f"{V2}/{key}", sent, "PUT").pair == (200, api.get(f"{V2}/{key}").body)


def back_through_rws(world: World, key: int) -> None:
    api: Caller = basic(world.editor)
    body = api.get(f"{RWS}/{key}").body
    assert api.json(f"{RWS}/{key}", body, "PUT").status == 200
    assert api.get(f"{RWS}/{key}").body == body


BACK = {"v1": back_through_v1, "v2": back_through_v2, "rws": back_through_rws}


@pytest.mark.parametrize("is_same_address", [False, True])
@pytest.mark.parametrize("dialect", BACK)
def test_what_a_dialect_reads_it_can_send_back_and_nothing_is_lost_or_changed(
    home: World, dialect: str, *, is_same_address: bool
) -> None:
    key = by_service(
        home,
        set(VALUES),
        is_same_address=is_same_address,
        category=ById(jewelry(home)),
        payment_types=[ById(home.cash.pk)],
        contacts=ContactList(PEOPLE),
        security_answer="Journey",
        **custom(home),
    )
    before = stored(home, key)
    told_apart = Contact.objects.for_organization(home.organization).filter(customer=key, position=0)
    told_apart.update(first_name="Marie Louise", last_name="0")
    before["contacts"][0] |= {"first_name": "Marie Louise", "last_name": "0"}
    BACK[dialect](home, key)
    after = Customer.objects.for_organization(home.organization).get(pk=key)
    assert stored(home, key) == before
    assert (after.version, after.last_updated) == (1, after.date_created)
    assert check_password("Journey", str(after.security_answer))
