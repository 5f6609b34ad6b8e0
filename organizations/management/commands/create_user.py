"""The command that makes a user; the rules of users are known to ``organizations.services``."""

from typing import Any

from django.core.management.base import CommandParser

from organizations.management.base import ServiceCommand
from organizations.management.lookups import organization_named
from organizations.models import Role
from organizations.services import user_create


class Command(ServiceCommand):
    """Makes a user without a password, who can do nothing before a password or an API key follows."""

    help = "Make a user without a password; changepassword or create_api_key follows."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", metavar="NAME", help="what the user is called; no other one may be called so")
        parser.add_argument("--organization", required=True, metavar="O", help="whose records the user sees")
        parser.add_argument(
            "--reference", metavar="R", help="what the organization's other systems call the user; nothing by default"
        )
        parser.add_argument("--email", default="", metavar="E", help="e-mail address; none by default")
        parser.add_argument(
            "--role", choices=Role.values, default=Role.EDITOR.value, help="what the user may do; editor by default"
        )
        parser.add_argument("--whole-group", action="store_true", help="act for all organizations of the group")
        parser.add_argument("--staff", action="store_true", help="enter the back office, as far as the role goes")

    def handle(
        self,
        *args: Any,
        name: str,
        organization: str,
        reference: str | None,
        email: str,
        role: str,
        whole_group: bool,
        staff: bool,
        **options: Any,
    ) -> None:
        """Make the user."""
        place = organization_named(organization)
        user = user_create(
            organization=place,
            name=name,
            reference=reference,
            email=email,
            role=role,
            whole_group=whole_group,
            is_staff=staff,
        )
        self.stdout.write(f"1 user created: {name} (id {user.pk}), {role} of {place}.")
        self.stderr.write(f"To let it in: manage.py create_api_key {name}, or manage.py changepassword {name}")
        if whole_group and place.account_group_id is None:
            self.stderr.write(f"{place} is in no account group: the right to the whole group has no effect yet.")
