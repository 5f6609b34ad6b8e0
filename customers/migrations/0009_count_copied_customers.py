"""Customers are counted in sessions that leave foreign keys out as well: by those, a million is written at once.

On a subscriber of logical replication the first copy of the table would be counted on top of the copied counts: run
``SELECT customers_recount()`` there.
"""

from typing import Any

from django.db import migrations

from customers_api.core.postgresql import PostgreSQLOperation

EVENTS = ("insert", "update", "delete", "truncate")


class CountAlways(PostgreSQLOperation):
    """Lets the triggers fire whatever ``session_replication_role`` says."""

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Count the rows of {self.model_name} in every session"

    def forwards(self, model: Any, schema_editor: Any) -> None:
        """Change the triggers."""
        self.alter(model, schema_editor, "ENABLE ALWAYS TRIGGER")

    def backwards(self, model: Any, schema_editor: Any) -> None:
        """Change them back."""
        self.alter(model, schema_editor, "ENABLE TRIGGER")

    def alter(self, model: Any, schema_editor: Any, how: str) -> None:
        """Change when the triggers fire."""
        table = schema_editor.quote_name(model._meta.db_table)
        for event in EVENTS:
            schema_editor.execute(f"ALTER TABLE {table} {how} customers_count_{event}", params=None)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0008_pending_imports")]

    operations = [CountAlways("customer")]
