"""Writes made customers into PostgreSQL by COPY, in one transaction. It knows tables, and not what a customer is."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import nullcontext
from io import BytesIO

from django.db import connection, models

from customers.generation import unchecked_links
from customers.generation.layout import Layout
from customers.generation.layouts import PAYMENT_TYPE_COLUMNS, quoted
from customers.generation.plan import Plan
from customers.generation.search_index import fed_in_large_portions
from customers.generation.workers import Numbers, Part, parts_of
from customers.models import Customer, CustomerPaymentType

TABLES = (Customer, CustomerPaymentType)
# From so many customers on, it pays to keep others from changing the index's options.
MANY = 20_000


def copy_all(plan: Plan, layout: Layout, processes: int) -> Generator[Numbers]:
    """Write all customers; hands out how many, each time that some of them are written."""
    copy = copy_unchecked if unchecked_links.can_be_left_out() else copy_checked
    feeding = fed_in_large_portions() if plan.count >= MANY else nullcontext()
    with parts_of(plan, layout, processes) as parts, feeding:
        yield from copy(plan, layout, parts)


def copy_unchecked(plan: Plan, layout: Layout, parts: Iterable[Part]) -> Generator[Numbers]:
    """Write parts without foreign keys."""
    with unchecked_links.left_out(plan.links.organization):
        for part in parts:
            copy_rows(Customer, layout.columns, part.customers)
            copy_rows(CustomerPaymentType, PAYMENT_TYPE_COLUMNS, part.payment_types)
            yield part.numbers
    analyze(TABLES)
    for first, length in plan.ids:
        unchecked_links.find_broken(plan.links.organization, first, first + length - 1)


def copy_checked(plan: Plan, layout: Layout, parts: Iterable[Part]) -> Generator[Numbers]:
    """Write parts whose links the database checks one by one."""
    # How a link is looked up is planned once: over a table that seems to be empty, the way would lead through all rows.
    analyze(unchecked_links.linked())
    with connection.cursor() as cursor:
        # Those on organizations would otherwise wait in memory for the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for place, part in enumerate(parts):
        copy_rows(Customer, layout.columns, part.customers)
        if place == 0:
            analyze(TABLES)
        copy_rows(CustomerPaymentType, PAYMENT_TYPE_COLUMNS, part.payment_types)
        yield part.numbers
    analyze(TABLES)


def copy_rows(model: type[models.Model], columns: Sequence[str], lines: bytes) -> None:
    """Write the lines of one table."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quoted(model)} ({names}) FROM STDIN (FORMAT csv)", BytesIO(lines))


def analyze(tables: Iterable[type[models.Model]]) -> None:
    """Tell the planner how large tables are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(quoted, tables)))
