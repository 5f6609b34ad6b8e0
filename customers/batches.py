"""The doors for many customers at once: create, update, upsert and delete, each in one transaction.

They say what a row demands of the stored customers; how rows are written together is the matter of ``batching``.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from customers.batching import Batch, Result, Row
from customers.models import Customer
from customers.services import customer_writer
from customers_api.core.drafts import Caller, Incoming, Written, not_found
from customers_api.core.problems import Problem
from customers_api.core.references import ByReference, Pointer
from customers_api.core.units import in_unit


def customer_upsert_batch(*, caller: Caller, rows: Sequence[Row]) -> list[Result]:
    """Create or change the customers of the rows, in their order, in one transaction.

    Returns for each row what happened, or the problem because of which nothing did.
    """
    return in_unit(lambda: Batch(caller, rows).run())


def customer_create_batch(*, caller: Caller, rows: Sequence[Row]) -> list[Result]:
    """Create customers; a row whose reference is taken is ``NOT_UNIQUE``. Otherwise like ``customer_upsert_batch``."""
    return in_unit(lambda: CreateBatch(caller, rows).run())


def customer_update_batch(*, caller: Caller, rows: Sequence[Row]) -> list[Result]:
    """Change customers; a row without its customer is ``RECORD_NOT_FOUND``. Otherwise like the upserts."""
    return in_unit(lambda: UpdateBatch(caller, rows).run())


def customer_delete_batch(*, caller: Caller, pointers: Sequence[Pointer]) -> list[Problem | None]:
    """Delete customers in one transaction; returns for each one ``None``, or the problem because of which it stays."""
    return in_unit(lambda: [delete_one(caller, pointer) for pointer in pointers])


def delete_one(caller: Caller, pointer: Pointer) -> Problem | None:
    """Delete one customer of a batch."""
    try:
        with transaction.atomic():
            customer_writer.delete(caller=caller, pointer=pointer)
    except Problem as problem:
        return problem
    return None


class CreateBatch(Batch):
    """A batch that demands absence; the column's constraint tells which references are taken."""

    def find(self, places: Sequence[int]) -> Mapping[str, Customer]:
        """Return nothing: every row is a new customer."""
        return {}

    def through_door(self, row: Row) -> Written[Customer]:
        """Create one customer."""
        return self.writer.create(caller=self.caller, incoming=self.demanded(row, None))


class UpdateBatch(Batch):
    """A batch that demands presence."""

    def through_door(self, row: Row) -> Written[Customer]:
        """Change one customer."""
        return self.writer.update(caller=self.caller, pointer=ByReference(row.reference), incoming=row.incoming)

    def demanded(self, row: Row, stored: Customer | None) -> Incoming:
        """Demand the stored customer."""
        if stored is None:
            raise not_found(ByReference(row.reference))
        return row.incoming
