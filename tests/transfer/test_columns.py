"""The columns are the promised ones; each cell is read like a parameter of dialect v1, and links are references.

Seen to fail: with a number taken for an id, with an empty flag of a sub-customer detaching it, and with an empty cell
of a row's own column left out.
"""

import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from customers.api.v1_customers import PARAMETERS, READING
from customers.contact_lists import ContactList
from customers.custom_fields import CustomValue, StoredTemplate
from customers.planning import NOBODY, FreeCountry
from customers.transfer.columns import BY_FIELD, COLUMNS, column_of
from customers.transfer.decoding import decode_row
from customers.transfer.errors import RowError
from customers.transfer.rows import FileRow
from customers_api.api.parameters import UNREADABLE, PictureFile
from customers_api.core.drafts import Incoming
from customers_api.core.problems import FlawRule, Problem, ProblemCode
from customers_api.core.references import ById, ByReference

STORED_KEYS = (
    *("pocTenus", "isCredit", "balance", "maxChequePeriod", "maxChequeValue", "appliedCashBackOutput"),
    *("returnDiscount", "invoicesPerRoute", "paymentTerm", "dateCreated"),
)
FURTHER = (
    *("billingAddress2", "billingState", "address2", "state", "supplementaryDescription", "additionalDescription"),
    *("ndaSigned", "ndaSignedDate", "msaSigned", "msaSignedDate", "contacts", "customFields"),
)
PERSON = dict.fromkeys(
    (
        *("first_name", "last_name", "job_title", "phone", "phone2", "mobile", "fax", "email", "comment", "country"),
        *("city", "postal_code", "address", "kind"),
    )
) | {"is_decision_maker": False}
BAD_LINKS: tuple[object, ...] = (
    *(7, True, [], {}, "{", "{}"),
    *('{"id": "x"}', '{"id": -1}', '{"id": true}', '{"reference": 1}'),
)
BAD_CUSTOM_FIELDS: tuple[object, ...] = ("x", [], {"fields": {}}, {"template": True}, {"template": None})


def decoded(**cells: object) -> Incoming:
    reference, incoming = decode_row(FileRow(1, {"reference": "A", **cells}))
    assert reference == "A"
    return incoming


def values(**cells: object) -> Mapping[str, Any]:
    incoming = decoded(**cells)
    assert incoming.problem is None
    return incoming.values


def problem(**cells: object) -> tuple[ProblemCode, str | None]:
    incoming = decoded(**cells)
    assert incoming.problem is not None
    assert UNREADABLE in incoming.values.values()
    return incoming.problem.code, incoming.problem.field


def test_the_columns_are_the_promised_ones_in_their_order() -> None:
    parameters = [parameter.name for parameter in PARAMETERS if not isinstance(parameter, PictureFile)]
    assert [column.name for column in COLUMNS] == [*parameters, *STORED_KEYS, *FURTHER]
    assert set(STORED_KEYS) < {key.name for key in READING.keys}


def test_a_row_says_what_dialect_v1_would_read() -> None:
    assert values(
        name="Acme",
        isActive="True",
        categoryId="shops",
        creditLimit="5e3",
        dueDateConfigType="2",
        dueDateConfigNumber="30",
        currency="eur",
        country="Atlantis",
        comment=" kept ",
        ndaSignedDate="2024-02-29",
        isCredit=False,
        balance=Decimal("-1.5"),
        invoicesPerRoute=7,
        phone=4930,
    ) == {
        "name": "Acme",
        "is_active": True,
        "category": ByReference("shops"),
        "credit_limit": Decimal("5E+3"),
        "due_date_rule": "days_after_end_of_invoice_month",
        "due_days": 30,
        "currency": "eur",
        "country": FreeCountry("Atlantis"),
        "comment": " kept ",
        "nda_signed_date": date(2024, 2, 29),
        "is_credit": False,
        "balance": Decimal("-1.5"),
        "invoices_per_route": 7,
        "phone": "4930",
    }
    assert isinstance(values(billingCountry="Oz")["billing_country"], FreeCountry)


@pytest.mark.parametrize("empty", ["", None], ids=["empty cell", "null"])
def test_what_is_empty_clears_and_what_is_not_there_leaves_alone(empty: object) -> None:
    cleared = values(**{column.name: empty for column in COLUMNS if column.name != "reference"})
    silent = {"is_sub_customer", "date_created"}
    assert cleared.keys() == BY_FIELD.keys() - {"reference"} - silent
    special = {"created_by": NOBODY, "contacts": ContactList(()), "payment_types": (), "custom_values": ()}
    assert {name: value for name, value in cleared.items() if value is not None} == special
    assert values() == {}


def test_links_are_references_and_ids_say_that_they_are() -> None:
    for column, field in {"regionId": "region", "userId": "created_by", "parentCustomer": "parent"}.items():
        assert values(**{column: "7"}) == {field: ByReference("7")}
        assert values(**{column: '{"id": 7}'}) == values(**{column: {"id": 7}}) == {field: ById(7)}
        assert values(**{column: {"id": 7, "reference": "x", "href": "y"}}) == {field: ByReference("x")}
        assert values(**{column: '{"reference": "{"}'}) == {field: ByReference("{")}
        for bad in BAD_LINKS:
            assert problem(**{column: bad}) == (ProblemCode.INVALID_TYPE, field)


def test_payment_types_are_a_list_in_json_or_with_separators() -> None:
    both = {"payment_types": (ByReference("cash"), ByReference("a b"))}
    for cell in ('["cash", "a b"]', "cash,a b", "cash; a b", " cash |a b ", ["cash", {"reference": "a b"}]):
        assert values(paymentTypes=cell) == both
    assert values(paymentTypes="[]") == values(paymentTypes=[]) == {"payment_types": ()}
    assert values(paymentTypes='[{"id"=7}]') == {"payment_types": (ById(7),)}
    for bad in ("cash,,cheque", "[7]", "[", 7, {"id": 7}, [None], [["cash"]], ["cash", ""]):
        assert problem(paymentTypes=bad) == (ProblemCode.INVALID_ELEMENT, "payment_types")


def test_moments_without_a_zone_are_utc() -> None:
    whole = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)
    for text in ("2024-02-29T12:30:15Z", "2024-02-29T12:30:15", "2024-02-29T13:30:15.000000+01:00"):
        assert values(dateCreated=text) == {"date_created": whole}
    assert values(dateCreated="2024-02-29") == {"date_created": datetime(2024, 2, 29, tzinfo=UTC)}
    for bad in ("29.02.2024", "2023-02-29", 20240229, True, "2024-02-29 12:30"):
        assert problem(dateCreated=bad) == (ProblemCode.INVALID_DATETIME, "date_created")


def test_contacts_are_a_whole_list() -> None:
    person = {"firstName": "", "phone": 7, "isDecisionMaker": "TRUE", "type": "billing", "id": 5, "href": "x"}
    expected = {**PERSON, "first_name": "", "phone": "7", "is_decision_maker": True, "kind": "billing"}
    assert values(contacts=[person, {}]) == {"contacts": ContactList((expected, PERSON))}
    assert values(contacts='[{"lastName": "Ä"}]') == {"contacts": ContactList(({**PERSON, "last_name": "Ä"},))}
    assert problem(contacts="{}") == (ProblemCode.INVALID_TYPE, "contacts")
    assert problem(contacts="[") == (ProblemCode.INVALID_TYPE, "contacts")
    assert problem(contacts=[{}, 1]) == (ProblemCode.INVALID_TYPE, "contacts[1]")
    assert problem(contacts=[{"telephone": "1"}]) == (ProblemCode.INVALID_TYPE, "contacts[0].telephone")
    assert problem(contacts=[{"phone": []}]) == (ProblemCode.INVALID_TYPE, "contacts[0].phone")
    assert problem(contacts=[{"isDecisionMaker": 1}]) == (
        ProblemCode.INVALID_BOOLEAN,
        "contacts[0].is_decision_maker",
    )
    told = decoded(contacts=[{"type": "friend"}]).problem
    assert told is not None
    assert [(flaw.field, flaw.rule) for flaw in told.params["flaws"]] == [("contacts[0].kind", FlawRule.NOT_A_CHOICE)]  # type: ignore[attr-defined]


def test_custom_fields_have_names() -> None:
    sent = {"template": "Standard", "fields": {"Budget": Decimal("1.50"), "Old": None}}
    place = "custom_values.{}".format
    custom_values = tuple(
        CustomValue(name, value, place(name), place(name), is_stored=True)
        for name, value in sent["fields"].items()  # type: ignore[attr-defined]
    )
    expected = {"template": StoredTemplate("Standard"), "custom_values": custom_values}
    assert values(customFields=sent) == expected
    assert values(customFields='{"template": "Standard", "fields": {"Budget": 1.50, "Old": null}}') == expected
    assert values(customFields={"template": 7}) == {"template": ById(7)}
    for bad in BAD_CUSTOM_FIELDS:
        assert problem(customFields=bad)[0] is ProblemCode.INVALID_TYPE
    assert problem(customFields={"template": "S", "fields": []}) == (ProblemCode.INVALID_TYPE, "custom_values")
    assert problem(customFields={"template": "S", "id": 1}) == (ProblemCode.INVALID_TYPE, "custom_values")


def test_the_first_cell_that_cannot_be_read_is_the_problem() -> None:
    incoming = decoded(onHold="perhaps", name="Acme", isActive="no", creditLimit="much")
    assert incoming.problem is not None
    assert (incoming.problem.code, incoming.problem.field) == (ProblemCode.INVALID_BOOLEAN, "on_hold")
    assert {name for name, value in incoming.values.items() if value is UNREADABLE} == {
        "on_hold",
        "is_active",
        "credit_limit",
    }


def test_a_row_that_is_about_nobody_or_of_unknown_columns_is_refused() -> None:
    for cells in ({}, {"reference": ""}, {"reference": None}):
        with pytest.raises(Problem) as missing:
            decode_row(FileRow(1, {"name": "x", **cells}))
        assert (missing.value.code, missing.value.field) == (ProblemCode.MISSING, "reference")
    with pytest.raises(Problem) as unreadable:
        decode_row(FileRow(1, {"reference": True}))
    assert (unreadable.value.code, unreadable.value.field) == (ProblemCode.INVALID_TYPE, "reference")
    with pytest.raises(RowError) as unknown:
        decode_row(FileRow(3, {"reference": "A", "categoryID": "x"}, line=4))
    assert str(unknown.value) == (
        "row 3, line 4, column categoryID: there is no column named categoryID: categoryId may be meant"
    )
    with pytest.raises(RowError, match=r"^as the reader said$"):
        decode_row(FileRow(1, {}, fault=RowError("as the reader said")))


def test_problems_of_the_core_name_their_columns() -> None:
    names = {"category": "categoryId", "contacts[0].phone": "contacts", "template": "customFields", "other": "other"}
    names |= {"custom_values.Budget": "customFields", "created_by": "userId", "due_days": "dueDateConfigNumber"}
    assert {field: column_of(field) for field in names} == names


def test_what_was_read_can_be_put_away() -> None:
    """Rows that wait for their parents are kept on the disk."""
    cells = {"userId": "", "country": "Oz", "contacts": [{}], "customFields": {"template": "S", "fields": {"a": 1}}}
    read = values(**cells, paymentTypes="cash", dateCreated="2024-02-29")
    again = pickle.loads(pickle.dumps(dict(read)))  # noqa: S301 - of our own
    assert again == read
    assert again["created_by"] is NOBODY
    assert isinstance(again["country"], FreeCountry)
