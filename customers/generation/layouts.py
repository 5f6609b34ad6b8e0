"""The layout of the table of customers, and the ids of its next rows: what only model and database tell."""

import json
from typing import Any

from django.db import connection, models

from customers.generation.layout import Folding, Layout
from customers.models import Customer
from customers_api.core.fields import FoldedField, MatchingKeyField
from customers_api.core.text import fold, matching_key

PAYMENT_TYPE_COLUMNS = ("organization_id", "customer_id", "payment_type_id")


def layout_of_customers() -> Layout:
    """Return the layout of the table of customers."""
    columns = Customer._meta.concrete_fields
    folded = [column for column in columns if isinstance(column, FoldedField)]
    return Layout(
        columns=tuple(column.attname for column in columns),
        defaults={column.attname: default_of(column) for column in columns},
        foldings=tuple(
            Folding(column.attname, column.sources, matching_key if isinstance(column, MatchingKeyField) else fold)
            for column in folded
        ),
    )


def default_of(column: "models.Field[Any, Any]") -> Any:
    """Return what a row holds in a column that nothing was made for."""
    default = column.get_default()
    return json.dumps(default) if isinstance(column, models.JSONField) else default


def quoted(model: type[models.Model]) -> str:
    """Return the name of a model's table for SQL."""
    return connection.ops.quote_name(model._meta.db_table)


def reserve_ids(count: int) -> tuple[tuple[int, int], ...]:
    """Return ids that no customer has or will get, as ranges: one, unless others create customers meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT min(id), count(*) FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS range FROM"
                " (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS id FROM generate_series(1, %s)) AS drawn"
                ") AS numbered GROUP BY range ORDER BY 1",
                [quoted(Customer), count],
            )
            return tuple((int(first), int(length)) for first, length in cursor.fetchall())
        cursor.execute(
            "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = %s", [Customer._meta.db_table]
        )
        return ((int(cursor.fetchone()[0]), count),)
