"""Turns a constraint that the database saw violated, by its name, into a problem; it knows no resource."""

import re
from collections.abc import Iterator
from functools import cache

from django.db import IntegrityError, models

from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.units import LostRaceError

SQLITE_UNIQUE = re.compile(r"^UNIQUE constraint failed: (.+)$")
# How the foreign keys end that hold the organization, of the row or of one that was written with it.
LINK = "_fk"
SQLITE_CHECK = re.compile(r"^CHECK constraint failed: (\w+)$")


def violated_constraint(error: IntegrityError, model: type[models.Model]) -> str | None:
    """Return the name of the constraint; SQLite names a unique one by its columns, and a foreign key not at all."""
    diagnostics = getattr(error.__cause__, "diag", None)
    if diagnostics is not None:
        name: str | None = diagnostics.constraint_name
        return name
    if match := SQLITE_CHECK.match(str(error)):
        return match[1]
    if match := SQLITE_UNIQUE.match(str(error)):
        columns = [column.rpartition(".")[2] for column in match[1].split(", ")]
        return next((rule.name for rule in unique_rules(model) if columns_of(rule, model) == tuple(columns)), None)
    return None


def unique_rules(model: type[models.Model]) -> Iterator[models.UniqueConstraint]:
    """Return the model's unique constraints."""
    return (rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint))


@cache
def key_of(model: type[models.Model]) -> models.UniqueConstraint | None:
    """Return the unique constraint by which callers know the model's rows: that on the reference, or on the name."""
    return next((rule for rule in unique_rules(model) if rule.fields[-1] != "id"), None)


def columns_of(rule: models.UniqueConstraint, model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a unique constraint."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return tuple(columns[name] for name in rule.fields)


def problem_of(error: IntegrityError, model: type[models.Model]) -> Problem:
    """Return the problem that a violated constraint stands for.

    A linked record that went away since it was looked up is a lost race: looked up again, it is missed in the words
    for what was sent, or another default takes its place. A violation that has no name here is a defect of the
    service, and is raised again as it is.
    """
    name = violated_constraint(error, model) or ""
    for rule in unique_rules(model):
        if rule.name == name:
            return Problem(ProblemCode.NOT_UNIQUE, rule.fields[-1])
    if name.endswith(LINK):
        raise LostRaceError(name) from error
    for check in model._meta.constraints:
        if isinstance(check, models.CheckConstraint) and check.name == name:
            return Problem.invalid(Flaw(checked_field(check, model), FlawRule.CONSTRAINT))
    raise error


def checked_field(check: models.CheckConstraint, model: type[models.Model]) -> str:
    """Return the field that a check is named after: ``<model>_<field>_<rule>``."""
    rest = check.name.removeprefix(f"{model._meta.model_name}_")
    names = sorted((field.name for field in model._meta.concrete_fields), key=len, reverse=True)
    return next((name for name in names if rest.startswith(name)), rest)
