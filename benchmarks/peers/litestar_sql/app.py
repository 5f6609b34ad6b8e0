"""The application: four handlers over one pool of connections for each process."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from litestar import Litestar, get, post
from litestar.datastructures import State
from litestar.exceptions import NotFoundException, ValidationException

from benchmarks.peers.litestar_sql import statements
from benchmarks.peers.litestar_sql.rows import BASE, contacts, customer, payment_types
from benchmarks.peers.litestar_sql.structs import Customer, NewCustomer, Page, Paging

ORGANIZATION = int(os.environ["BENCH_ORGANIZATION"])
CREATOR = int(os.environ["BENCH_CREATOR"])
CONNECTIONS = 4
ORDERED = "sort=dateCreated&order=asc"


class Connection(asyncpg.Connection):
    """A connection that is given back as it is: nothing here changes its state, so one trip is saved each time."""

    def get_reset_query(self) -> str:
        """Return what is sent when it is given back: nothing."""
        return ""


@asynccontextmanager
async def pool(application: Litestar) -> AsyncIterator[None]:
    """Keep the connections as long as the process lives."""
    async with asyncpg.create_pool(
        os.environ["BENCH_DATABASE_URL"],
        min_size=CONNECTIONS,
        max_size=CONNECTIONS,
        connection_class=Connection,
        server_settings={"search_path": "peers"},
    ) as connections:
        application.state.pool = connections
        yield


async def shown(connection: Any, rows: Sequence[Any]) -> list[Customer]:
    """Return the answers for rows, with the lists of each."""
    ids = [row[0] for row in rows]
    ways_to_pay = payment_types(await connection.fetch(statements.PAYMENT_TYPES, ids))
    people = contacts(await connection.fetch(statements.CONTACTS, ids))
    return [customer(row, ways_to_pay, people) for row in rows]


async def one(connection: Any, statement: str, key: int | str) -> Customer:
    """Return the answer for one customer."""
    rows = await connection.fetch(statement, ORGANIZATION, key)
    if not rows:
        raise NotFoundException
    return (await shown(connection, rows))[0]


def address(size: int, offset: int) -> str:
    """Return the address of a page."""
    return f"{BASE}/customers?max={size}&offset={offset}&{ORDERED}"


def paging(total: int, size: int, offset: int) -> Paging:
    """Return where a page stands."""
    before = address(size, max(offset - size, 0)) if offset else None
    return Paging(total, size, offset, before, address(size, offset + size) if offset + size < total else None)


@get(f"{BASE}/customers")
async def list_customers(state: State, offset: int = 0, query: dict[str, str] | None = None) -> Page:
    """Answer a page; `max` is a name that Python has taken."""
    size = min(int((query or {}).get("max", 100)), 1000)
    async with state.pool.acquire() as connection:
        total = await connection.fetchval(statements.COUNT, ORGANIZATION)
        rows = await connection.fetch(statements.PAGE, ORGANIZATION, size, offset)
        return Page(paging(total, size, offset), await shown(connection, rows))


@get(BASE + "/customers/{key:int}")
async def show_by_id(state: State, key: int) -> Customer:
    """Answer one customer."""
    async with state.pool.acquire() as connection:
        return await one(connection, statements.BY_ID, key)


@get(BASE + "/customers/reference/{reference:str}")
async def show_by_reference(state: State, reference: str) -> Customer:
    """Answer one customer."""
    async with state.pool.acquire() as connection:
        return await one(connection, statements.BY_REFERENCE, reference)


@post(f"{BASE}/customers")
async def create(state: State, data: NewCustomer) -> Customer:
    """Create a customer and answer all of it."""
    values = (
        data.reference, data.name, data.email, data.phone, data.country, data.city, data.postal_code, data.address,
        data.credit_limit, data.comment, data.category_id, data.customer_segmentation_id, data.region_id,
        data.payment_types,
    )  # fmt: skip
    async with state.pool.acquire() as connection:
        try:
            key = await connection.fetchval(statements.CREATE, ORGANIZATION, CREATOR, *values)
        except asyncpg.UniqueViolationError as error:
            raise ValidationException("The reference is taken.") from error
        if key is None:
            raise ValidationException("A link leads nowhere.")
        return await one(connection, statements.BY_ID, key)


application = Litestar(
    [list_customers, show_by_id, show_by_reference, create], lifespan=[pool], openapi_config=None, logging_config=None
)
