"""The command that makes an API key; how keys are made and stored is known to ``organizations.credentials``."""

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser

from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.validation import refuse_flaws
from organizations.credentials import api_key_create
from organizations.management.base import ServiceCommand
from organizations.management.lookups import user_named
from organizations.models import ApiKey

# A hundred years: what is meant to last longer has no date at all.
MAX_DAYS = 36_500


class Command(ServiceCommand):
    """Prints the key alone on standard output, so that a shell can take it; all else goes to standard error."""

    help = "Make an API key of a user. The key alone is printed on standard output, and never again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username", metavar="USERNAME", help="whose calls the key makes")
        parser.add_argument("--name", default="", help="what the key is for; nothing by default")
        parser.add_argument(
            "--expires", type=int, metavar="DAYS", help="days until it expires, by default never; 0: it has expired"
        )

    def handle(self, *args: Any, username: str, name: str, expires: int | None, **options: Any) -> None:
        """Make the key."""
        refuse_flaws(ApiKey, {"name": name})
        user = user_named(username)
        row, key = api_key_create(user=user, name=name, expires_in=lifetime(expires))
        until = f"until {row.expires:%Y-%m-%d %H:%M} UTC" if row.expires else "until it is revoked"
        self.stderr.write(f"1 key of {username}, good {until}. It is not shown again; to revoke it:")
        self.stderr.write(f"manage.py revoke_api_key {row.prefix}")
        if not user.is_active:
            self.stderr.write(f"The user {username} is switched off: no key works until that is changed.")
        self.stdout.write(key)


def lifetime(days: int | None) -> timedelta | None:
    """Return how long the key works; ``None`` is for ever."""
    if days is None:
        return None
    if days < 0:
        raise Problem.invalid(Flaw("number of days", FlawRule.TOO_SMALL, 0))
    if days > MAX_DAYS:
        raise Problem.invalid(Flaw("number of days", FlawRule.TOO_LARGE, MAX_DAYS))
    return timedelta(days=days)
