"""An id or a reference becomes a record of the caller's organization, or a problem; it knows no resource.

All links of a request are looked up in one statement: a union by key, written out because compiling it anew for each
request costs more than running it. Every part of the union names the organization.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from customers_api.core.plans import run_planned
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.text import is_storable

LARGEST_ID = 2**63 - 1


# Tuples, because they are hashed and compared at once: of a batch, each row looks up half a dozen.
class ById(NamedTuple):
    """A link given as the record's id."""

    value: int

    @property
    def key(self) -> str:
        """What it is called where it is not found."""
        return "id"

    @property
    def column(self) -> str:
        """The column that holds it."""
        return "pk"


class ByReference(NamedTuple):
    """A link given as the record's reference, compared exactly."""

    value: str

    @property
    def key(self) -> str:
        """What it is called where it is not found."""
        return "reference"

    @property
    def column(self) -> str:
        """The column that holds it."""
        return "reference"


Pointer = ById | ByReference


class LinkedRow(NamedTuple):
    """What the union tells of a linked record; ``fact`` is the number that the target's rules need."""

    label: str
    id: int
    reference: str | None
    name: str | None
    fact: int


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A table that others link to: its model's label, whether it has names, and the SQL of its fact."""

    model_label: str
    has_name: bool = True
    fact: str = "0"

    @property
    def model(self) -> type[models.Model]:
        """The target's model."""
        return apps.get_model(self.model_label)

    def records(self, organization: int) -> Any:
        """Return the organization's records that can be linked to."""
        model: Any = self.model
        return model.objects.for_organization(organization)


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """The records of one target that a request names."""

    label: str
    target: LinkTarget
    condition: str
    parameters: tuple[object, ...]

    @classmethod
    def by_ids(cls, label: str, target: LinkTarget, ids: Iterable[int]) -> "LinkQuery":
        """Look records up by their ids; at least one is needed."""
        keys = tuple(key for key in ids if 0 <= key <= LARGEST_ID) or (-1,)
        return cls(label, target, *among("id", keys))

    @classmethod
    def by_references(cls, label: str, target: LinkTarget, references: Iterable[str]) -> "LinkQuery":
        """Look records up by their references; at least one is needed."""
        keys = tuple(key for key in references if is_storable(key)) or ("",)
        return cls(label, target, *among("reference", keys))

    @classmethod
    def first_root(cls, label: str, target: LinkTarget, organization_id: int) -> "LinkQuery":
        """Look up the oldest record without a parent: the default of a tree."""
        table = quoted_table(target)
        condition = f"id = (SELECT MIN(id) FROM {table} WHERE organization_id = %s AND parent_id IS NULL)"  # noqa: S608
        return cls(label, target, condition, (organization_id,))

    def sql(self) -> str:
        """Return this part of the union; its first parameter is the organization."""
        name = "name" if self.target.has_name else "NULL"
        return (
            f"SELECT '{self.label}', id, reference, {name}, {self.target.fact} FROM {quoted_table(self.target)}"  # noqa: S608
            f" WHERE organization_id = %s AND {self.condition}"
        )


def among(column: str, keys: tuple[object, ...]) -> tuple[str, tuple[object, ...]]:
    """Return the condition that a column holds one of some keys: the same SQL for any number, where that can be."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY (%s)", ([*keys],)
    return f"{column} IN ({', '.join(['%s'] * len(keys))})", keys


@cache
def quoted_table(target: LinkTarget) -> str:
    """Return the name of the target's table for SQL."""
    return connection.ops.quote_name(target.model._meta.db_table)


def fetch_links(organization_id: int, queries: Sequence[LinkQuery]) -> list[LinkedRow]:
    """Return the linked records of one organization, in one statement."""
    if not queries:
        return []
    parameters: list[Any] = []
    for query in queries:
        parameters += [organization_id, *query.parameters]
    with connection.cursor() as cursor:
        run_planned(cursor, " UNION ALL ".join(query.sql() for query in queries), parameters)
        return [LinkedRow(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The linked records of a request (or of a whole batch), by label and by pointer."""

    rows: Mapping[tuple[str, Pointer], LinkedRow]

    def find(self, label: str, pointer: Pointer) -> LinkedRow | None:
        """Return the linked record, or ``None`` where the organization has no such one."""
        return self.rows.get((label, pointer))

    def by_id(self) -> dict[str, dict[int, LinkedRow]]:
        """Return all of them by their ids, under their labels."""
        found: dict[str, dict[int, LinkedRow]] = {}
        for (label, _), row in self.rows.items():
            found.setdefault(label, {})[row.id] = row
        return found

    def demand(self, label: str, pointer: Pointer) -> LinkedRow:
        """Return the linked record, or raise the problem that it does not exist."""
        row = self.find(label, pointer)
        if row is None:
            raise Problem(ProblemCode.LINK_NOT_FOUND, label, key=pointer.key, value=pointer.value)
        return row


def queries_for(wanted: Mapping[str, Iterable[Pointer]], targets: Mapping[str, LinkTarget]) -> list[LinkQuery]:
    """Return the parts of the union for the pointers wanted of each label."""
    queries = []
    for label, pointers in wanted.items():
        kept = set(pointers)
        ids = [pointer.value for pointer in kept if isinstance(pointer, ById)]
        references = [pointer.value for pointer in kept if isinstance(pointer, ByReference)]
        if ids:
            queries.append(LinkQuery.by_ids(label, targets[label], ids))
        if references:
            queries.append(LinkQuery.by_references(label, targets[label], references))
    return queries


def resolve(organization_id: int, queries: Sequence[LinkQuery]) -> Resolved:
    """Look up all links in one statement; each record is found by its id and by its reference."""
    rows: dict[tuple[str, Pointer], LinkedRow] = {}
    for row in fetch_links(organization_id, queries):
        rows[row.label, ById(row.id)] = row
        if row.reference is not None:
            rows[row.label, ByReference(row.reference)] = row
    return Resolved(rows)
