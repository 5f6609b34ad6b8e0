"""The command that makes an organization with what every organization begins with, known to ``customers.setup``."""

from typing import Any

from django.core.management.base import CommandParser

from customers.setup import organization_set_up
from organizations.management.base import ServiceCommand


class Command(ServiceCommand):
    """Makes an organization; it has no users yet."""

    help = "Make an organization with its root category, its currency and the standard payment types."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", metavar="NAME", help="what it is called; no other one may be called so")
        parser.add_argument("--currency", default="EUR", help="its ISO 4217 code, EUR by default")
        parser.add_argument("--group", metavar="G", help="its account group, made when it is new")
        parser.add_argument(
            "--geography", type=int, metavar="LEVEL", help="assign customers to regions of this level or below, from 1"
        )

    def handle(
        self, *args: Any, name: str, currency: str, group: str | None, geography: int | None, **options: Any
    ) -> None:
        """Make the organization, and say what was made."""
        organization, records = organization_set_up(name=name, currency=currency, group=group, region_level=geography)
        where = f" in the group {organization.account_group}" if organization.account_group else ""
        self.stdout.write(
            f"1 organization created: {name} (id {organization.pk}){where}, with {len(records)} records: "
            + ", ".join(f"{record._meta.verbose_name} {record.reference}" for record in records)
            + "."
        )
        self.stderr.write(f"It has no users yet: manage.py create_user USERNAME --organization '{name}'")
