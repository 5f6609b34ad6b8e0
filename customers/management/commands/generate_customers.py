"""The command that makes customers by the hundred thousand; what they look like, ``customers.generation`` knows."""

import argparse
import sys
import time
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, IntegrityError
from tqdm import tqdm

from customers.generation.running import Order, Summary, TooManyError, generate
from customers.generation.unchecked_links import BrokenLinksError
from customers.generation.workers import LostProcessError, processes_for
from customers_api.core.drafts import Caller
from customers_api.core.interruptions import Interruption, InterruptionError
from organizations.management.base import ServiceCommand
from organizations.management.lookups import first_writer, organization_named, writer_named

MOST = 100_000_000
EARLIEST = date(1980, 1, 1)
# What a run can end with before it is done.
ENDINGS = (TooManyError, BrokenLinksError, LostProcessError, DatabaseError, InterruptionError)


class Command(ServiceCommand):
    """Makes customers that look like real ones."""

    help = "Make customers that look like real ones, fast. The same seed makes the same customers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--organization", required=True, metavar="NAME", help="for whom")
        parser.add_argument(
            "--count", required=True, type=number_of_customers, metavar="N", help=f"how many, 1 to {MOST}"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one makes others; 1 by default")
        parser.add_argument(
            "--until",
            type=day,
            metavar="YYYY-MM-DD",
            help=f"the end of the ten years of their dates, {EARLIEST} to today; today by default",
        )
        parser.add_argument(
            "--user", metavar="NAME", help="who has created them; by default the first administrator or editor"
        )

    def handle(self, *args: Any, organization: str, user: str | None, until: date | None, **options: Any) -> None:
        """Make them, and say what was made; the last line holds the numbers."""
        count, seed, last_day = options["count"], options["seed"], until or datetime.now(UTC).date()
        caller = caller_named(organization, user)
        name = caller.actor.username
        self.stdout.write(f"Making customers of {organization} as {name}: --seed {seed} --until {last_day}")
        order = Order(
            caller=caller,
            count=count,
            seed=seed,
            until=datetime.combine(last_day, clock(), UTC),
            processes=processes_for(count),
        )
        begin = time.monotonic()
        summary = self.generated(order)
        self.tell(summary, time.monotonic() - begin)

    def generated(self, order: Order) -> Summary:
        """Make them, with a progress bar where somebody looks."""
        with tqdm(total=order.count, unit=" customers", disable=None, file=sys.stderr) as bar:
            try:
                with Interruption():
                    return generate(order, listener=lambda numbers: bar.update(numbers.customers))
            except ENDINGS as error:
                bar.close()
                status = error.status if isinstance(error, InterruptionError) else 1
                raise CommandError(f"{reason_of(error)} Nothing was kept.", returncode=status) from error

    def tell(self, summary: Summary, seconds: float) -> None:
        """Write what was made."""
        made = {"customers": summary.numbers.customers, "payment types": summary.numbers.payment_types}
        counts = ", ".join(f"{kind}: {number}" for kind, number in {**made, **summary.records}.items())
        self.stdout.write(f"Their references: {summary.first} to {summary.last}")
        self.stdout.write(f"{counts}, seconds: {seconds:.1f}")


def number_of_customers(text: str) -> int:
    """Return how many customers to make."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:20]) <= MOST:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST}, not {text!r}.")
    return int(text)


def day(text: str) -> date:
    """Return a day on which the ten years can end."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    today = datetime.now(UTC).date()
    if found is None or not EARLIEST <= found <= today:
        raise argparse.ArgumentTypeError(f"give a day from {EARLIEST} to {today}, not {text!r}.")
    return found


def caller_named(organization: str, user: str | None) -> Caller:
    """Return who makes customers, and for which organization."""
    house = organization_named(organization)
    if house.being_erased:
        raise CommandError(f"{house.name} is being erased: no customers are made for it.")
    return Caller(house, first_writer(house) if user is None else writer_named(user, house))


def reason_of(error: BaseException) -> str:
    """Return the sentence that says why a run has ended early."""
    if isinstance(error, TooManyError):
        return f"The references end with C-999999999: there is room for {error.args[0]} more."
    if isinstance(error, BrokenLinksError):
        return "A record that customers link to was deleted meanwhile: run the command again."
    if isinstance(error, LostProcessError):
        return "A process that makes customers has died."
    if isinstance(error, IntegrityError):
        return f"Somebody else has written the same customers meanwhile ({first_line(error)}): run the command again."
    if isinstance(error, DatabaseError):
        return f"The database cannot be used any more ({first_line(error)})."
    return "Interrupted."


def first_line(error: BaseException) -> str:
    """Return what an error says, on one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
