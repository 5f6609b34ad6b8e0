"""Knows how PostgreSQL plans a statement once for each connection, where planning takes longer than running.

It knows names and SQL, and no table. For a process that serves: a connection keeps what it has planned, and a process
that ends soon would plan for nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError
from psycopg2 import extensions

from customers_api.core.outages import state_of

# Nobody knows the name: whoever pools connections in between has given us another one, or has emptied it. And: a column
# has become another type since the plan was made.
# And: somebody else has planned it on the connection that we were given.
LOST = {"26000", "0A000", "42P05"}
# So many plans a connection keeps: of writes there are as many as choices of columns, and each takes memory there.
MOST = 200


def name_of(sql: str, parameters: Sequence[Any]) -> str:
    """Return the name of a statement's plan, which no other statement has, in no process.

    Whoever pools connections may run by our name what another process has planned: it must be the same.
    """
    return f"plan_{sha256(repr((sql, parameters)).encode()).hexdigest()[:32]}"


@dataclass
class Plans:
    """What each connection has planned, by name; ``None`` for a connection that loses its plans."""

    are_kept: bool = False
    of_connections: "WeakKeyDictionary[Any, dict[str, None] | None]" = field(default_factory=WeakKeyDictionary)

    def run(self, cursor: Any, name: str, write: Callable[[], str], values: Sequence[Any]) -> bool:
        """Run a statement by its plan, which is made when it is missing; tell whether that could be done.

        Within a transaction a lost plan is an error like any other, since the transaction is lost with it.
        """
        connection = cursor.connection
        names = self.of_connections.setdefault(connection, {})
        if names is None:
            return False
        try:
            if name not in names:
                if len(names) >= MOST:
                    # The latest one: what is asked for often has come early.
                    cursor.execute(f"DEALLOCATE {names.popitem()[0]}")
                cursor.execute(f"PREPARE {name} AS {write()}")
                names[name] = None
            cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
        except DatabaseError as error:
            if not is_lost_plan(error):
                raise
            self.of_connections[connection] = None
            if connection.get_transaction_status() != extensions.TRANSACTION_STATUS_IDLE:
                raise
            return False
        return True


PLANS = Plans()


def keep_plans() -> None:
    """Let this process keep plans from now on."""
    PLANS.are_kept = True


def is_lost_plan(error: BaseException) -> bool:
    """Tell whether a plan was missing, so that the same work is done without plans the next time."""
    return state_of(error) in LOST


def run_planned(cursor: Any, sql: str, parameters: Sequence[Any]) -> None:
    """Run a statement by its plan where plans are kept; of such statements there must be few."""
    is_possible = PLANS.are_kept and cursor.db.vendor == "postgresql"
    if not (is_possible and PLANS.run(cursor, plan_of(sql), lambda: with_numbers(sql, len(parameters)), parameters)):
        cursor.execute(sql, parameters)


@lru_cache(1000)
def plan_of(sql: str) -> str:
    """Return the name of the plan of a statement all of whose parameters differ from run to run."""
    return name_of(sql, ())


def with_numbers(sql: str, count: int) -> str:
    """Return SQL with ``$1`` and so on in place of its parameters."""
    return sql % tuple(f"${number}" for number in range(1, count + 1))


def numbered(cursor: Any, sql: str, parameters: Sequence[Any], places: Mapping[Any, int]) -> str:
    """Return SQL in which blanks are ``$1`` and so on, by their places, and other parameters stand as they are."""
    written = [extensions.AsIs(f"${places[given]}") if given in places else given for given in parameters]
    text: bytes = cursor.mogrify(sql, written)
    return text.decode()
