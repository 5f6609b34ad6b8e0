"""How tests read files of customers from bytes: what comes out, row by row, and the sentence that ends it too early."""

import io
from collections.abc import Mapping
from typing import Any

from customers.transfer.errors import FileError
from customers.transfer.files import Format, open_rows

Read = list[tuple[int, Mapping[str, Any] | str]]


def read(content: bytes, file_format: Format) -> tuple[Read, str | None]:
    """Return the number of each row with its cells or its fault, and the fault of the file, behind which nothing is."""
    found: Read = []
    try:
        with open_rows(io.BytesIO(content), file_format) as rows:
            # One by one: those before the fault count.
            for row in rows:
                found.append((row.number, dict(row.cells) if row.fault is None else str(row.fault)))
    except FileError as error:
        return found, str(error)
    return found, None
