"""A unit of work: one transaction with what hangs on it; it knows no resource.

What runs inside one unit is kept whole or not at all, pictures on disk included. Work that loses a race is done again
from its beginning, so it must hold no state of its own.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, transaction

from customers_api.core.outages import is_ended_for_another, is_outage
from customers_api.core.picture_files import PictureFiles, pictures_kept_on_success
from customers_api.core.plans import is_lost_plan
from customers_api.core.problems import Problem, ProblemCode

T = TypeVar("T")

ATTEMPTS = 5

_current: ContextVar[PictureFiles | None] = ContextVar("unit_of_work", default=None)


class LostRaceError(Exception):
    """What the work has read was changed by another one before it was written: done again, the work will see it.

    ``first`` is what it must do then before all else: wait for a lock, while it holds none that others may wait for.
    """

    def __init__(self, subject: str, first: Callable[[], object] | None = None) -> None:
        super().__init__(subject)
        self.first = first


def in_unit(work: Callable[[], T]) -> T:
    """Run the work in a unit of its own, or as a part of the one that is already open."""
    if _current.get() is not None:
        return work()
    first: Callable[[], object] | None = None
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return run_once(work if first is None else preceded(first, work))
        except DatabaseError as error:
            if attempt == ATTEMPTS or not (is_ended_for_another(error) or is_lost_plan(error)):
                raise
        except LostRaceError as error:
            if attempt == ATTEMPTS:
                raise Problem(ProblemCode.UNAVAILABLE) from error
            first = error.first or first
    raise AssertionError("the last attempt returns or raises")


def preceded(first: Callable[[], object], work: Callable[[], T]) -> Callable[[], T]:
    """Return the work with something that is done before it."""

    def both() -> T:
        first()
        return work()

    return both


def run_once(work: Callable[[], T]) -> T:
    """Run the work in one transaction; pictures that it stored go when it fails."""
    is_done = False
    with pictures_kept_on_success() as files:
        try:
            with transaction.atomic():
                result = run_with(files, work)
                is_done = True
        except (DatabaseError, InterfaceError) as error:
            if is_done and may_be_committed(error):
                # A file too many does no harm and is found later; a row without its file would be a loss.
                files.keep()
            raise
        return result


def run_with(files: PictureFiles, work: Callable[[], T]) -> T:
    """Run the work with a store for its pictures."""
    token = _current.set(files)
    try:
        return work()
    finally:
        _current.reset(token)


def may_be_committed(error: BaseException) -> bool:
    """Tell whether a COMMIT that ended with an error may have been done all the same: nobody heard its answer."""
    return is_outage(error) and not is_ended_for_another(error)


def current_pictures() -> PictureFiles:
    """Return the store for pictures of the open unit."""
    files = _current.get()
    if files is None:
        raise RuntimeError("pictures are stored inside of a unit of work only")
    return files
