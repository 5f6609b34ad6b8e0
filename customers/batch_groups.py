"""Which rows of a batch can be written together, and where it must be cut; it knows rows, and writes none.

Rows of a group have references of their own; within a part of it, no row needs to see what an earlier one did.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from customers import planning
from customers.models import Customer
from customers_api.core.drafts import Incoming, column_names
from customers_api.core.references import ByReference

# The hash of an answer takes a tenth of a second. Pictures go alone too: they are files, and no column.
ALONE = {"security_question", "security_answer"}
TOGETHER = (column_names(Customer) | planning.PLANNED_APART | {"contacts"}) - ALONE
TREE = {"parent", "is_sub_customer"}


@dataclass(frozen=True, slots=True)
class Row:
    """One customer of a batch: its reference and what was sent of it."""

    reference: str
    incoming: Incoming

    @property
    def names(self) -> set[object]:
        """The references that the customer has, before and after."""
        return {self.reference, self.incoming.values.get("reference", self.reference)}

    @property
    def goes_alone(self) -> bool:
        """Tell whether the row must go through the door for one record."""
        return not self.incoming.values.keys() <= TOGETHER

    @property
    def touches_tree(self) -> bool:
        """Tell whether the customer may get another parent, or none."""
        return not TREE.isdisjoint(self.incoming.values)

    def refers_to(self, references: Container[object]) -> bool:
        """Tell whether the parent is one of the references."""
        parent = self.incoming.values.get("parent")
        return isinstance(parent, ByReference) and parent.value in references


def groups(rows: Sequence[Row], largest: int) -> Iterator[list[int]]:
    """Cut a batch so that no reference occurs twice in a group; yield the places of its rows."""
    group: list[int] = []
    seen: set[object] = set()
    for place, row in enumerate(rows):
        names = row.names
        if len(group) == largest or not seen.isdisjoint(names):
            yield group
            group, seen = [], set()
        group.append(place)
        seen |= names
    if group:
        yield group


def parts(
    rows: Sequence[Row], group: Sequence[int], alone: Container[int], stored: Container[str]
) -> Iterator[list[int]]:
    """Cut a group where a parent comes, goes or is renamed before the row, and around rows that move alone.

    Those that go alone overtake the others of their part: in the tree, the outcome depends on the order.
    """
    part: list[int] = []
    coming: set[object] = set()
    overtakes = False
    for place in group:
        row = rows[place]
        moves_alone = place in alone and row.touches_tree
        if part and (moves_alone or overtakes or row.refers_to(coming)):
            yield part
            part, coming = [], set()
        part.append(place)
        overtakes = moves_alone
        if row.reference not in stored or len(row.names) > 1:
            coming |= row.names
    if part:
        yield part
