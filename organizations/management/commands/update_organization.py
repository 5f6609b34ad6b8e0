"""The command that turns an organization's switches; what they mean is known to ``organizations.services``."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from organizations.management.base import ServiceCommand
from organizations.management.lookups import organization_named
from organizations.services import geography, organization_update

SHOWN = 20
SWITCH = {"on": True, "off": False}


class Command(ServiceCommand):
    """Changes what is given and leaves the rest alone."""

    help = "Turn the switches of an organization."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", metavar="NAME", help="what it is called")
        parser.add_argument(
            "--geography",
            metavar="LEVEL|off",
            help="the level, from 1, of the regions that customers are assigned to; off: there are no regions",
        )
        parser.add_argument(
            "--being-erased", choices=list(SWITCH), help="on: neither dialect rws nor a file brings customers into it"
        )

    def handle(self, *args: Any, name: str, geography: str | None, being_erased: str | None, **options: Any) -> None:
        """Turn the switches."""
        values = switches(geography, being_erased)
        if not values:
            raise CommandError("Nothing to change: give --geography LEVEL|off or --being-erased on|off.")
        changed = organization_update(organization=organization_named(name), values=values)
        told = ", ".join(f"{column} = {values[column]}" for column in changed) or "all was so already"
        self.stdout.write(f"{len(changed)} values of {name} changed: {told}.")


def switches(level: str | None, being_erased: str | None) -> dict[str, Any]:
    """Return the columns that the options stand for."""
    values: dict[str, Any] = {}
    if level is not None:
        values.update(geography(None if level == "off" else level_number(level)))
    if being_erased is not None:
        values["being_erased"] = SWITCH[being_erased]
    return values


def level_number(text: str) -> int:
    """Return the number of a level."""
    try:
        return int(text)
    except ValueError as error:
        raise CommandError(f"{text[:SHOWN]!r} is no geography level: give a whole number from 1, or off.") from error
