"""What is wrong with a file, in words, and where in the file it is; it knows no format and no rule of a customer."""


class TransferError(Exception):
    """Something in a file that cannot be read or written: the reason, and where; the first data row is 1."""

    def __init__(
        self, reason: str, *, row: int | None = None, line: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.row = row
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return one line that names the place."""
        places = (("row", self.row), ("line", self.line), ("column", self.column))
        named = ", ".join(f"{name} {printable(str(place))}" for name, place in places if place is not None)
        return f"{named}: {self.reason}" if named else self.reason


class FileError(TransferError):
    """The file cannot be read from here on, or not at all."""


class RowError(TransferError):
    """One row cannot be read; those behind it can."""


def printable(text: str, longest: int = 60) -> str:
    """Return a text from a file as it can stand in a line for people: on one line, not too long, in any encoding."""
    shown = text if len(text) <= longest else f"{text[: longest - 1]}…"
    plain = shown.encode("utf-8", "backslashreplace").decode()
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in plain)
