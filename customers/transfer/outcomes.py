"""What becomes of the rows of a file: their numbers, what is wrong with those that were refused, and who hears of it.

It knows no customer, no file and no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from customers_api.core.drafts import Outcome


class OnError(StrEnum):
    """What is kept when a row is refused: nothing, or all other rows."""

    STOP = "stop"
    SKIP = "skip"


class Refusal(NamedTuple):
    """One thing that is wrong with a row; the column is empty where it is the row as a whole."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Return it as a line for people."""
        place = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{place}: {self.reason}"


@dataclass
class Counts:
    """How many rows had which end; each is counted once."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count a row that was written, or that needed not be."""
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    @property
    def written(self) -> int:
        """How many rows have changed something."""
        return self.created + self.updated

    def copy(self) -> "Counts":
        """Return the numbers as they are now."""
        return replace(self)

    def __str__(self) -> str:
        """Return the line that ends an import."""
        return f"created: {self.created}, updated: {self.updated}, unchanged: {self.unchanged}, failed: {self.failed}"


class ImportStoppedError(Exception):
    """A row was refused, and nothing is kept of the others."""


class Listener:
    """Hears how an import goes on; whoever wants to know overrides what is of interest."""

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Hear what is wrong with one row."""

    def counted(self, counts: Counts) -> None:
        """Hear the numbers after each batch; where errors are skipped, what they count is committed."""

    def waiting(self) -> None:
        """Hear, again and again, that another import into the organization goes first."""
