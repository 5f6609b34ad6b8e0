"""How tests import rows and look at what is stored; it must not know which rule they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from customers.models import Customer
from customers.transfer.importing import rehearse_import, run_import
from customers.transfer.outcomes import Counts, ImportStoppedError, Listener, OnError, Refusal
from customers.transfer.rows import FileRow
from customers_api.core.drafts import Caller
from tests.worlds import World

Sent = tuple[str, dict[str, Any]]


@dataclass
class Heard(Listener):
    """Remembers all that it heard."""

    refusals: list[Refusal] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    batches: int = 0

    def refused(self, refusals: Sequence[Refusal]) -> None:
        self.refusals += refusals

    def counted(self, counts: Counts) -> None:
        self.counts = counts.copy()
        self.batches += 1


def file_rows(*rows: Sent) -> list[FileRow]:
    """Return rows as a JSONL file has them."""
    return [FileRow(number, {"reference": reference, **cells}) for number, (reference, cells) in enumerate(rows, 1)]


def plain_rows(count: int) -> list[Sent]:
    """Return rows that may be spoilt."""
    return [(f"R{number}", {"name": f"R{number}"}) for number in range(count)]


def caller(world: World) -> Caller:
    return Caller(world.organization, world.editor)


def imported(world: World, *rows: Sent) -> tuple[str, list[str]]:
    """Import rows, skipping errors; return the numbers and what was refused, in the order of the rows."""
    return told(run_import, world, file_rows(*rows))


def rehearsed(world: World, *rows: Sent) -> tuple[str, list[str]]:
    """Do as if."""
    return told(rehearse_import, world, file_rows(*rows))


def told(work: Any, world: World, rows: Iterable[FileRow]) -> tuple[str, list[str]]:
    heard = Heard()
    counts = work(caller=caller(world), rows=rows, on_error=OnError.SKIP, listener=heard)
    assert heard.counts == counts
    return str(counts), [str(refusal) for refusal in sorted(heard.refusals)]


def stopped(world: World, *rows: Sent) -> list[str]:
    """Import rows until one is refused; return why."""
    heard = Heard()
    try:
        run_import(caller=caller(world), rows=file_rows(*rows), on_error=OnError.STOP, listener=heard)
    except ImportStoppedError:
        return [str(refusal) for refusal in heard.refusals]
    return []


def numbers(created: int = 0, updated: int = 0, unchanged: int = 0, failed: int = 0) -> str:
    """Return the line that ends an import."""
    return f"created: {created}, updated: {updated}, unchanged: {unchanged}, failed: {failed}"


def parents(world: World) -> dict[str, str | None]:
    """Return the stored customers with the references of their parents."""
    rows = Customer.objects.for_organization(world.organization).order_by("reference")
    return dict(rows.values_list("reference", "parent__reference"))


def names(world: World) -> dict[str, str]:
    """Return the stored customers with their names."""
    rows = Customer.objects.for_organization(world.organization).order_by("reference")
    return dict(rows.values_list("reference", "name"))
