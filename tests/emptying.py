"""Knows how a database is emptied after a test that committed, faster than Django does; it must not know any table.

Django truncates each table, a file for each table and index, and then fills in anew what its migrations had filled in:
half a second. Few rows are deleted in milliseconds.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

# What the migrations have filled in, and no test changes.
KEPT = {"django_content_type", "auth_permission"}
# What triggers write into while other tables are emptied.
WRITTEN_MEANWHILE = {"customers_customertally"}


@cache
def tables() -> tuple[str, ...]:
    """Return the tables, each before those that it points at."""
    left = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    ordered: list[str] = []
    while left:
        free = [model for model in left if not any(points_at(other, model) for other in left if other is not model)]
        # Tokens of OAuth point at each other; their keys are checked when the transaction ends.
        free = free or [model for model in left if model._meta.app_label == "oauth2_provider"]
        assert free, f"These point at each other: {left}"
        ordered += [model._meta.db_table for model in free if model._meta.db_table not in KEPT]
        left = [model for model in left if model not in free]
    return tuple(sorted(ordered, key=lambda table: table in WRITTEN_MEANWHILE))


def points_at(source: type[models.Model], target: type[models.Model]) -> bool:
    """Tell whether rows of the one must go before rows of the other."""
    return any(field.related_model is target for field in source._meta.concrete_fields if field.is_relation)


def empty_database(_: Any) -> None:
    """Delete all rows; stands in for the flush of Django's test cases."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in (*tables(), *numbers()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


def numbers() -> tuple[str, ...]:
    """Return where the last ids are kept, if they come back with a rollback: then each test begins with the first.

    PostgreSQL's never come back: there no test can count on an id, whatever ran before it.
    """
    return ("sqlite_sequence",) if connection.vendor == "sqlite" else ()
