"""Walks trees kept by a ``parent`` column, up and down, in one recursive statement each; it knows no resource."""

from collections.abc import Iterable

from django.db import connection, models


def descendant_ids(model: type[models.Model], organization_id: int, start: int) -> list[int]:
    """Return the ids of a record and of all below it; ``UNION`` ends the walk even on a damaged tree."""
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"""
        WITH RECURSIVE met(id) AS (
            SELECT id FROM {table} WHERE organization_id = %s AND id = %s
            UNION
            SELECT node.id FROM {table} node JOIN met ON node.parent_id = met.id WHERE node.organization_id = %s
        )
        SELECT id FROM met
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization_id, start, organization_id])
        return [row[0] for row in cursor.fetchall()]


class Paths:
    """The ways up from some records, as they stand after the moves of one transaction so far."""

    def __init__(self, parents: dict[int, int | None]) -> None:
        self.parents = parents

    def upwards(self, start: int) -> set[int]:
        """Return a record's id and those of all records above it; ends on a damaged tree too."""
        met: set[int] = set()
        step: int | None = start
        while step is not None and step not in met:
            met.add(step)
            step = self.parents.get(step)
        return met

    def move(self, key: int, parent: int | None) -> None:
        """Go by another parent of a record from now on."""
        self.parents[key] = parent


def paths_above(model: type[models.Model], organization_id: int, starts: Iterable[int]) -> Paths:
    """Return the ways up from records, in one statement."""
    keys = sorted(set(starts))
    if not keys:
        return Paths({})
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"""
        WITH RECURSIVE met(id, parent_id) AS (
            SELECT id, parent_id FROM {table} WHERE organization_id = %s AND id IN ({", ".join(["%s"] * len(keys))})
            UNION
            SELECT node.id, node.parent_id FROM {table} node JOIN met ON node.id = met.parent_id
            WHERE node.organization_id = %s
        )
        SELECT id, parent_id FROM met
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization_id, *keys, organization_id])
        return Paths(dict(cursor.fetchall()))
