"""What is asked and answered in the model of dialect v1, and where its tables stand together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.torture.model_values import Pointer

if TYPE_CHECKING:
    from tests.torture.model import Table

API = "/api/v1.0"
Record = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """A request as it is sent; ``body`` holds JSON values or, for a form, texts."""

    method: str
    table: str
    key: Pointer | None = None
    query: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, Any] | None = None
    encoding: str = "json"
    # A header about the state of the record, such as ("If-Match", '"3-…"').
    condition: tuple[str, str] = ("", "")
    # The answer whose tag the condition names; ``None`` where it is "*".
    known: str | None = field(default="", repr=False)


@dataclass(frozen=True)
class Answer:
    """What a request is answered; ``outcome`` is what a write by reference says in its header."""

    status: int
    body: Any
    outcome: str | None = None
    version: int | None = None


@dataclass
class World:
    """All tables of an organization, what time it is, and who calls."""

    organization: str
    caller: int
    currency: str
    region_level: int
    now: datetime = datetime(2031, 1, 1, tzinfo=UTC)
    tables: dict[str, "Table"] = field(default_factory=dict)

    def rows(self, table: str) -> dict[int, Record]:
        return self.tables[table].rows


def wire(value: Any) -> Any:
    """Return a value as JSON shows it: numbers in their shortest form, dates in whole seconds."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
