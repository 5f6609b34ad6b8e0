"""The command that builds the demo world; what is in it is known to ``customers.demo``."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from customers.demo.world import OtherDataError, build_demo_world, demo_world_exists, numbers_of_records
from organizations.management.base import ServiceCommand


class Command(ServiceCommand):
    """Builds the demo world in an empty database; running it again changes nothing."""

    help = "Build the demo world in an empty database. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it, and say of how many records it is made."""
        if demo_world_exists():
            self.stdout.write("The demo world is there already: nothing was changed.")
            return
        try:
            world = build_demo_world()
        except OtherDataError as error:
            raise CommandError(
                "The database holds other data: name an empty one in DATABASE_URL to build the demo world in."
            ) from error
        self.stdout.write(f"The demo world is built: {numbers_of_records()}.")
        password = "the DEMO_PASSWORD of the environment" if settings.DEMO_PASSWORD else world.password
        self.stdout.write(f"Password of {', '.join(world.users)}: {password}")
