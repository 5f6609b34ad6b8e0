"""Inactive customers are counted too, so that the list of either half knows its total.

Writers of customers wait while the inactive ones that are there are counted: about a second for a million.
"""

from importlib import import_module
from typing import Any

from django.db import migrations

from customers_api.core.postgresql import PostgreSQLOperation

counting: Any = import_module("customers.migrations.0007_count_customers")

ON_HOLD = "CASE WHEN on_hold"
FACTS = counting.FACTS.replace(ON_HOLD, f"CASE WHEN NOT is_active THEN 'inactive' END,\n        {ON_HOLD}")


class CountInactive(PostgreSQLOperation):
    """Teaches the triggers one fact more, and counts it once."""

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Count the inactive rows of {self.model_name} while they are written"

    def forwards(self, model: Any, schema_editor: Any) -> None:
        """Replace the functions, and count while nobody writes."""
        self.replace(schema_editor, FACTS)
        schema_editor.execute(
            f"INSERT INTO {counting.TALLY} (organization_id, facts, customers, is_folded)"  # noqa: S608
            f" SELECT organization_id, 'inactive', count(*), true FROM {model._meta.db_table}"
            " WHERE NOT is_active GROUP BY organization_id",
            params=None,
        )

    def backwards(self, model: Any, schema_editor: Any) -> None:
        """Go back to the functions from before, and count anew."""
        self.replace(schema_editor, counting.FACTS)
        schema_editor.execute("SELECT customers_recount()", params=None)

    def replace(self, schema_editor: Any, facts: str) -> None:
        """Replace the functions that count; who writes customers waits until the end."""
        schema_editor.execute("LOCK TABLE customers_customer IN SHARE ROW EXCLUSIVE MODE", params=None)
        for event in counting.EVENTS:
            schema_editor.execute(counting.count_function(event, facts), params=None)
        schema_editor.execute(counting.recount_function(facts), params=None)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0010_find_facts_of_tally")]

    operations = [CountInactive("customer")]
