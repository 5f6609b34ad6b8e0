"""One run: customers of one organization, made from a seed and written in one transaction; it prints nothing."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Length

from customers.generation.blocks import reference_of
from customers.generation.calendar import DAYS
from customers.generation.copying import copy_all
from customers.generation.inserting import insert_all
from customers.generation.layouts import layout_of_customers, reserve_ids
from customers.generation.plan import Plan
from customers.generation.records import Records
from customers.generation.workers import Numbers
from customers.models import Customer
from customers_api.core.drafts import Caller
from customers_api.core.locks import lock_until_commit
from organizations.models import Organization

LARGEST_NUMBER = 999_999_999


class TooManyError(Exception):
    """There are not so many numbers left; the argument is how many there are."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has made: rows, the first and the last reference, and the records that customers link to, by kind."""

    numbers: Numbers
    first: str
    last: str
    records: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: who makes how many customers from which seed, their ten years' end, in how many processes."""

    caller: Caller
    count: int
    seed: int
    until: datetime
    processes: int = 0


def generate(order: Order, *, listener: Callable[[Numbers], object]) -> Summary:
    """Make customers in one transaction; the listener hears of those that are written. All are kept or none."""
    organization = order.caller.organization
    with transaction.atomic():
        # Another run would begin with the same number.
        lock_until_commit(f"generated customers: {organization.pk}")
        first = next_number(organization)
        if first + order.count - 1 > LARGEST_NUMBER:
            raise TooManyError(LARGEST_NUMBER - first + 1)
        records = Records(order.caller, order.until - timedelta(days=DAYS))
        links = records.links()
        plan = Plan(order.seed, order.count, first, order.until, reserve_ids(order.count), links)
        numbers = write(plan, order.processes, listener)
    return Summary(numbers, reference_of(first), reference_of(first + order.count - 1), dict(records.made))


def write(plan: Plan, processes: int, listener: Callable[[Numbers], object]) -> Numbers:
    """Write the customers of a plan, as fast as the database takes them."""
    layout = layout_of_customers()
    written = copy_all(plan, layout, processes) if connection.vendor == "postgresql" else insert_all(plan, layout)
    customers = payment_types = 0
    # Closed at once when something fails: other processes hang on it.
    with closing(written):
        for numbers in written:
            listener(numbers)
            customers += numbers.customers
            payment_types += numbers.payment_types
    return Numbers(customers, payment_types)


def next_number(organization: Organization) -> int:
    """Return the number that follows on the highest one of the organization's references like ``C-0000001``."""
    alike = Customer.objects.for_organization(organization).filter(reference__regex=r"^C-[0-9]{7,9}$")
    last = alike.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
    return 1 if last is None else int(last.removeprefix("C-")) + 1
