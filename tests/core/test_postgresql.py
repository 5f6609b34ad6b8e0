"""What only PostgreSQL is told: links that never leave the organization, and one order of texts.

Seen to fail: without `KeepLinksInOrganization` for the contact's customer, the first two tests that follow.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from customers.models import Contact, Customer, CustomerPaymentType, CustomField, CustomFieldTemplate, PendingImport
from organizations.models import KeptAnswer
from tests.v1.crowds import make_contacts
from tests.worlds import World

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such constraints")


def tenant_models() -> Iterator[type[models.Model]]:
    """Return the models with an organization."""
    return (
        model
        for model in apps.get_models()
        if any(field.name == "organization" for field in model._meta.concrete_fields)
    )


def tenant_links() -> list[tuple[str, str, str]]:
    """Return table, column and name of every link between two records of an organization."""
    return [
        (model._meta.db_table, str(field.column), f"{model._meta.db_table}_{field.name}_fk")
        for model in tenant_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != "organization"
        if any(other.name == "organization" for other in field.related_model._meta.concrete_fields)
    ]


@pytest.mark.django_db
def test_every_link_holds_the_organization_and_is_checked_at_once() -> None:
    statement = """
        SELECT key.conrelid::regclass::text, col.attname, key.conname FROM pg_constraint key
        JOIN pg_attribute org ON org.attrelid = key.conrelid AND org.attname = 'organization_id'
        JOIN pg_attribute col ON col.attrelid = key.conrelid AND key.conkey = ARRAY[org.attnum, col.attnum]
        WHERE key.contype = 'f' AND NOT key.condeferrable
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert sorted(cursor.fetchall()) == sorted(tenant_links())


@pytest.mark.django_db
def test_the_database_refuses_a_link_into_another_organization(world: World, elsewhere: World) -> None:
    with pytest.raises(IntegrityError, match="customers_customer_category_fk"):
        Customer.objects.create(
            organization=world.organization,
            reference="x",
            name="x",
            category=elsewhere.root,
            created_by=world.editor,
            currency=world.euro,
        )


def fill(place: World) -> None:
    """Make rows in every table of the organization."""
    organization = place.organization
    customer = make_contacts(place)[0].customer_id
    template = CustomFieldTemplate.objects.create(organization=organization, name="Standard")
    CustomField.objects.create(organization=organization, template=template, name="Budget", data_type="money")
    CustomerPaymentType.objects.create(organization=organization, customer_id=customer, payment_type=place.cash)
    PendingImport.objects.create(organization=organization, owner=place.editor.pk, name="a.csv", content=b"")
    values = {"key": "k", "fingerprint": "f", "status": 201, "content": "{}", "expires": timezone.now()}
    KeptAnswer.objects.create(organization=organization, user=place.editor, **values)


def an_id(place: World, model: Any) -> int:
    """Return the id of a row of the world."""
    key: int = model.objects.for_organization(place.organization).order_by("-pk").values_list("pk", flat=True)[0]
    return key


def refused_by(statement: str, parameters: list[int]) -> str | None:
    """Return the constraint that a statement violates."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return None


def test_no_stored_link_can_be_turned_to_another_organization(world: World, elsewhere: World) -> None:
    for place in (world, elsewhere):
        fill(place)
    tried = set()
    for model in tenant_models():
        table, row = model._meta.db_table, an_id(world, model)
        for name, column, constraint in tenant_links():
            if name == table:
                target = model._meta.get_field(constraint.removeprefix(f"{table}_").removesuffix("_fk")).related_model
                turn = f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s'  # noqa: S608
                # A link inside of the organization is taken, and the same one out of it is not.
                assert refused_by(turn, [an_id(world, target), row]) in {None, f"{table[10:]}_{column[:-3]}_is_another"}
                assert refused_by(turn, [an_id(elsewhere, target), row]) == constraint
                tried.add(constraint)
    assert tried == {constraint for *_, constraint in tenant_links()}


def test_links_vouch_for_the_organization_of_rows_that_have_no_key_for_it(world: World) -> None:
    fill(world)
    Customer.objects.create(
        organization=world.organization, reference="x", name="x", category=world.root, currency=world.euro
    )
    for model, link in ((Customer, "category"), (CustomerPaymentType, "customer"), (Contact, "customer")):
        table = model._meta.db_table
        turn = f'UPDATE "{table}" SET organization_id = %s WHERE id = %s'  # noqa: S608
        assert refused_by(turn, [2**40, an_id(world, model)]) == f"{table}_{link}_fk"


@pytest.mark.django_db
def test_every_text_of_an_organization_sorts_by_code_point() -> None:
    tables = [model._meta.db_table for model in tenant_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = ANY(%s) AND data_type IN ('character varying', 'text')"
            " AND collation_name IS DISTINCT FROM 'C'",
            [tables],
        )
        assert cursor.fetchall() == []
