"""Customers are counted by kind while they are written, by triggers: on PostgreSQL, where there may be a million.

Writers are held up while the customers that are there already are counted: some eight seconds for a million.
"""

from typing import Any

from django.db import migrations

from customers_api.core.postgresql import PostgreSQLOperation

TALLY = "customers_customertally"
# What holds for a customer, as words with blanks between them; `customers.tally_facts` says the same in Python.
FACTS = """
    concat_ws(' ',
        'all',
        'month:' || to_char(date_created AT TIME ZONE 'UTC', 'YYYY-MM'),
        'category:' || category_id,
        'segmentation:' || coalesce(segmentation_id::text, ''),
        'country:' || CASE WHEN land = '' OR land ~ '^[A-Z][A-Z]$' THEN land ELSE 'other' END,
        'cell:' || CASE
            WHEN latitude IS NOT NULL AND longitude IS NOT NULL
                THEN floor(latitude / 2) || ',' || floor(longitude / 2)
            ELSE floor(billing_latitude / 2) || ',' || floor(billing_longitude / 2)
        END,
        CASE WHEN on_hold THEN 'on_hold' END,
        CASE WHEN coalesce(email, '') = '' THEN 'without_email' END,
        CASE WHEN concat(address, address2, postal_code, city, billing_address, billing_address2, billing_postal_code,
            billing_city) = '' THEN 'without_address' END,
        CASE WHEN balance > credit_limit THEN 'over_limit' END
    )
"""


def facts_of(table: str, sign: int, facts: str = FACTS) -> str:
    """Return the query for what rows of customers add to the tally."""
    return f"""
        SELECT organization_id, {facts} AS facts, {sign} AS customers
        FROM {table}, LATERAL (SELECT coalesce(nullif(country, ''), billing_country, '') AS land) AS located
    """  # noqa: S608


EVENTS = ("INSERT", "UPDATE", "DELETE")
TRANSITIONS = {
    "INSERT": "NEW TABLE AS written",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS written",
    "DELETE": "OLD TABLE AS gone",
}


def changes_of(event: str, facts: str) -> str:
    """Return the query for what a statement adds to the tally."""
    written, gone = facts_of("written", 1, facts), facts_of("gone", -1, facts)
    return {"INSERT": written, "UPDATE": f"{written} UNION ALL {gone}", "DELETE": gone}[event]


def count_function(event: str, facts: str = FACTS) -> str:
    """Return the function that counts what a statement has done.

    A statement for few customers adds a row for each, one for many adds a row for each fact: a file of a million would
    otherwise leave a million rows. What came together is folded now and then, by chance: a count of it would have to be
    kept somewhere, and its keeper would be waited for. So few rows wait that they are read in milliseconds.
    """
    table, changes = "gone" if event == "DELETE" else "written", changes_of(event, facts)
    return f"""
        CREATE OR REPLACE FUNCTION customers_count_{event.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            added bigint;
            are_many boolean := EXISTS (SELECT FROM {table} OFFSET 100);
        BEGIN
            IF are_many THEN
                INSERT INTO {TALLY} (organization_id, facts, customers, is_folded)
                SELECT organization_id, fact, sum(customers), false
                FROM ({changes}) AS changes, unnest(string_to_array(facts, ' ')) AS fact
                GROUP BY organization_id, fact HAVING sum(customers) <> 0;
            ELSE
                INSERT INTO {TALLY} (organization_id, facts, customers, is_folded)
                SELECT organization_id, facts, sum(customers), false FROM ({changes}) AS changes
                GROUP BY organization_id, facts HAVING sum(customers) <> 0;
            END IF;
            GET DIAGNOSTICS added = ROW_COUNT;
            IF are_many AND random() < added / 20000.0 THEN
                PERFORM customers_fold_tally(organization_id, NULL) FROM (SELECT DISTINCT organization_id FROM {table}) t;
            ELSIF NOT are_many AND random() < added / 1000.0 THEN
                PERFORM customers_fold_tally(organization_id, 5000) FROM (SELECT DISTINCT organization_id FROM {table}) t;
            END IF;
            RETURN NULL;
        END $$
    """  # noqa: S608


# Rows that another one is folding are left to it, so nobody waits; two rows for one fact are as good as one. A reader
# sees the rows from before or those from after.
FOLD = f"""
    CREATE FUNCTION customers_fold_tally(organization bigint, most bigint) RETURNS void LANGUAGE sql AS $$
        WITH fresh AS (
            SELECT id, facts FROM {TALLY} WHERE organization_id = organization AND NOT is_folded
            LIMIT most FOR UPDATE SKIP LOCKED
        ), touched AS (
            SELECT DISTINCT fact FROM fresh, unnest(string_to_array(facts, ' ')) AS fact
        ), known AS (
            SELECT id FROM {TALLY} JOIN touched ON fact = facts WHERE organization_id = organization AND is_folded
            FOR UPDATE OF {TALLY} SKIP LOCKED
        ), taken AS (
            DELETE FROM {TALLY} WHERE id IN (SELECT id FROM fresh UNION ALL SELECT id FROM known)
            RETURNING facts, customers
        )
        INSERT INTO {TALLY} (organization_id, facts, customers, is_folded)
        SELECT organization, fact, sum(customers), true FROM taken, unnest(string_to_array(facts, ' ')) AS fact
        GROUP BY fact HAVING sum(customers) <> 0
    $$
"""  # noqa: S608


def recount_function(facts: str = FACTS) -> str:
    """Return the function that counts anew; also for whoever has written customers around the triggers."""
    return f"""
        CREATE OR REPLACE FUNCTION customers_recount() RETURNS void LANGUAGE sql AS $$
            LOCK TABLE customers_customer IN SHARE ROW EXCLUSIVE MODE;
            DELETE FROM {TALLY};
            INSERT INTO {TALLY} (organization_id, facts, customers, is_folded)
            SELECT organization_id, fact, sum(customers), true
            FROM ({facts_of("customers_customer", 1, facts)}) AS counted, unnest(string_to_array(facts, ' ')) AS fact
            GROUP BY organization_id, fact
        $$
    """  # noqa: S608


TRUNCATED = f"""
    CREATE FUNCTION customers_count_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM {TALLY}; RETURN NULL; END
    $$
"""  # noqa: S608


class CountCustomers(PostgreSQLOperation):
    """Makes the triggers, and counts what is there."""

    def describe(self) -> str:
        """Return the line that ``sqlmigrate`` shows."""
        return f"Count the rows of {self.model_name} by kind while they are written"

    def forwards(self, model: Any, schema_editor: Any) -> None:
        """Make the functions and triggers, then count."""
        table = schema_editor.quote_name(model._meta.db_table)
        for statement in (FOLD, recount_function(), TRUNCATED, *map(count_function, EVENTS)):
            schema_editor.execute(statement, params=None)
        for event, rows in {**TRANSITIONS, "TRUNCATE": None}.items():
            schema_editor.execute(
                f"CREATE TRIGGER customers_count_{event.lower()} AFTER {event} ON {table}"
                f" {f'REFERENCING {rows}' if rows else ''}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION customers_count_{event.lower()}()",
                params=None,
            )
        schema_editor.execute("SELECT customers_recount()", params=None)

    def backwards(self, model: Any, schema_editor: Any) -> None:
        """Take the triggers and functions away, with what they have counted."""
        table = schema_editor.quote_name(model._meta.db_table)
        for event in ("insert", "update", "delete", "truncate"):
            schema_editor.execute(f"DROP TRIGGER customers_count_{event} ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION customers_count_{event}()", params=None)
        schema_editor.execute("DROP FUNCTION customers_recount()", params=None)
        schema_editor.execute("DROP FUNCTION customers_fold_tally(bigint, bigint)", params=None)
        schema_editor.execute(f"DELETE FROM {TALLY}", params=None)  # noqa: S608


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0006_tally_of_customers")]

    operations = [CountCustomers("customer")]
