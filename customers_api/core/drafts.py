"""The typed values that a write is made of, from what was sent to what happened; they know no database and no wire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.utils import timezone

from customers_api.core.fields import folded_columns
from customers_api.core.models import TenantModel
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import LinkedRow, Pointer, Resolved

if TYPE_CHECKING:
    from organizations.models import Organization, User

M = TypeVar("M", bound=TenantModel)


class Outcome(StrEnum):
    """What a write did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Known:
    """What a write has found out, so that its answer need not ask again.

    Linked records stand under the label of the link, then under their ids; the rows of a whole list under their model,
    by the names of their columns.
    """

    links: Mapping[str, Mapping[int, LinkedRow]]
    lists: Mapping[type[models.Model], Sequence[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written(Generic[M]):
    """The record as it stands after a write, what happened to it, and of a new one what is known of it."""

    record: M
    outcome: Outcome
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a caller sent, by the core's field names: a missing key leaves alone, ``None`` clears.

    ``problem`` is the first value that could not be read; it is raised after the required fields were looked for.
    """

    values: Mapping[str, Any]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who writes, and in which organization."""

    organization: "Organization"
    actor: "User"


@dataclass(slots=True)
class Draft(Generic[M]):
    """All that planning may look at: the caller, the values sent, the links found, the stored record if any, and facts.

    Planning fills ``changes``: the values that the row will hold, by the names of its columns.
    """

    caller: Caller
    values: Mapping[str, Any]
    links: Resolved
    existing: M | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)

    def sent_or_stored(self, name: str) -> Any:
        """Return a value as it will stand after the write."""
        if name in self.changes:
            return self.changes[name]
        return getattr(self.existing, name) if self.existing is not None else None


def not_found(pointer: Pointer) -> Problem:
    """Return the problem that the organization has no such record."""
    return Problem(ProblemCode.RECORD_NOT_FOUND, key=pointer.key, value=pointer.value)


def differing(record: models.Model, changes: Mapping[str, Any]) -> list[str]:
    """Return the names of the changes that differ from what is stored."""
    return [name for name, value in changes.items() if getattr(record, name) != value]


def apply_changes(draft: Draft[M], record: M) -> set[str]:
    """Set the changed columns of a record and count the change; return the names of all columns to write."""
    changed = differing(record, draft.changes)
    for name in changed:
        setattr(record, name, draft.changes[name])
    record.version += 1
    record.last_updated = timezone.now()
    return written_fields(type(record), set(changed)) | {"version", "last_updated"}


@cache
def own_columns(model: type[models.Model]) -> "Mapping[str, models.Field[Any, Any]]":
    """Return the model's own columns by their names."""
    return {column.name: column for column in model._meta.concrete_fields}


def column_names(model: type[models.Model]) -> frozenset[str]:
    """Return the names of the model's own columns."""
    return frozenset(own_columns(model))


def written_fields(model: type[models.Model], changed: set[str]) -> set[str]:
    """Return the changed fields and the search columns that are folded from them."""
    folded = {column.name for column in folded_columns(model) if changed & set(column.sources)}
    names = {column.attname: name for name, column in own_columns(model).items()}
    return {names.get(name, name) for name in changed} | folded
