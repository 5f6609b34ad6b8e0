"""How tests call a command in their own process; they look at what it printed and at its one line of refusal."""

from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class Printed:
    """What a command wrote on standard output and on standard error."""

    output: str
    hints: str


def run(*arguments: str) -> Printed:
    """Run a command."""
    output, hints = StringIO(), StringIO()
    call_command(*arguments, stdout=output, stderr=hints, no_color=True)
    return Printed(output.getvalue(), hints.getvalue())


def refusal(*arguments: str) -> str:
    """Return the line with which a command refuses."""
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    line = str(caught.value)
    assert "\n" not in line
    return line
