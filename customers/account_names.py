"""Customers whose name nobody else in the account has: the rule that some dialects ask the write path for.

It knows the names of an account and who is first to take one, no wire name and no HTTP.
"""

from customers.models import Customer
from customers.services import CustomerWriter
from customers_api.core.drafts import Caller, Draft, Incoming, Written
from customers_api.core.locks import lock_until_commit, next_id
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import Pointer
from customers_api.core.text import matching_key
from customers_api.core.units import current_pictures, in_unit
from organizations.accounts import account_ids, account_key

REFERENCE_ATTEMPTS = 100


class UniquelyNamedWriter(CustomerWriter):
    """Writes customers under names that are unique in the account, and makes up the reference of a new one."""

    def create_with_reference(self, *, caller: Caller, incoming: Incoming, start: str) -> Written[Customer]:
        """Create a customer whose reference is ``start`` and its id."""
        return in_unit(lambda: self._insert_with_reference(caller, incoming, start))

    def _insert_with_reference(self, caller: Caller, incoming: Incoming, start: str) -> Written[Customer]:
        new_id = next_id(Customer)
        for number in range(1, REFERENCE_ATTEMPTS + 1):
            # Others choose references freely: one that looks like ours may be there already.
            reference = f"{start}-{new_id}" if number == 1 else f"{start}-{new_id}-{number}"
            values = {**incoming.values, "new_id": new_id, "reference": reference}
            try:
                with current_pictures().part():
                    return self._insert(caller, Incoming(values, incoming.problem))
            except Problem as problem:
                if problem.code is not ProblemCode.NOT_UNIQUE or problem.field != "reference":
                    raise
        raise Problem(ProblemCode.UNAVAILABLE)

    def before_write(self, draft: Draft[Customer]) -> None:
        """Demand that the name is free, when it is a new one for the customer."""
        key = matching_key(draft.sent_or_stored("name"))
        if draft.existing is None or draft.existing.name_key != key:
            demand_free_name(draft, key)
        if draft.existing is None:
            draft.changes["id"] = draft.values["new_id"]
        super().before_write(draft)


def demand_free_name(draft: Draft[Customer], key: str) -> None:
    """Raise ``NOT_UNIQUE`` when another customer of the account has the name; whoever wants it too waits."""
    organization = draft.caller.organization
    lock_until_commit(f"customer name: {account_key(organization)}: {key}")
    others = Customer.objects.for_organizations(account_ids(organization)).filter(name_key=key)
    if draft.existing is not None:
        others = others.exclude(pk=draft.existing.pk)
    if others.exists():
        raise Problem(ProblemCode.NOT_UNIQUE, "name")


uniquely_named_writer = UniquelyNamedWriter()


def customer_create_with_unique_name(*, caller: Caller, incoming: Incoming, reference_start: str) -> Written[Customer]:
    """Create a customer whose name is free in the account; its reference is made of ``reference_start`` and its id."""
    return uniquely_named_writer.create_with_reference(caller=caller, incoming=incoming, start=reference_start)


def customer_replace_with_unique_name(
    *, caller: Caller, pointer: Pointer, incoming: Incoming, precondition: Precondition = ANY_STATE
) -> Written[Customer]:
    """Change a customer; a new name must be free in the account."""
    return uniquely_named_writer.update(caller=caller, pointer=pointer, incoming=incoming, precondition=precondition)
