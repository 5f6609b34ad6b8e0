"""The command that makes an OAuth client; what a client is and may do is known to ``organizations.oauth``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from organizations.management.base import ServiceCommand
from organizations.management.lookups import user_named
from organizations.oauth import client_create, people_client_create


class Command(ServiceCommand):
    """Prints the id and the secret on standard output, a line each, so that a shell can take them."""

    help = "Make an OAuth 2.0 client of a user. Its id and, never again, its secret are printed, a line each."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", metavar="NAME", help="what people know the application by")
        parser.add_argument("--user", required=True, metavar="U", help="who the client's own calls are made by")
        parser.add_argument(
            "--redirect-uri",
            action="append",
            default=[],
            metavar="URI",
            help="make a client that people log in for (authorization code with PKCE); may be repeated",
        )

    def handle(self, *args: Any, name: str, user: str, redirect_uri: list[str], **options: Any) -> None:
        """Make the client."""
        owner = user_named(user)
        try:
            if redirect_uri:
                client_id, secret = people_client_create(user=owner, name=name, redirect_uris=redirect_uri)
            else:
                client_id, secret = client_create(user=owner, name=name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stderr.write("1 client: its id, and its secret, which is not shown again.")
        self.stdout.write(client_id)
        self.stdout.write(secret)
