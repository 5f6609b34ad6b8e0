"""Migration operations for indexes on tables that may be large: nobody waits while they are built.

They know tables and columns, and nothing of who searches. A migration with one of them is not atomic.
"""

import sys
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import NotSupportedError, OperationalError, ProgrammingError, models
from django.db.migrations.operations import AddIndex

from customers_api.core.postgresql import PostgreSQLOperation, Schema

# An index on any text by its trigrams, and a number in the same index: each is an extension. Both are trusted: whoever
# may create something in the database may make them, where they are installed on its machine.
TRIGRAMS, NUMBERS = "pg_trgm", "btree_gin"
CLASS_OF_TRIGRAMS = """
    SELECT quote_ident(nspname) FROM pg_opclass JOIN pg_namespace ON pg_namespace.oid = opcnamespace
    WHERE opcname = 'gin_trgm_ops'
"""
UNAVAILABLE = """
Searches by a part of a text look at every row of {table}, because {reason}.
A superuser of the database can change that at any time, while the service runs:
    CREATE EXTENSION pg_trgm;
    CREATE EXTENSION btree_gin;
    {statement};
Nothing else has to be done.
"""


class AddIndexWithoutWaiting(AddIndexConcurrently):
    """Adds an index of a model; on PostgreSQL while others write."""

    def database_forwards(self, app_label: str, schema_editor: Schema, from_state: Any, to_state: Any) -> None:
        """Build it, on PostgreSQL instead of what a build that was broken off has left behind."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Schema, from_state: Any, to_state: Any) -> None:
        """Take it away."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class AddTrigramIndex(PostgreSQLOperation):
    """Adds an index that finds a part of a text among an organization's, where PostgreSQL has the extension for it.

    Without it everything is found too, by looking at each row; the migration says what is to be done.
    """

    def __init__(self, model_name: str, name: str, field: str) -> None:
        super().__init__(model_name)
        self.name = name
        self.field = field

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Find parts of {self.field} of {self.model_name} by their trigrams"

    def forwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Make what is needed, and build the index in place of what a build that was broken off has left behind."""
        reason = self.extend(schema_editor, TRIGRAMS)
        if reason is not None:
            self.say(model, reason)
            return
        columns = [self.field_with_class(schema_editor)]
        if self.extend(schema_editor, NUMBERS) is None:
            columns.insert(0, "organization_id")
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {self.name}")
        schema_editor.execute(self.statement(model, columns))

    def backwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Take the index away; others may use the extensions."""
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {self.name}")

    def extend(self, schema_editor: Schema, extension: str) -> str | None:
        """Make an extension; return why it cannot be made, or ``None`` where it is there."""
        try:
            schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        except (NotSupportedError, OperationalError, ProgrammingError) as error:
            return f"the extension {extension} cannot be made: {str(error).splitlines()[0]}"
        return None

    def field_with_class(self, schema_editor: Schema) -> str:
        """Return the column with the class of its index, which may be in a schema that no search path names."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(CLASS_OF_TRIGRAMS)
            found = cursor.fetchone()
        return f"{self.field} {found[0]}.gin_trgm_ops" if found else f"{self.field} gin_trgm_ops"

    def statement(self, model: type[models.Model], columns: list[str]) -> str:
        """Return the statement that builds the index.

        Rows wait in a list until they are put into it together, which is several times as cheap as one by one. Every
        search looks through the list too, so it is kept short: some hundred rows.
        """
        return (
            f"CREATE INDEX CONCURRENTLY {self.name} ON {model._meta.db_table}"
            f" USING gin ({', '.join(columns)}) WITH (fastupdate = on, gin_pending_list_limit = 512)"
        )

    def say(self, model: type[models.Model], reason: str) -> None:
        """Say what is to be done by whom."""
        statement = self.statement(model, ["organization_id", f"{self.field} gin_trgm_ops"])
        sys.stderr.write(UNAVAILABLE.format(table=model._meta.db_table, reason=reason, statement=statement))
