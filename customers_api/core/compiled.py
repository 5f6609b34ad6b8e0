"""Statements that are compiled once: Django takes longer to write a SELECT than the database to answer it.

A statement is compiled from a queryset in which blanks stand for what differs from request to request; the SQL is kept,
and each run fills the blanks in. The queryset is compiled like any other, so the lock on isolation holds: one that
names no organization never becomes a statement. It knows no table and no request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from customers_api.core.plans import PLANS, name_of, numbered

# Blanks: values that nobody can have meant. A queryset is filtered by them where a request's own value will stand.
ORGANIZATION_ID = -(2**62) - 1
RECORD_ID = -(2**62) - 2
REFERENCE = "\ue000 a reference \ue000"
SOME_IDS = (-(2**62) - 3,)
BLANKS = {ORGANIZATION_ID: "organization", RECORD_ID: "key", REFERENCE: "key", SOME_IDS[0]: "keys"}

LIST = "IN (%s)"

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A place among the parameters whose value is told with each run."""

    name: str


KEYS = Blank("keys")


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT with its parameters, some of which are blanks, and what makes of the driver's values ours.

    ``plan`` is the name under which PostgreSQL keeps how it is run, if it is to.
    """

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, Sequence[Any], Any], ...] = ()
    plan: str = ""

    def filled(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the parameters, the blanks filled in."""
        return [values[given.name] if isinstance(given, Blank) else given for given in self.parameters]

    def rows(self, **values: Any) -> list[Row]:
        """Run the statement; the values are those of its blanks, by their names."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            if not (
                self.plan and PLANS.are_kept and cursor.db.vendor == "postgresql" and self.runs_by_plan(cursor, values)
            ):
                cursor.execute(self.sql, self.filled(values))
            found = cursor.fetchall()
        return self.converted(found) if self.converters else found

    def runs_by_plan(self, cursor: Any, values: Mapping[str, Any]) -> bool:
        """Run the statement by its plan, if that can be done."""
        places = {Blank(name): place for place, name in enumerate(values, start=1)}
        return PLANS.run(
            cursor, self.plan, lambda: numbered(cursor, self.sql, self.parameters, places), [*values.values()]
        )

    def planned_once(self) -> "Statement":
        """Return the statement, to be planned once: for what is found by a key, whatever key it is."""
        return replace(self, plan=name_of(self.sql, self.parameters))

    def converted(self, found: Sequence[Row]) -> list[Row]:
        """Return rows as Django would: SQLite knows neither decimals nor dates."""
        connection = connections[DEFAULT_DB_ALIAS]
        rows = [list(row) for row in found]
        for position, convert, expression in self.converters:
            for row in rows:
                for step in convert:
                    row[position] = step(row[position], expression, connection)
        return [tuple(row) for row in rows]

    def followed_by(self, sql: str, *blanks: str) -> "Statement":
        """Return the statement with more SQL at its end, and the blanks therein."""
        return Statement(self.sql + sql, (*self.parameters, *map(Blank, blanks)), self.converters)

    def among(self, keys: Sequence[Any]) -> "Statement":
        """Return the statement whose one list of keys is these keys."""
        return self.with_keys(f"IN ({', '.join(['%s'] * len(keys))})", keys)

    def among_found(self, keys: "Statement") -> "Statement":
        """Return the statement whose one list of keys is what another statement finds.

        It is run once. PostgreSQL would join a SELECT of keys to the rows, and where it expects few of them, by running
        it again for each row: a search of a thousand records took 12 s.
        """
        is_array = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
        return self.with_keys(f"= ANY (ARRAY({keys.sql}))" if is_array else f"IN ({keys.sql})", keys.parameters)

    def with_keys(self, condition: str, parameters: Sequence[Any]) -> "Statement":
        """Return the statement with its one list of keys in other words."""
        [place] = [index for index, given in enumerate(self.parameters) if given == KEYS]
        every = (*self.parameters[:place], *parameters, *self.parameters[place + 1 :])
        return Statement(self.sql.replace(LIST, condition), every, self.converters)


def compiled(records: "models.QuerySet[Any, Any]") -> Statement:
    """Compile a queryset of ``values_list``; raises ``UnscopedQueryError`` where it names no organization."""
    compiler = records.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([selected[0] for selected in compiler.select])
    return Statement(
        sql,
        tuple(blank_of(given) for given in parameters),
        tuple((position, steps, expression) for position, (steps, expression) in converters.items()),
    )


def blank_of(given: object) -> object:
    """Return the blank that a parameter stands for, or the parameter itself."""
    return Blank(BLANKS[given]) if isinstance(given, int | str) and given in BLANKS else given
