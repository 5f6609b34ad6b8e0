"""One row is written in one statement with its links; a reference that is taken does not end the transaction.

Seen to fail: without `ON CONFLICT` (PostgreSQL's transaction was over), and without the organization in the links.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from customers.models import Contact, Customer, CustomerPaymentType, Segmentation
from customers_api.core.bulk_rows import completed
from customers_api.core.one_row import Links, insert_row, update_row
from customers_api.core.problems import Problem
from tests.worlds import World

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such foreign keys")


def new_customer(world: World, **columns: Any) -> dict[str, Any]:
    links = {"category_id": world.root.pk, "currency_id": world.euro.pk}
    return completed(Customer, {"reference": "c", "name": "Ä & 'b' %s", **links, **columns})


def payment_types(*ids: int) -> Links:
    return Links(CustomerPaymentType, "customer_id", "payment_type_id", ids)


def stored(world: World, record: Customer) -> dict[str, Any]:
    row: Any = Customer.objects.for_organization(world.organization).filter(pk=record.pk).values().get()
    return {**row}


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield seen
    sent = [query["sql"] for query in captured.captured_queries]
    seen += [sql for sql in sent if "SAVEPOINT" not in sql]


def test_the_record_that_comes_back_is_the_row_that_is_stored(world: World) -> None:
    row = new_customer(
        world, credit_limit=Decimal("0.125"), latitude=Decimal("-12.345678901"), custom_values={"1": "ü"}
    )
    record = insert_row(Customer, world.organization.pk, row)
    whole = {**row, "id": record.pk, "organization_id": world.organization.pk}
    assert {name: getattr(record, name) for name in whole} == whole
    assert stored(world, record) == whole
    assert not record._state.adding


@ON_POSTGRESQL
def test_a_customer_with_payment_types_is_one_statement(world: World) -> None:
    other = CustomerPaymentType.objects.for_organization(world.organization)
    with statements() as sent:
        record = insert_row(Customer, world.organization.pk, new_customer(world), payment_types(world.cash.pk))
    assert len(sent) == 1
    assert list(other.values_list("customer_id", "payment_type_id")) == [(record.pk, world.cash.pk)]


def test_after_a_reference_that_is_taken_the_transaction_goes_on(world: World) -> None:
    with transaction.atomic():
        first = insert_row(Customer, world.organization.pk, new_customer(world))
        with pytest.raises(Problem) as raised:
            insert_row(Customer, world.organization.pk, new_customer(world), payment_types(world.cash.pk))
        assert (raised.value.code, raised.value.field) == ("not_unique", "reference")
        second = insert_row(Customer, world.organization.pk, new_customer(world, reference="d"))
    found = Customer.objects.for_organization(world.organization).order_by("pk")
    assert [row.pk for row in found] == [first.pk, second.pk]
    assert not CustomerPaymentType.objects.for_organization(world.organization).exists()


def test_another_organization_may_have_the_same_reference(world: World, elsewhere: World) -> None:
    for one in (world, elsewhere):
        assert insert_row(Customer, one.organization.pk, new_customer(one)).organization_id == one.organization.pk


def test_a_row_without_a_reference_has_nothing_to_conflict_with(world: World) -> None:
    customer = insert_row(Customer, world.organization.pk, new_customer(world))
    for _ in range(2):
        insert_row(Contact, world.organization.pk, completed(Contact, {"customer_id": customer.pk, "last_name": "L"}))
    assert Contact.objects.for_organization(world.organization).count() == 2


@ON_POSTGRESQL
def test_no_link_leads_into_another_organization(world: World, elsewhere: World) -> None:
    for row, links in (
        (new_customer(world), payment_types(elsewhere.cash.pk)),
        (new_customer(world, category_id=elsewhere.root.pk), None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_row(Customer, world.organization.pk, row, links)
    assert not Customer.objects.for_organization(world.organization).exists()


def test_only_the_named_columns_are_written_and_searched_for_by_their_new_texts(world: World) -> None:
    record = insert_row(Segmentation, world.organization.pk, completed(Segmentation, {"reference": "s", "name": "Old"}))
    record.name, record.description = "NEW", "not named"
    update_row(record, {"name", "name_folded"})
    rows = Segmentation.objects.for_organization(world.organization)
    assert rows.values_list("name", "name_folded", "description").get() == ("NEW", "new", None)
