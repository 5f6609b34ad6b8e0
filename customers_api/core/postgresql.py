"""Migration operations for what Django's models cannot say and only PostgreSQL can do; SQLite leaves them out.

They know tables and columns, and nothing of who uses them.
"""

from typing import Any, cast

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

Schema = BaseDatabaseSchemaEditor

FOREIGN_KEYS_OF_COLUMN = """
    SELECT key.conname FROM pg_constraint key
    JOIN pg_attribute col ON col.attrelid = key.conrelid AND key.conkey = ARRAY[col.attnum]
    WHERE key.contype = 'f' AND key.conrelid = %s::regclass AND col.attname = %s
"""
TEXT_COLUMNS = """
    SELECT column_name, data_type, character_maximum_length FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND data_type IN ('character varying', 'text')
    ORDER BY ordinal_position
"""


def drop_keys_of_column(model: type[models.Model], column: str, schema_editor: Schema) -> None:
    """Drop the foreign keys that hold one column alone."""
    quote, table = schema_editor.quote_name, model._meta.db_table
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS_OF_COLUMN, [table, column])
        dropped = [row[0] for row in cursor.fetchall()]
    # Django adds its own keys at the end of the migration that makes the table; those must be there by now.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
    for constraint in dropped:
        schema_editor.execute(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(constraint)}", params=None)


def add_plain_key(model: type[models.Model], name: str, schema_editor: Schema) -> None:
    """Add the foreign key of a link as Django would have made it."""
    quote, column = schema_editor.quote_name, cast("models.ForeignKey[Any, Any]", model._meta.get_field(name))
    schema_editor.execute(
        f"ALTER TABLE {quote(model._meta.db_table)} ADD FOREIGN KEY ({quote(str(column.column))})"
        f" REFERENCES {quote(column.related_model._meta.db_table)} (id) DEFERRABLE INITIALLY DEFERRED",
        params=None,
    )


class PostgreSQLOperation(Operation):
    """An operation on one model's table that leaves Django's picture of the model as it is."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing: the models look the same on both databases."""

    def database_forwards(self, app_label: str, schema_editor: Schema, from_state: Any, to_state: Any) -> None:
        """Do it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            self.forwards(to_state.apps.get_model(app_label, self.model_name), schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Schema, from_state: Any, to_state: Any) -> None:
        """Undo it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            self.backwards(to_state.apps.get_model(app_label, self.model_name), schema_editor)

    def forwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Run the statements."""
        raise NotImplementedError

    def backwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Run the statements that undo them."""


class KeepLinksInOrganization(PostgreSQLOperation):
    """Replaces foreign keys by ones that hold the organization too: a link to another one's record is impossible.

    They are checked with their statement, not at the end of the transaction, so that their violation can be answered.
    """

    def __init__(self, model_name: str, fields: tuple[str, ...]) -> None:
        super().__init__(model_name)
        self.fields = fields

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Keep the links of {self.model_name} inside of the organization: {', '.join(self.fields)}"

    def forwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Drop Django's foreign key of each column and add the composite one."""
        quote = schema_editor.quote_name
        table = model._meta.db_table
        for name in self.fields:
            column: Any = model._meta.get_field(name)
            target = column.related_model._meta.db_table
            drop_keys_of_column(model, column.column, schema_editor)
            schema_editor.execute(
                f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(f'{table}_{name}_fk')}"
                f" FOREIGN KEY (organization_id, {quote(column.column)})"
                f" REFERENCES {quote(target)} (organization_id, id)",
                params=None,
            )

    def backwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Go back to foreign keys on the column alone."""
        quote = schema_editor.quote_name
        table = model._meta.db_table
        for name in self.fields:
            schema_editor.execute(
                f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(f'{table}_{name}_fk')}", params=None
            )
            add_plain_key(model, name, schema_editor)


class LeaveOrganizationToLink(PostgreSQLOperation):
    """Drops the foreign key to the organization where a link that is never empty vouches for it.

    The key of the link holds the organization too, and the linked row names one that is there. A second check for each
    row would be done at the end of the transaction, and remembered until then.
    """

    def __init__(self, model_name: str, link: str) -> None:
        super().__init__(model_name)
        self.link = link

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Leave it to the {self.link} of {self.model_name} that there is its organization"

    def forwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Drop Django's foreign key."""
        link: Any = model._meta.get_field(self.link)
        if link.null:
            raise ValueError(f"{self.model_name} may have no {self.link}, which then vouches for nothing")
        drop_keys_of_column(model, "organization_id", schema_editor)

    def backwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Go back to a key of its own."""
        add_plain_key(model, "organization", schema_editor)


class SortByCodePoint(PostgreSQLOperation):
    """Gives all text columns of a table the collation "C": the same order as SQLite's, whatever the cluster's locale.

    A later migration that adds a text column, or changes the type of one, must run this operation again; a test watches
    over it.
    """

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Sort the texts of {self.model_name} by code point"

    def forwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Alter all text columns in one statement, so that the table is written anew once at most."""
        self.collate(model, schema_editor, '"C"')

    def backwards(self, model: type[models.Model], schema_editor: Schema) -> None:
        """Go back to the database's own order."""
        self.collate(model, schema_editor, '"default"')

    def collate(self, model: type[models.Model], schema_editor: Schema, collation: str) -> None:
        """Alter the collation of all text columns."""
        quote = schema_editor.quote_name
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(TEXT_COLUMNS, [model._meta.db_table])
            columns = cursor.fetchall()
        actions = [
            f"ALTER COLUMN {quote(name)} TYPE {f'varchar({length})' if length else 'text'} COLLATE {collation}"
            for name, _, length in columns
        ]
        if actions:
            schema_editor.execute(f"ALTER TABLE {quote(model._meta.db_table)} {', '.join(actions)}", params=None)
