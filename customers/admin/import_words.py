"""What the pages of an import say where they write nothing; they know the uploaded file, and no page."""

import shlex

from customers.models import PendingImport
from customers.transfer.errors import FileError
from customers.transfer.files import format_of
from customers.transfer.preview import LARGEST_PREVIEW
from customers_api.core.drafts import Caller

FOR_LARGER = "An operator imports larger files of customers with manage.py import_customers."
GONE = (
    "This click has written nothing: the file was imported already, is older than a day, or was uploaded into another"
    " organization."
)


def another_file(caller: Caller, pending: PendingImport) -> str:
    """Return that the file is not the one that the page has shown."""
    return (
        "Nothing was written: since that page was opened, another file was uploaded or another organization chosen."
        f" Below is what {pending.name} would change in {caller.organization.name}."
    )


def other_customers(pending: PendingImport) -> str:
    """Return that customers are not those any more that the page has shown."""
    return (
        f"Nothing was written: customers that {pending.name} names have changed since that page was opened."
        " The changes below are the present ones."
    )


def too_many(caller: Caller, pending: PendingImport) -> str:
    """Return what to do with a file that is too large for a page."""
    known_by = ["--organization", caller.organization.name, "--user", caller.actor.username]
    command = shlex.join(["manage.py", "import_customers", *as_arguments(pending), *known_by])
    return (
        f"{pending.name} has more than {LARGEST_PREVIEW:,} rows. Nothing was written. An operator imports it with:"
        f" {command}"
    )


def as_arguments(pending: PendingImport) -> list[str]:
    """Return how the command is told of the file: a name may look like an option, or tell another format."""
    name = f"./{pending.name}" if pending.name.startswith("-") else pending.name
    try:
        told = format_of(pending.name).value
    except FileError:
        told = ""
    return [name] if told == pending.file_format else [name, "--format", pending.file_format]
