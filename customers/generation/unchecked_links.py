"""Links without foreign keys, for one transaction: locked first, looked through in the end. It knows tables alone.

A dozen look-ups for each customer take longer than all indexes together. Where the database lets this session leave
them out, the same is held in another way, and no other session sees a difference.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import ProgrammingError, connection, models, transaction

from customers.generation.layouts import quoted
from customers.models import Customer, CustomerPaymentType

# With the column by which the rows of a run are found: it holds the ids of its customers.
TABLES: Mapping[type[models.Model], str] = {Customer: "id", CustomerPaymentType: "customer_id"}


class BrokenLinksError(Exception):
    """A link leads nowhere: what it led to was deleted a moment ago."""


def can_be_left_out() -> bool:
    """Tell whether foreign keys can be left out, and they alone: triggers of the tables' own must go on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal"
            " AND tgenabled NOT IN ('A', 'D')",
            [list(map(quoted, TABLES))],
        )
        return int(cursor.fetchone()[0]) == 0 and is_permitted()


def is_permitted() -> bool:
    """Tell whether the database's user may leave them out."""
    try:
        with transaction.atomic():
            set_role_of_session("replica")
            set_role_of_session("origin")
    except ProgrammingError:
        return False
    return True


def set_role_of_session(role: str) -> None:
    """Leave foreign keys out until the transaction ends ("replica"), or no more ("origin")."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = {role}")


@contextmanager
def left_out(organization: int) -> Iterator[None]:
    """Leave foreign keys out; what the organization's customers may link to is kept from being deleted meanwhile."""
    with connection.cursor() as cursor:
        for model in linked():
            cursor.execute(
                f"SELECT id FROM {quoted(model)} WHERE {organization_of(model)} = %s FOR KEY SHARE",  # noqa: S608
                [organization],
            )
    set_role_of_session("replica")
    yield
    set_role_of_session("origin")


def find_broken(organization: int, first: int, last: int) -> None:
    """Raise ``BrokenLinksError`` where a row of customers with these ids links to nothing in the organization."""
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(broken_links_of(model), [organization, first, last])
            if cursor.fetchone()[0]:
                raise BrokenLinksError


def links_of(model: type[models.Model]) -> "list[models.ForeignKey[models.Model, models.Model]]":
    """Return the columns of a table that link to others."""
    return [column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey)]


def linked() -> set[type[models.Model]]:
    """Return what the tables link to, beside themselves."""
    return {column.remote_field.model for model in TABLES for column in links_of(model)} - TABLES.keys()


def organization_of(model: type[models.Model]) -> str:
    """Return the column that names the organization of a row."""
    return "organization_id" if hasattr(model, "organization_id") else "id"


def broken_links_of(model: type[models.Model]) -> str:
    """Return the statement that counts a table's rows of which a link leads nowhere."""
    joins, conditions = [], []
    for column in links_of(model):
        alias, target = f"linked_{column.name}", column.remote_field.model
        joins.append(
            f"LEFT JOIN {quoted(target)} AS {alias} ON {alias}.id = made.{column.attname}"
            f" AND {alias}.{organization_of(target)} = made.organization_id"
        )
        conditions.append(f"(made.{column.attname} IS NOT NULL AND {alias}.id IS NULL)")
    return (
        f"SELECT count(*) FROM {quoted(model)} AS made {' '.join(joins)}"  # noqa: S608
        f" WHERE made.organization_id = %s AND made.{TABLES[model]} BETWEEN %s AND %s AND ({' OR '.join(conditions)})"
    )
