"""Reading in many statements what was there at one moment; it knows transactions and no table."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import DatabaseError, InterfaceError, connection, transaction

ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
SHORT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Whoever takes in what is read may be slow: a terminal that was stopped, a disk that is busy.
UNHURRIED = "SET LOCAL idle_in_transaction_session_timeout = 0"


def one_snapshot(*settings: str) -> AbstractContextManager[None]:
    """Let all statements see the same state of the database; inside of a transaction, that one decides.

    ``settings`` are further statements that PostgreSQL is told at the beginning.
    """
    return of_one_state(lambda: told(ONE_STATE, *settings))


def short_snapshot() -> AbstractContextManager[None]:
    """Let a few statements that only read see the same state, for two statements more.

    Nothing within may begin a transaction, or leave a cursor open.
    """
    return of_one_state(lambda: begun(SHORT, "COMMIT"))


def of_one_state(on_postgresql: Callable[[], AbstractContextManager[None]]) -> AbstractContextManager[None]:
    """Return what statements are to be run within on this database; inside of a transaction, that is nothing more."""
    if connection.in_atomic_block:
        return nullcontext()
    return reading_on_sqlite() if connection.vendor == "sqlite" else on_postgresql()


@contextmanager
def told(*statements: str) -> Iterator[None]:
    """Begin a transaction of Django's with some statements."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        yield


def reading_on_sqlite() -> AbstractContextManager[None]:
    """Read in a transaction that lets others write; Django's own would take the one place of a writer."""
    return begun("BEGIN DEFERRED", "ROLLBACK")


@contextmanager
def begun(begin: str, end: str) -> Iterator[None]:
    """Begin a transaction behind Django's back, and end it."""
    connection.ensure_connection()
    say(begin)
    try:
        yield
    except BaseException:
        try:
            say("ROLLBACK")
        except (DatabaseError, InterfaceError):
            # The first error tells what went wrong. Nobody shall go on in this transaction.
            connection.close()
        raise
    say(end)


def say(statement: str) -> None:
    """Run a statement, unless the connection was closed meanwhile, which ends transactions by itself."""
    if connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute(statement)
