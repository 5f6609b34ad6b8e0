"""Which request needs which index, as the statement that the service sends for it; it measures nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Request:
    """A request in words, and its statement with the names of a customer's columns as parameters."""

    told: str
    statement: str


OWN = "FROM customers_customer WHERE organization_id = %(organization_id)s"
LINKS = "FROM customers_customerpaymenttype WHERE organization_id = %(organization_id)s"
TALLY = "FROM customers_customertally WHERE organization_id = %(organization_id)s"
SEARCHED = f"{OWN} AND search_folded LIKE %(pattern)s AND name_folded LIKE %(pattern)s"
REQUESTS = {
    "customer_search_trigrams": Request("`name=*ic xyloph*`, its total", f"SELECT count(*) {SEARCHED}"),
    "customer_name": Request("`sort=name`", f"SELECT * {OWN} ORDER BY name, id LIMIT 100"),
    "customer_reference_unique": Request("one by reference", f"SELECT * {OWN} AND reference = %(reference)s"),
    "customer_updated": Request(
        "`lastUpdated_gte`, the newest 100", f"SELECT * {OWN} AND last_updated >= %(newest)s ORDER BY last_updated, id"
    ),
    "customer_created": Request("first page", f"SELECT * {OWN} ORDER BY date_created, id LIMIT 100"),
    "customer_name_key": Request("v2, rws: is the name taken?", f"SELECT id {OWN} AND name_key = %(name_key)s"),
    "customer_id_unique": Request("v2 list, `offset=50 %`", f"SELECT id {OWN} ORDER BY id LIMIT 100 OFFSET %(middle)s"),
    "customers_customer_pkey": Request("one by id", f"SELECT * {OWN} AND id = %(id)s"),
    "customer_parent": Request("deleting a customer", f"SELECT id {OWN} AND parent_id = %(no_parent)s"),
    "customer_reference2": Request("`reference2=…`", f"SELECT * {OWN} AND reference2_folded = %(reference2_folded)s"),
    "customer_barcode": Request("`barcode=…`", f"SELECT * {OWN} AND barcode_folded = %(barcode_folded)s"),
    "customer_region": Request("`region=…`, its total", f"SELECT count(*) {OWN} AND region_id = %(region_id)s"),
    "customer_category": Request("deleting a category", f"SELECT id {OWN} AND category_id = -1"),
    "customer_segmentation": Request("deleting a segmentation", f"SELECT id {OWN} AND segmentation_id = -1"),
    "customerpaymenttype_link_unique": Request(
        "payment types of a page", f"SELECT customer_id, payment_type_id {LINKS} AND customer_id = ANY(%(ids)s)"
    ),
    "customerpaymenttype_type": Request("deleting a payment type", f"SELECT id {LINKS} AND payment_type_id = -1"),
    "customertally_facts": Request(
        "total of a list",
        f"SELECT sum(customers) {TALLY} AND is_folded IN (false, true) AND facts LIKE 'all%%'",
    ),
}


def sample_of(cursor: Any) -> Mapping[str, Any]:
    """Return the columns of a customer in the middle, with what else the statements ask for."""
    cursor.execute(
        "SELECT * FROM customers_customer WHERE region_id IS NOT NULL AND reference2_folded IS NOT NULL"
        " AND barcode_folded IS NOT NULL ORDER BY id OFFSET 5000 LIMIT 1"
    )
    [row] = cursor.fetchall()
    found = dict(zip([column.name for column in cursor.description], row, strict=True))
    cursor.execute(f"SELECT id, last_updated {OWN} ORDER BY last_updated DESC, id DESC LIMIT 100", found)
    newest = cursor.fetchall()
    cursor.execute(f"SELECT count(*) / 2, max(id) {OWN}", found)
    [(middle, last)] = cursor.fetchall()
    asked = {"ids": [key for key, _ in newest], "newest": newest[-1][1], "middle": middle, "no_parent": last}
    return {**found, **asked, "pattern": "%ic xyloph%"}
