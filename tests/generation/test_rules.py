"""Made customers are written past the write path, and stand before it all the same: it would have written them so."""

from typing import Any

from django.db import connection

from customers.batches import customer_upsert_batch
from customers.batching import Row
from customers.generation import unchecked_links
from customers.models import Customer, CustomerPaymentType
from customers.services import customer_writer
from customers_api.core.drafts import Caller, Incoming, Outcome, Written
from customers_api.core.fields import folded_columns
from customers_api.core.references import ById
from tests.generation.worlds import british_world, made
from tests.worlds import World

COUNT = 700
PLANNED = 100
LINKS = ("category", "parent", "segmentation", "created_by", "region")
# What no caller sends, what is kept beside other columns, and what has no value in any made customer.
NOT_SENT = {"id", "organization", "version", "currency", *LINKS}
NEVER_MADE = {"template_id", "custom_values", "security_question", "security_answer", "image", "image_digest"}


def caller(world: World) -> Caller:
    return Caller(world.organization, world.editor)


def customers_of(world: World) -> list[Customer]:
    rows = Customer.objects.for_organization(world.organization)
    return list(rows.select_related("currency").order_by("pk"))


def payment_types_of(world: World) -> dict[int, list[ById]]:
    found: dict[int, list[ById]] = {}
    for link in CustomerPaymentType.objects.for_organization(world.organization):
        found.setdefault(link.customer_id, []).append(ById(link.payment_type_id))
    return found


def sent(customer: Customer, payment_types: list[ById]) -> dict[str, Any]:
    """Return a customer as a caller would send it."""
    kept = {column.attname for column in folded_columns(Customer)} | NOT_SENT | NEVER_MADE
    values = {
        column.name: getattr(customer, column.attname)
        for column in Customer._meta.concrete_fields
        if not {column.name, column.attname} & kept
    }
    links = {name: pk for name in LINKS if (pk := getattr(customer, f"{name}_id")) is not None}
    values |= {name: ById(pk) for name, pk in links.items()}
    return values | {"currency": customer.currency.reference, "payment_types": payment_types}


def test_the_write_path_finds_nothing_to_change_and_would_have_made_the_same_rows(db: None) -> None:
    """A stored value may be sent back although nobody could send it first: so some are planned as new ones too.

    Seen to fail: with a country by its name, an e-mail address of 300 letters, regions above the organization's level,
    a limit below zero, and a colour without its number sign.
    """
    world = british_world()
    made(world, COUNT)
    customers, payment_types = customers_of(world), payment_types_of(world)
    incoming = {customer: Incoming(sent(customer, payment_types[customer.pk])) for customer in customers}
    rows = [Row(customer.reference, values) for customer, values in incoming.items()]
    results = customer_upsert_batch(caller=caller(world), rows=rows)
    assert [result for result in results if not isinstance(result, Written)] == []
    assert [result.outcome for result in results if isinstance(result, Written)] == [Outcome.UNCHANGED] * COUNT
    for customer in customers[:: COUNT // PLANNED]:
        draft = customer_writer.draft(caller(world), incoming[customer], None)
        assert {name: getattr(customer, name) for name in draft.changes} == draft.changes
        assert {name for name in NEVER_MADE if getattr(customer, name) not in (None, {})} == set()


def test_search_columns_are_those_that_a_write_would_fold_and_links_lead_somewhere(elsewhere: World) -> None:
    """Seen to fail: with names folded by `lower`, which differs for the Turkish ones."""
    made(elsewhere, COUNT)
    customers = customers_of(elsewhere)
    for customer in customers:
        for column in folded_columns(Customer):
            wanted = column.folded([getattr(customer, source) for source in column.sources])
            assert getattr(customer, column.attname) == wanted
    unchecked_links.find_broken(elsewhere.organization.pk, customers[0].pk, customers[-1].pk)
    if connection.vendor == "postgresql":
        # What the tables' own triggers have counted is what is there.
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(customers) FROM customers_customertally WHERE facts = 'all'")
            assert cursor.fetchone()[0] == COUNT
