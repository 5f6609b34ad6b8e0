"""How the customers that a file names are stored at the moment, as one word; it knows no page that remembers it."""

import hashlib
import json
from collections.abc import Iterable, Iterator

from customers.models import Customer
from customers.transfer.decoding import reference_of
from customers.transfer.rows import FileRow
from customers_api.core.drafts import Caller
from customers_api.core.problems import Problem
from customers_api.core.text import is_storable

# Fewer than SQLite takes parameters in one statement.
TOGETHER = 5000


def standing_of(*, caller: Caller, rows: Iterable[FileRow]) -> str:
    """Return a digest of which customers of the rows are stored, and in which version each one is.

    It is another one once somebody has changed, created, deleted or replaced one of them. Nothing is locked: what is
    written between this look and the moment at which an import locks the row of a customer is not noticed.
    """
    references = sorted(set(references_of(rows)))
    customers = Customer.objects.for_organization(caller.organization)
    digest = hashlib.sha256()
    for start in range(0, len(references), TOGETHER):
        some = customers.filter(reference__in=references[start : start + TOGETHER])
        for state in sorted(some.values_list("reference", "pk", "version")):
            # As JSON, since a reference may hold any character that would stand between two.
            digest.update(json.dumps(state).encode())
    return digest.hexdigest()


def references_of(rows: Iterable[FileRow]) -> Iterator[str]:
    """Yield the references of the rows that have one; what is wrong with the others is told by the import."""
    for row in rows:
        try:
            reference = reference_of(row.cells)
        except Problem:
            continue
        if is_storable(reference):
            yield reference
