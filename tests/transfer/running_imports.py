"""How tests run `import_customers` in their own process, to its end, whatever that is."""

from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError

START = "Importing into here as here-editor."


@dataclass(frozen=True)
class Ended:
    """How the command ended: its lines on standard output and on standard error, its last words and its status."""

    output: list[str]
    hints: list[str]
    error: str
    status: int


def ran(*arguments: object) -> Ended:
    """Run the import to its end, whatever that is."""
    output, hints = StringIO(), StringIO()
    error, status = "", 0
    try:
        call_command("import_customers", *map(str, arguments), stdout=output, stderr=hints, no_color=True)
    except CommandError as ended:
        error, status = str(ended), ended.returncode
    assert "\n" not in error
    return Ended(output.getvalue().splitlines(), hints.getvalue().splitlines(), error, status)


HERE = ("--organization", "here")
