"""The doors by which files of customers come in: for good, as a rehearsal, and to be looked at before.

They know what is kept of an import. They know no format of a file, no command and no page.
"""

from collections.abc import Iterable
from contextlib import nullcontext

from django.db import transaction

from customers.transfer.importer import Importer
from customers.transfer.outcomes import Counts, Listener, OnError
from customers.transfer.rows import FileRow
from customers_api.core.drafts import Caller


def run_import(*, caller: Caller, rows: Iterable[FileRow], on_error: OnError, listener: Listener) -> Counts:
    """Create or change the customers of the rows.

    With ``STOP`` the first row that is refused raises ``ImportStoppedError``, and nothing is kept. A file that cannot
    be read to its end raises ``FileError``; with ``SKIP``, the rows before that place are written by then.
    """
    with transaction.atomic() if on_error is OnError.STOP else nullcontext():
        return Importer(caller, on_error, listener).run(rows)


def rehearse_import(*, caller: Caller, rows: Iterable[FileRow], on_error: OnError, listener: Listener) -> Counts:
    """Do the same and take it back: numbers and refusals are those of the import, and nothing is kept."""
    with transaction.atomic():
        try:
            return Importer(caller, on_error, listener).run(rows)
        finally:
            transaction.set_rollback(True)
