"""Walks trees kept by a ``parent`` column, up and down, in one recursive statement each; it knows no resource."""

from django.db import connection, models


def walk(model: type[models.Model], organization_id: int, start: int, *, seek: str, take: str) -> list[int]:
    """Return the ids met from ``start`` on, ``start`` first; ``UNION`` ends the walk even on a damaged tree."""
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"""
        WITH RECURSIVE met(id) AS (
            SELECT {take} FROM {table} WHERE organization_id = %s AND id = %s
            UNION
            SELECT node.{take} FROM {table} node JOIN met ON node.{seek} = met.id
            WHERE node.organization_id = %s AND node.{take} IS NOT NULL
        )
        SELECT id FROM met WHERE id IS NOT NULL
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization_id, start, organization_id])
        return [row[0] for row in cursor.fetchall()]


def descendant_ids(model: type[models.Model], organization_id: int, start: int) -> list[int]:
    """Return the ids of a record and of all below it."""
    return walk(model, organization_id, start, seek="parent_id", take="id")


def ancestor_ids(model: type[models.Model], organization_id: int, start: int) -> list[int]:
    """Return the ids of all records above one, the record itself left out unless the tree is damaged."""
    return walk(model, organization_id, start, seek="id", take="parent_id")
