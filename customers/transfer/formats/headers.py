"""The first row of a table, which names its columns; it knows no column."""

from collections.abc import Sequence

from customers.transfer.errors import FileError, printable


def read_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns; empty cells behind the last one count for nothing."""
    names = without_empty_end(cells)
    if not names:
        raise FileError("the first row names no column")
    for place, name in enumerate(names, start=1):
        if not name:
            raise FileError(f"the column at place {place} has no name")
        if name in names[: place - 1]:
            raise FileError(f"there are two columns named {printable(name)}", column=name)
    return tuple(names)


def without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    """Return the cells up to the last one that is not empty."""
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells[:width]
