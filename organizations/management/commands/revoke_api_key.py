"""The command that makes an API key useless; it works at once, because keys are looked up for each request."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from organizations.credentials import PREFIX_LENGTH, api_key_revoke
from organizations.management.base import ServiceCommand
from organizations.models import ApiKey


class Command(ServiceCommand):
    """Finds the key by its first characters; who has the whole key at hand may give that."""

    help = "Make an API key useless, at once. It is named by its first 12 characters; the whole key will do too."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("prefix", metavar="PREFIX", help="its first 12 characters, or all of it")

    def handle(self, *args: Any, prefix: str, **options: Any) -> None:
        """Revoke the key."""
        row = ApiKey.objects.select_related("user").filter(prefix=prefix[:PREFIX_LENGTH]).first()
        if row is None:
            raise CommandError(f"No key begins with {prefix[:PREFIX_LENGTH]!r}: the back office lists the prefixes.")
        if not api_key_revoke(prefix=row.prefix):
            self.stdout.write(f"0 keys revoked: {row} of {row.user} was revoked on {row.revoked:%Y-%m-%d %H:%M} UTC.")
            return
        self.stdout.write(f"1 key revoked: {row} of {row.user}.")
