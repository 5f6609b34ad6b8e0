"""Does one thing to many customers, all of them or none, by the write path; it knows no page.

Raises ``RefusedError`` for the first customer that something is wrong with: whoever calls takes everything back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry

from customers.batches import customer_update_batch
from customers.batching import Row
from customers.models import Customer
from customers.services import customer_delete
from customers_api.back_office.scope import Scope
from customers_api.back_office.words import in_one_line
from customers_api.core.drafts import Incoming, Outcome
from customers_api.core.problems import Problem
from customers_api.core.references import ById
from organizations.models import Organization


class RefusedError(Exception):
    """Why nothing was done: a sentence for the page."""

    @classmethod
    def because_of(cls, customer: Customer, problem: Problem) -> "RefusedError":
        """Name the customer that something is wrong with."""
        return cls(f"{customer}: {in_one_line(problem)}")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the customers, in numbers."""

    changed: int
    unchanged: int

    def in_words(self, done: str) -> str:
        """Return a sentence of what was done."""
        if not self.changed:
            return f"Nothing was changed: {number_of(self.unchanged)} had it so already."
        rest = f" {self.unchanged} had it so already." if self.unchanged else ""
        return f"{number_of(self.changed)} {done}.{rest}"


def number_of(count: int) -> str:
    """Return how many customers there are, in words."""
    return "1 customer" if count == 1 else f"{count:,} customers"


def change_all(scope: Scope, customers: Sequence[Customer], values: Mapping[str, Any], fields: Iterable[str]) -> Done:
    """Write the same values to all customers; ``fields`` is what the history calls them."""
    changed: list[Customer] = []
    for organization, group in by_organization(customers):
        rows = [Row(customer.reference, Incoming(dict(values))) for customer in group]
        results = customer_update_batch(caller=scope.caller(organization), rows=rows)
        for customer, result in zip(group, results, strict=True):
            if isinstance(result, Problem):
                raise RefusedError.because_of(customer, result)
            if result.outcome is not Outcome.UNCHANGED:
                changed.append(customer)
    note(scope, changed, CHANGE, [{"changed": {"fields": list(fields)}}])
    return Done(len(changed), len(customers) - len(changed))


def delete_all(scope: Scope, customers: Sequence[Customer]) -> Done:
    """Delete all customers, sub-customers before those they stand below."""
    note(scope, customers, DELETION, "")
    for organization, group in by_organization(customers):
        caller = scope.caller(organization)
        for customer in children_first(group):
            try:
                customer_delete(caller=caller, pointer=ById(customer.pk))
            except Problem as problem:
                raise RefusedError.because_of(customer, problem) from problem
    return Done(len(customers), 0)


def note(scope: Scope, customers: Sequence[Customer], flag: int, message: Any) -> None:
    """Keep in the history what was done to each customer."""
    if customers:
        LogEntry.objects.log_actions(scope.user.pk, customers, flag, message)


def by_organization(customers: Iterable[Customer]) -> Iterable[tuple[Organization, list[Customer]]]:
    """Return customers with the organization that they belong to."""

    def key(customer: Customer) -> int:
        return customer.organization_id

    groups = {pk: list(group) for pk, group in groupby(sorted(customers, key=key), key)}
    organizations = Organization.objects.in_bulk(groups)
    return [(organizations[pk], group) for pk, group in groups.items()]


def children_first(customers: Sequence[Customer]) -> list[Customer]:
    """Return customers in an order in which none comes before those that stand below it."""
    by_id = {customer.pk: customer for customer in customers}
    depths: dict[int, int] = {}
    for customer in customers:
        chain: list[int] = []
        key: int | None = customer.pk
        while key in by_id and key not in depths and key not in chain:
            chain.append(key)
            key = by_id[key].parent_id
        depth = depths.get(key, -1) if key is not None else -1
        for below, one in enumerate(reversed(chain), start=1):
            depths[one] = depth + below
    return sorted(customers, key=lambda customer: -depths[customer.pk])
