"""Reading in many statements what was there at one moment; it knows transactions and no table."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# Whoever takes in what is read may be slow: a terminal that was stopped, a disk that is busy.
UNHURRIED = "SET LOCAL idle_in_transaction_session_timeout = 0"


@contextmanager
def one_snapshot(*settings: str) -> Iterator[None]:
    """Let all statements see the same state of the database; inside of a transaction, that one decides.

    ``settings`` are further statements that PostgreSQL is told at the beginning.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with reading_on_sqlite():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (ONE_STATE, *settings):
                cursor.execute(statement)
            yield


@contextmanager
def reading_on_sqlite() -> Iterator[None]:
    """Read in a transaction that lets others write; Django's own would take the one place of a writer."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        # By itself when the connection was closed meanwhile, as tests and commands do in the end.
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
