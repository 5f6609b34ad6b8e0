"""One row of one table, written in one statement with the rows that hang on it; it knows columns, and no resource.

The writing of many rows stands in ``bulk_rows``, and with it how a row travels to PostgreSQL. SQLite gets Django's own
statements.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import IntegrityError, connection, models, transaction

from customers_api.core.bulk_rows import (
    Columns,
    create_rows,
    json_of,
    quoted,
    stored_record,
    table_of,
    taken_apart,
    update_as_json,
)
from customers_api.core.constraints import columns_of, key_of, violated_constraint
from customers_api.core.fields import refold
from customers_api.core.models import TenantModel
from customers_api.core.plans import run_planned
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.tenancy import LockedRecord

M = TypeVar("M", bound=TenantModel)
# A statement for each choice of columns that callers send.
STATEMENTS_KEPT = 1000
NEW_ID = " SELECT id FROM written"


@dataclass(frozen=True, slots=True)
class Links:
    """Rows that link a new record to others: of which table, by which of its columns, and the ids of the others."""

    model: type[LockedRecord]
    record: str
    other: str
    ids: Sequence[int]


def insert_row(model: type[M], organization: int, row: Columns, links: Links | None = None) -> M:
    """Insert a whole row and its links; return its record.

    ``NOT_UNIQUE`` when its reference is taken, after which the transaction goes on; after an ``IntegrityError`` it
    does not.
    """
    insert = inserted_as_json if connection.vendor == "postgresql" else inserted
    record = insert(model, organization, row, links)
    if record is None:
        raise Problem(ProblemCode.NOT_UNIQUE, key_columns(model)[-1])
    return record


def update_row(record: TenantModel, columns: Collection[str]) -> None:
    """Write the named columns of a record, search columns included."""
    if connection.vendor == "postgresql":
        refold([record], columns)
        update_as_json([record], columns)
    else:
        record.save(update_fields=columns)


@cache
def key_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns that the callers of a model know its rows by; contacts have none."""
    key = key_of(model)
    return () if key is None else columns_of(key, model)


# --- SQLite -----------------------------------------------------------------------------------------------------------


def inserted(model: type[M], organization: int, row: Columns, links: Links | None) -> M | None:
    """Insert a row by Django's statements, ``None`` when its reference is taken."""
    try:
        with transaction.atomic():
            [record] = create_rows(model, organization, [row])
    except IntegrityError as error:
        key = key_of(model)
        if key is None or violated_constraint(error, model) != key.name:
            raise
        return None
    if links is not None:
        create_rows(links.model, organization, [{links.record: record.pk, links.other: other} for other in links.ids])
    return record


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def inserted_as_json(model: type[M], organization: int, row: Columns, links: Links | None) -> M | None:
    """Insert a row that comes as JSON, ``None`` when its reference is taken: waits for who is about to take it."""
    names = tuple(name for name, value in row.items() if value is not None)
    parameters: list[Any] = [organization, json_of([[row[name] for name in names]])]
    statement = insert_statement(model, names)
    if links is not None:
        statement += links_statement(links.model, links.record, links.other)
        parameters += [organization, list(links.ids)]
    with connection.cursor() as cursor:
        run_planned(cursor, statement + NEW_ID, parameters)
        found = cursor.fetchone()
    if found is None:
        return None
    return stored_record(model, connection.alias, {**row, "organization_id": organization, "id": found[0]})


@lru_cache(STATEMENTS_KEPT)
def insert_statement(model: type[models.Model], names: tuple[str, ...]) -> str:
    """Return the part of a statement that inserts a row of these columns. What is left out has no default but NULL."""
    key = key_columns(model)
    conflict = f" ON CONFLICT ({', '.join(map(quoted, key))}) DO NOTHING" if key else ""
    return (
        f"WITH written AS (INSERT INTO {table_of(model)} (organization_id, {', '.join(map(quoted, names))})"  # noqa: S608
        f" SELECT %s::bigint, {', '.join(taken_apart(model, names))} FROM jsonb_array_elements(%s) AS sent{conflict}"
        " RETURNING id)"
    )


@cache
def links_statement(model: type[models.Model], record: str, other: str) -> str:
    """Return the part of a statement that inserts the links of the row that was written."""
    return (
        f", links AS (INSERT INTO {table_of(model)} (organization_id, {quoted(record)}, {quoted(other)})"  # noqa: S608
        " SELECT %s::bigint, written.id, linked FROM written, unnest(%s::bigint[]) AS linked)"
    )
