"""Writes made customers into SQLite: one statement for many rows. It knows tables, and not what a customer is."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from django.db import connection, models

from customers.generation.blocks import Maker
from customers.generation.layout import Layout, customer_rows, payment_type_rows
from customers.generation.layouts import PAYMENT_TYPE_COLUMNS, quoted
from customers.generation.plan import Plan
from customers.generation.workers import Numbers
from customers.models import Customer, CustomerPaymentType


def insert_all(plan: Plan, layout: Layout) -> Generator[Numbers]:
    """Write all customers; hands out how many, each time that some of them are written."""
    maker = Maker(plan)
    adapted = [adapter_of(column) for column in Customer._meta.concrete_fields]
    for block in range(plan.blocks):
        made = list(maker.block(block))
        rows = [
            [adapt(value) for adapt, value in zip(adapted, row, strict=True)] for row in customer_rows(layout, made)
        ]
        payment_types = payment_type_rows(made)
        insert_rows(Customer, layout.columns, rows)
        insert_rows(CustomerPaymentType, PAYMENT_TYPE_COLUMNS, payment_types)
        yield Numbers(len(made), len(payment_types))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def adapter_of(column: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """Return how the database takes a column's values."""
    if isinstance(column, models.DecimalField | models.DateField):
        return lambda value: None if value is None else column.get_db_prep_save(value, connection)
    return lambda value: value


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of one table."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    values = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(model)} ({names}) VALUES ({values})", rows)  # noqa: S608
