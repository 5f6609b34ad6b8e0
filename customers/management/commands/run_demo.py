"""The command behind ``make run``: from an empty folder to a service that answers, with a world to try it on."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection, connections

from customers.demo.credentials import Credentials, credentials_of_new_world, credentials_of_old_world
from customers.demo.server import HOST, flaw_of_port, serve
from customers.demo.world import build_demo_world, demo_world_exists, is_empty
from customers_api.core.units import in_unit
from organizations.management.base import ServiceCommand


class Command(ServiceCommand):
    """Prepares the database and the static files, then becomes the production server."""

    help = "Migrate, build the demo world when the database is empty, and serve it with the production server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--port", type=int, default=8000, help="where it listens, on 127.0.0.1; 8000 by default")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Do it; the port is looked at first, so that a second start by mistake changes nothing."""
        flaw = flaw_of_port(port)
        if flaw is not None:
            raise CommandError(f"The port {port} cannot be used ({flaw}): choose another one, make run PORT=….")
        if connection.vendor == "sqlite" and ":memory:" in str(connection.settings_dict["NAME"]):
            raise CommandError("DATABASE_URL names a database in memory, which several processes cannot share.")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        banner = banner_of(f"http://{HOST}:{port}", self.credentials())
        connections.close_all()
        serve(port, banner)

    def credentials(self) -> Credentials | None:
        """Return what opens the demo world, which is built first where nothing else is."""
        if is_empty():
            return in_unit(lambda: credentials_of_new_world(build_demo_world()))
        return in_unit(credentials_of_old_world) if demo_world_exists() else None


def banner_of(address: str, credentials: Credentials | None) -> str:
    """Return what is printed once the server answers."""
    lines = [f"The service:     {address}/api/v1.0/customers", f"The back office: {address}/admin/"]
    if credentials is None:
        lines += [
            "The database holds data of its own: no demo world was built.",
            "A key to begin with: .venv/bin/python manage.py create_api_key USERNAME",
        ]
    else:
        password = credentials.password or "changed since (.venv/bin/python manage.py changepassword admin)"
        lines += [
            f"Password of admin: {password}",
            f"API key of api:    {credentials.api_key}",
            "Try it:",
            f"curl -H 'Authorization: Bearer {credentials.api_key}' {address}/api/v1.0/customers/256",
        ]
    return "\n".join(["", *lines, "", ""])
