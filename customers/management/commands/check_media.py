"""The command that holds files and rows against each other; what belongs together is known to ``customers.media``."""

import time
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import CommandError, CommandParser

from customers.media import MediaCheck
from organizations.management.base import ServiceCommand

# Longer than any transaction: a file is stored before the row that names it is there for others.
A_DAY = 24 * 60


class Command(ServiceCommand):
    """Finds files that no row names, and rows whose files are missing."""

    help = "Find files of pictures that no record names, and records whose files are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--remove", action="store_true", help="remove the files that no record names")
        parser.add_argument(
            "--older-than",
            type=int,
            default=A_DAY,
            metavar="MINUTES",
            help="leave younger files alone, whose records may still be on their way; a day by default",
        )

    def handle(self, *args: Any, remove: bool, older_than: int, **options: Any) -> None:
        """Look, and say what was found; the last line holds the numbers."""
        if older_than < 0:
            raise CommandError("--older-than must not be less than 0.")
        try:
            default_storage.path("")
        except NotImplementedError as error:
            raise CommandError("The pictures do not lie in a folder: use what the object store offers.") from error
        check = MediaCheck(before=time.time() - older_than * 60, say=self.stdout.write)
        findings = check.look_and_remove() if remove else check.look()
        self.stdout.write(str(findings))
        if findings.missing:
            raise CommandError("Records name pictures that are missing: restore the files, or upload them again.")
