"""Which fields of a customer stand in which section of its page, and what they are called; it knows names alone."""

from collections.abc import Iterable
from typing import Any

Sections = list[tuple[str | None, dict[str, Any]]]

BASICS = ("name", "reference", "reference2", "barcode", "is_active", "picture")
LINKS = ("category", "segmentation", "parent", "bill_with_parent", "region", "created_by")
CONTACT = ("email", "phone", "mobile", "fax", "website", "poc_tenus")
PLACE = ("address", "address2", "postal_code", "city", "state", "country", "latitude", "longitude")
BILLING = tuple(f"billing_{name}" for name in PLACE)
MONEY = ("currency", "credit_limit", "is_credit", "balance", "tax_number", "company_registration_number")
TERMS = (
    "ways_to_pay",
    "due_days",
    "due_date_rule",
    "payment_term",
    "max_cheque_period",
    "max_cheque_value",
    "applied_cash_back_output",
    "return_discount",
    "invoices_per_route",
)
RISK = ("on_hold", "on_hold_reason", "risk", "risk_color")
TEXTS = ("comment", "supplementary_description", "additional_description")
LEGAL = ("nda_signed", "nda_signed_date", "msa_signed", "msa_signed_date", "security_question")
SECRET = ("new_security_answer", "forget_security_answer")
DATES = ("date_created", "last_updated")

LABELS = {
    "reference2": "Second reference",
    "is_active": "Active",
    "bill_with_parent": "Bill with the parent",
    "is_same_address": "Shipped to the billing address",
    "address2": "Address, second line",
    "billing_address2": "Billing address, second line",
    "email": "E-mail",
    "poc_tenus": "POC tenus",
    "is_credit": "On credit",
    "due_days": "Days until due",
    "due_date_rule": "Counted from",
    "nda_signed": "NDA signed",
    "nda_signed_date": "NDA signed on",
    "msa_signed": "MSA signed",
    "msa_signed_date": "MSA signed on",
    "risk_color": "Colour of the risk",
    "template": "Template of custom fields",
}
HELP = {
    "reference": "What other systems call the customer; no other customer has it.",
    "category": "Left empty, the organization's first category.",
    "bill_with_parent": "Invoices go to the parent.",
    "due_days": "Needed where it is said from when they are counted.",
    "risk_color": "As #RRGGBB.",
    "template": "Another template shows its fields once it is saved; the values of the present one are given up.",
}


def sections_of(*, is_new: bool, is_editable: bool, has_geography: bool, inputs: Iterable[str]) -> Sections:
    """Return the sections of a customer's page."""
    links = tuple(name for name in LINKS if has_geography or name != "region")
    custom = ("template", *inputs, *(() if is_new else ("switched_off",)))
    return [
        ("Basics", {"fields": BASICS}),
        ("Links", {"fields": links if is_new else (*links, "sub_customers")}),
        ("Contact", {"fields": CONTACT}),
        ("Billing address", {"fields": BILLING}),
        ("Shipping address", {"fields": ("is_same_address", *PLACE)}),
        ("Money", {"fields": MONEY}),
        ("Terms", {"fields": TERMS}),
        ("Risk and hold", {"fields": RISK}),
        ("Custom fields", {"fields": custom if is_editable else ("template", "custom_values_shown", "switched_off")}),
        ("Texts", {"fields": TEXTS}),
        ("Legal", {"fields": (*LEGAL, *SECRET) if is_editable else LEGAL}),
        *([] if is_new else [("Dates", {"fields": DATES})]),
    ]
