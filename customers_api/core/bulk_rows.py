"""Many rows of one table in one statement; it knows columns and databases, and no resource.

On PostgreSQL the rows travel as one parameter, a JSON list of lists: the database takes it apart faster than Django
writes out thousands of placeholders. SQLite gets Django's own statements, in slices. COPY would be faster still, but a
process that serves cannot run it (see ``silence``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

import orjson
from django.db import connection, models
from django.db.models.base import ModelState

from customers_api.core.fields import fold_into, refold
from customers_api.core.locks import next_ids
from customers_api.core.models import TenantModel
from customers_api.core.tenancy import LockedRecord, TenantQuerySet

L = TypeVar("L", bound=LockedRecord)
M = TypeVar("M", bound=TenantModel)
# PostgreSQL takes 256 megabytes of JSON apart; the longest of our rows, a customer's, has less than 0.2.
LARGEST_STATEMENT = 1000
# What a row holds, by the names of the table's columns. The organization is the same for all rows of a statement.
Columns = dict[str, Any]


def completed(model: type[models.Model], columns: Mapping[str, Any]) -> Columns:
    """Return a whole row: the columns given, the defaults of all others, and the search columns."""
    constant, made = defaults(model)
    row = {**constant, **columns}
    for name, column in made.items():
        if name not in columns:
            row[name] = column.get_default()
    fold_into(model, row)
    return row


@cache
def defaults(model: type[models.Model]) -> tuple[Columns, "Mapping[str, models.Field[Any, Any]]"]:
    """Return the defaults of a model's columns, and the columns whose default is made anew for each row."""
    columns = [column for column in model._meta.concrete_fields if not column.primary_key]
    made = {column.attname: column for column in columns if column.has_default() and callable(column.default)}
    return {column.attname: column.get_default() for column in columns if column.attname not in made}, made


def insert_rows(model: type[LockedRecord], organization: int, rows: Sequence[Columns]) -> None:
    """Insert rows of one organization; all of them name the same columns, what no row fills is left out."""
    if connection.vendor != "postgresql":
        create_rows(model, organization, rows)
        return
    for start in range(0, len(rows), LARGEST_STATEMENT):
        insert_as_json(model, organization, rows[start : start + LARGEST_STATEMENT])


def insert_records(model: type[M], organization: int, rows: Sequence[Columns]) -> list[M]:
    """Insert whole rows of one organization; return their records in the same order."""
    if not rows:
        return []
    if connection.vendor != "postgresql":
        return create_rows(model, organization, rows)
    # Known before they are written: PostgreSQL promises no order for what a statement returns.
    for row, key in zip(rows, next_ids(model, len(rows)), strict=True):
        row["id"] = key
    insert_rows(model, organization, rows)
    database = connection.alias
    return [stored_record(model, database, {**row, "organization_id": organization}) for row in rows]


@cache
def row_names(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the columns of a whole row, in the table's order."""
    return tuple(column.attname for column in model._meta.concrete_fields)


def read_records(rows: TenantQuerySet[M]) -> list[M]:
    """Return the records of a queryset, read at once."""
    names, database = row_names(rows.model), connection.alias
    return [stored_record(rows.model, database, dict(zip(names, row, strict=True))) for row in rows.values_list(*names)]


def update_records(records: Sequence[M], columns: Collection[str]) -> None:
    """Write the named columns of records of one organization, search columns included."""
    if not records:
        return
    refold(records, columns)
    if connection.vendor == "postgresql":
        update_as_json(records, columns)
    else:
        rows = all_rows(type(records[0])).for_organization(records[0].organization_id)
        rows.bulk_update(records, sorted(columns))


@contextmanager
def little_kept() -> Iterator[None]:
    """Let PostgreSQL keep little memory of the statements within.

    What it shows to triggers of a statement lies in memory, up to ``work_mem``, and a savepoint keeps that much until
    its transaction ends: of a million rows in one, a gigabyte. With much less, the index of trigrams takes in what
    waits for it in small pieces, a tenth slower. What fails takes the setting back with its savepoint.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem TO '256kB'")
        yield
        cursor.execute("SET LOCAL work_mem TO DEFAULT")


def stored_record(model: type[M], database: str, row: Columns) -> M:
    """Return a whole row, which becomes the record's own, as the record that it is in the database of this name.

    As if it was unpickled: the constructor looks at each column in turn, which costs more than all planning of a row.
    """
    record = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, database
    row["_state"] = state
    record.__dict__ = row
    return record


# --- SQLite -----------------------------------------------------------------------------------------------------------


def create_rows(model: type[L], organization: int, rows: Iterable[Columns]) -> list[L]:
    """Insert rows by Django's own statements."""
    return all_rows(model).bulk_create([model(**{**row, "organization_id": organization}) for row in rows])


def all_rows(model: type[L]) -> TenantQuerySet[L]:
    """Return the model's queryset, which raises until it is given an organization."""
    return cast("TenantQuerySet[L]", model._default_manager.all())


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def insert_as_json(model: type[LockedRecord], organization: int, rows: Sequence[Columns]) -> None:
    """Insert rows that come as JSON. Columns that no row fills are left out: they have no default but NULL."""
    names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    statement = (
        f"INSERT INTO {table_of(model)} (organization_id, {', '.join(map(quoted, names))})"  # noqa: S608
        f" SELECT %s, {', '.join(taken_apart(model, names))} FROM jsonb_array_elements(%s) AS sent"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization, json_of([[row[name] for name in names] for row in rows])])


def update_as_json(records: Sequence[TenantModel], columns: Collection[str]) -> None:
    """Update records by rows that come as JSON."""
    model, organization = type(records[0]), records[0].organization_id
    names = ["id", *(column.attname for column in model._meta.concrete_fields if column.name in columns)]
    key, *values = taken_apart(model, names)
    changes = ", ".join(f"{quoted(name)} = {value}" for name, value in zip(names[1:], values, strict=True))
    table = table_of(model)
    statement = (
        f"UPDATE {table} SET {changes} FROM jsonb_array_elements(%s) AS sent"  # noqa: S608
        f" WHERE {table}.organization_id = %s AND {table}.id = {key}"
    )
    sent = [[getattr(record, name) for name in names] for record in records]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json_of(sent), organization])


def taken_apart(model: type[models.Model], names: Sequence[str]) -> Iterator[str]:
    """Yield the SQL of each value of a row, in the type of its column but for the length, which the column judges."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    for place, name in enumerate(names):
        yield f"(sent ->> {place})::{str(columns[name].db_type(connection)).partition('(')[0]}"


def table_of(model: type[models.Model]) -> str:
    """Return the name of a model's table for SQL."""
    return quoted(model._meta.db_table)


def quoted(name: str) -> str:
    """Return a name for SQL."""
    return connection.ops.quote_name(name)


def json_of(rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as JSON: decimals exactly, as texts; dates with their zone."""
    return orjson.dumps(rows, default=exact).decode()


def exact(value: object) -> str:
    """Return the text of a decimal; nothing else is written as a text by accident."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a column")
