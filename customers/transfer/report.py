"""The report of refused rows, a CSV file that runs no formula; it does not know why a row is refused."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from customers.transfer.formats.escapes import escaped
from customers.transfer.outcomes import Refusal


class Report:
    """A file that is there, with its header, before the first row is read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._lines = csv.writer(self._file)
        try:
            self._lines.writerow(Refusal._fields)
            self._file.flush()
        except OSError:
            self._give_up()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self._file.close()
        else:
            self._give_up()

    def add(self, refusals: Sequence[Refusal]) -> None:
        """Write refusals; they are in the file when this returns, whatever becomes of the process."""
        self._lines.writerows((row, escaped(column), escaped(reason)) for row, column, reason in refusals)
        self._file.flush()

    def _give_up(self) -> None:
        """Close the file after an error, of which the disk may be the reason."""
        with suppress(OSError):
            self._file.close()
