"""What planning must know of stored customers beside their rows and links, for one of them or for many at once.

It only holds what was read; it asks nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from customers.custom_fields import Template
from customers.models import Contact, Customer
from customers.planning import detaches
from customers_api.core.references import Resolved
from customers_api.core.trees import Paths
from customers_api.core.writing_trees import new_parent


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read: payment types and contacts by the customer's id, templates by theirs, the ways up in the tree."""

    payment_types: Mapping[int, set[int]]
    contacts: Mapping[int, Sequence[Contact]]
    templates: Mapping[int, Template]
    paths: Paths

    def of(self, values: Mapping[str, Any], links: Resolved, existing: Customer | None) -> dict[str, Any]:
        """Return what planning must know of one customer."""
        facts: dict[str, Any] = {"templates": self.templates}
        if existing is None:
            return facts
        if "payment_types" in values:
            facts["payment_types"] = self.payment_types.get(existing.pk, set())
        if "contacts" in values:
            facts["contacts"] = self.contacts.get(existing.pk, ())
        parent = moved_below(values, links, existing)
        if parent is not None:
            facts["ancestors"] = self.paths.upwards(parent)
        return facts


def moved_below(values: Mapping[str, Any], links: Resolved, existing: Customer) -> int | None:
    """Return the id of the parent that a stored customer is moved below, or ``None`` where it is not."""
    return None if detaches(values) else new_parent(values, links, existing)
