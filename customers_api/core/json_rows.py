"""Rows of other tables as one column of JSON, so that one statement finds a record with all that hangs on it.

Texts, whole numbers and nothing else are kept by JSON as they are. It knows no table.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, ForeignKey, Func, IntegerField, Subquery, TextField, Value
from django.db.models.functions import Cast

MAKES_ROW = {"postgresql": "json_build_array", "sqlite": "json_array"}
GATHERS = {"postgresql": "json_agg(made.row)", "sqlite": "json_group_array(json(made.row))"}
KEPT = (CharField, TextField, IntegerField, ForeignKey)


class _Gathered(Subquery):
    """All rows of a query as one array, in the query's order; null where there is none, or an empty array."""

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra_context: Any) -> Any:
        """Return the SQL; the rows are the only column of the query."""
        gathered = GATHERS[connection.vendor]
        template = f"(SELECT CAST({gathered} AS text) FROM (%(subquery)s) made)"  # noqa: S608
        return super().as_sql(compiler, connection, template, **extra_context)


def json_row(records: Any, columns: Sequence[str | None]) -> "Subquery[Any]":
    """Return the columns of the only one of the records as an array, null where there is none."""
    return Subquery(records.values_list(Cast(row_of(records, columns), TextField())), output_field=TextField())


def json_list(records: Any, columns: Sequence[str]) -> "Subquery[Any]":
    """Return the columns of all the records as an array of arrays, in their order."""
    return _Gathered(records.annotate(row=row_of(records, columns)).values_list("row"), output_field=TextField())


def row_of(records: Any, columns: Sequence[str | None]) -> Func:
    """Return the columns as an array, ``None`` as null; raises ``TypeError`` for a column that JSON would change."""
    for path in columns:
        if path is not None and not isinstance(column_at(records.model, path), KEPT):
            raise TypeError(f"{path} of {records.model.__name__} would be another value in JSON")
    return Func(
        *(Value(None) if path is None else path for path in columns),
        function=MAKES_ROW[connection.vendor],
        output_field=TextField(),
    )


def column_at(model: Any, path: str) -> Any:
    """Return the column that a path leads to."""
    first, _, rest = path.partition("__")
    found = model._meta.pk if first == "pk" else model._meta.get_field(first.removesuffix("_id"))
    return column_at(found.related_model, rest) if rest else found
