"""What only PostgreSQL is told: links that never leave the organization, and one order of texts."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models

from customers.models import Customer
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
