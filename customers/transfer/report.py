"""The report of refused rows, a CSV file; it knows neither why a row is refused nor where it came from."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from customers.transfer.outcomes import Refusal


class Report:
    """A CSV file of refused rows, which is there, with its header, before the first row is read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._lines = csv.writer(self._file)
        self._lines.writerow(Refusal._fields)
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, refusals: Sequence[Refusal]) -> None:
        """Write refusals; they are in the file when this returns, whatever becomes of the process."""
        self._lines.writerows(refusals)
        self._file.flush()
