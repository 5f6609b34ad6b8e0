"""How many customers there are, as PostgreSQL's triggers have counted them; it knows the tally, and nobody who asks."""

from collections.abc import Sequence

from django.db import connections

from customers_api.core.counting import Facts

# One statement each, so that the rows from before a fold and those from after are never mixed. A row is read for its
# first word alone where all customers are asked for; else the words of the few rows that wait are looked through.
EVERY_ONE = """
    SELECT coalesce(sum(customers), 0) FROM customers_customertally
    WHERE organization_id = ANY(%s) AND is_folded IN (false, true) AND facts LIKE 'all%%'
"""
# The facts of a kind stand side by side in the index: from its colon on, and before the character after the colon.
OF_A_KIND = """
    SELECT coalesce(sum(customers), 0) FROM customers_customertally
    WHERE organization_id = ANY(%s) AND is_folded IN (false, true)
        AND (facts >= %s AND facts < %s OR facts LIKE 'all%%' AND strpos(facts, %s) > 0)
"""
SOME = """
    SELECT coalesce(sum(customers * ((words && %s)::int - (words && %s)::int)), 0) FROM (
        SELECT customers, string_to_array(facts, ' ') AS words FROM customers_customertally
        WHERE organization_id = ANY(%s) AND is_folded IN (false, true) AND (facts LIKE 'all%%' OR facts = ANY(%s))
    ) AS rows
"""


def kept_number(facts: Facts, organizations: Sequence[int], database: str) -> int | None:
    """Return the sum of what was counted while it was written, or ``None`` where nothing is counted."""
    if connections[database].vendor != "postgresql":
        return None
    having, without, keys = list(facts.having), list(facts.without), list(organizations)
    with connections[database].cursor() as cursor:
        if facts.kind is not None:
            cursor.execute(OF_A_KIND, [keys, f"{facts.kind}:", f"{facts.kind};", f" {facts.kind}:"])
        elif facts == Facts():
            cursor.execute(EVERY_ONE, [keys])
        else:
            cursor.execute(SOME, [having, without, keys, [*having, *without]])
        [(number,)] = cursor.fetchall()
    return int(number)
