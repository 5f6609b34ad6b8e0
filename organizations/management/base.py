"""What the service's commands share: whatever is wrong with their input becomes one line, never a traceback."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode

FIELDS = {"username": "user name", "region_level": "geography level", "account_group": "group"}


class ServiceCommand(BaseCommand):
    """A command whose problems are told in words; what to do next comes with them."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; a problem of the core or of the database ends it with one line."""
        try:
            return super().execute(*args, **options)
        except Problem as problem:
            raise CommandError(line_of(problem)) from problem
        except DatabaseError as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CommandError(
                f"The database cannot be used ({reason}): look at DATABASE_URL, then run manage.py migrate."
            ) from error


def line_of(problem: Problem) -> str:
    """Return one line for a problem with an option or argument of a command."""
    name = FIELDS.get(problem.field or "", problem.field or "input")
    if problem.code is ProblemCode.MISSING:
        return f"The {name} is empty: give one that can be read."
    if problem.code is ProblemCode.NOT_UNIQUE:
        return f"The {name} is taken: choose another one."
    if problem.code is ProblemCode.CURRENCY_UNKNOWN:
        return f"{problem.params['value']!r} is no currency of ISO 4217: give a code such as EUR."
    flaws: tuple[Flaw, ...] = problem.params.get("flaws", ())  # type: ignore[assignment]
    return " ".join(line_of_flaw(flaw) for flaw in flaws) or f"The {name} cannot be used ({problem.code.value})."


def line_of_flaw(flaw: Flaw) -> str:
    """Return the sentence for one value that breaks a rule."""
    name = FIELDS.get(flaw.field, flaw.field)
    sentences = {
        FlawRule.TOO_LONG: f"The {name} is too long: at most {flaw.limit} characters.",
        FlawRule.TOO_SMALL: f"The {name} is too small: at least {flaw.limit}.",
        FlawRule.TOO_LARGE: f"The {name} is too large: at most {flaw.limit}.",
        FlawRule.BAD_FORMAT: f"The {name} cannot be used: {flaw.limit}",
    }
    return sentences.get(flaw.rule, f"The {name} cannot be used: {flaw.rule.value.replace('_', ' ')}.")
