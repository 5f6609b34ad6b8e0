"""The thinking half of writing a customer: values, links and the stored row become the planned row or a problem.

Pure: the same for one record, for a batch and for every caller.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, cast

from django.contrib.auth.hashers import check_password, make_password

from customers.models import Customer
from customers_api.core.countries import find_country
from customers_api.core.drafts import Caller, Draft
from customers_api.core.iso_currencies import find_currency
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import ById, ByReference, LinkedRow, Pointer, Resolved

DEFAULT_CATEGORY = "default_category"
COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
# Values that are no column of the customer's row, or that become another value first.
PLANNED_APART = frozenset(
    {
        "category",
        "parent",
        "is_sub_customer",
        "segmentation",
        "created_by",
        "billing_country",
        "country",
        "currency",
        "payment_types",
        "region",
        "template",
        "custom_values",
        "security_answer",
    }
)


class FreeCountry(str):
    """A country that may be any text: one that means a country becomes its code, any other is kept as it is."""

    __slots__ = ()


class Nobody(Enum):
    """Stands for the user of a customer that nobody of the organization has created; the same when it was put away."""

    NOBODY = "nobody"


NOBODY = Nobody.NOBODY


def required_problem(values: Mapping[str, Any], existing: Customer | None) -> Problem | None:
    """Return the problem of a parameter that others demand: the parent, or the days of a due date."""
    if values.get("is_sub_customer") and parent_after(values, existing) is None:
        return Problem(ProblemCode.MISSING, "parent")
    rule = values.get("due_date_rule", existing.due_date_rule if existing else None)
    days = values.get("due_days", existing.due_days if existing else None)
    if rule is not None and days is None and {"due_date_rule", "due_days"} & values.keys():
        return Problem(ProblemCode.MISSING, "due_days")
    return None


def parent_after(values: Mapping[str, Any], existing: Customer | None) -> object | None:
    """Return the parent as sent, or the one that is stored."""
    stored: object | None = existing.parent_id if existing is not None else None
    return stored if "parent" not in values else cast("object | None", values["parent"])


def detaches(values: Mapping[str, Any]) -> bool:
    """Tell whether the customer is said to be no sub-customer: the flag wins over a parent sent with it."""
    return "is_sub_customer" in values and not values["is_sub_customer"]


def plan_links(draft: Draft[Customer]) -> None:
    """Plan all links, in the documented order of the parameters, so that the first bad one is named."""
    plan_category(draft)
    plan_parent(draft)
    plan_plain_link(draft, "segmentation")
    plan_creator(draft)
    plan_country(draft, "billing_country")
    plan_country(draft, "country")
    plan_currency(draft)
    for pointer in draft.values.get("payment_types") or ():
        draft.links.demand("payment_types", pointer)
    plan_plain_link(draft, "region")


def plan_plain_link(draft: Draft[Customer], name: str) -> None:
    """Take over a link as the id of its record."""
    if name in draft.values:
        pointer: Pointer | None = draft.values[name]
        draft.changes[f"{name}_id"] = None if pointer is None else draft.links.demand(name, pointer).id


def plan_category(draft: Draft[Customer]) -> None:
    """Take over the category; without one the customer stands in the organization's first root."""
    if draft.values.get("category") is not None:
        plan_plain_link(draft, "category")
    elif draft.existing is None or "category" in draft.values:
        draft.changes["category_id"] = default_category(draft.links).id


def default_category(links: Resolved) -> LinkedRow:
    """Return the organization's first root category, which is never deleted."""
    row = next((row for (label, _), row in links.rows.items() if label == DEFAULT_CATEGORY), None)
    if row is None:
        raise Problem(ProblemCode.MISSING, "category")
    return row


def plan_parent(draft: Draft[Customer]) -> None:
    """Take over the parent; nobody stands below themselves."""
    if detaches(draft.values):
        draft.changes["parent_id"] = None
        return
    plan_plain_link(draft, "parent")
    if draft.existing is not None and draft.existing.pk in draft.facts.get("ancestors", ()):
        raise Problem(ProblemCode.OWN_ANCESTOR, "parent")


def plan_creator(draft: Draft[Customer]) -> None:
    """Take over the user; by default the caller, or nobody where the caller acts for another organization."""
    if draft.values.get("created_by") is NOBODY:
        draft.changes["created_by_id"] = None
    elif draft.values.get("created_by") is not None:
        plan_plain_link(draft, "created_by")
    elif is_created_by_caller(draft.values, draft.existing):
        draft.changes["created_by_id"] = caller_as_creator(draft)


def is_created_by_caller(values: Mapping[str, Any], existing: Customer | None) -> bool:
    """Tell whether the creator is left to the caller."""
    return values.get("created_by") is None and (existing is None or "created_by" in values)


def is_at_home(caller: Caller) -> bool:
    """Tell whether the caller acts for its own organization."""
    return caller.actor.organization_id == caller.organization.pk


def caller_as_creator(draft: Draft[Customer]) -> int | None:
    """Return the caller's id where it is at home, or raise ``NO_CREDENTIALS`` for a user who is gone meanwhile."""
    if not is_at_home(draft.caller):
        return None
    if draft.links.find("created_by", ById(draft.caller.actor.pk)) is None:
        raise Problem(ProblemCode.NO_CREDENTIALS)
    return draft.caller.actor.pk


def plan_country(draft: Draft[Customer], name: str) -> None:
    """Take over a country as its alpha-2 code; a text that is stored already may be sent back as it is."""
    if name not in draft.values:
        return
    text: str | None = draft.values[name]
    stored = getattr(draft.existing, name) if draft.existing is not None else None
    if text is None or text == stored:
        draft.changes[name] = text
        return
    country = find_country(text)
    if country is None and not isinstance(text, FreeCountry):
        raise Problem(ProblemCode.COUNTRY_UNKNOWN, name, value=text)
    draft.changes[name] = country.alpha2 if country is not None else str(text)


def plan_currency(draft: Draft[Customer]) -> None:
    """Take over a currency that the organization has configured; by default its own."""
    code: str | None = draft.values.get("currency")
    if code is None:
        if draft.existing is None or "currency" in draft.values:
            own = ByReference(draft.caller.organization.currency)
            draft.changes["currency_id"] = draft.links.demand("currency", own).id
        return
    known = find_currency(code)
    if known is None:
        raise Problem(ProblemCode.CURRENCY_UNKNOWN, "currency", value=code)
    row = draft.links.find("currency", ByReference(known.code))
    stored = draft.existing.currency_id if draft.existing is not None else None
    if row is None or not (row.fact or row.id == stored):
        raise Problem(ProblemCode.CURRENCY_NOT_CONFIGURED, "currency", value=code)
    draft.changes["currency_id"] = row.id


def color_flaws(draft: Draft[Customer]) -> Iterator[Flaw]:
    """Demand a colour as browsers write it."""
    color = draft.changes.get("risk_color")
    if color is not None and not COLOR.match(color):
        yield Flaw("risk_color", FlawRule.BAD_FORMAT, "#RRGGBB")


def check_region(draft: Draft[Customer]) -> None:
    """Demand a region at the organization's level or below; the one that is stored may be sent back."""
    pointer: Pointer | None = draft.values.get("region")
    if pointer is None:
        return
    row = draft.links.demand("region", pointer)
    stored = draft.existing.region_id if draft.existing is not None else None
    if row.fact < draft.caller.organization.region_level and row.id != stored:
        raise Problem(ProblemCode.REGION_LEVEL, "region")


def plan_security_answer(draft: Draft[Customer]) -> None:
    """Take over the answer to the security question as its hash; the stored answer sent again is no change."""
    if "security_answer" not in draft.values:
        return
    answer: str | None = draft.values["security_answer"]
    stored = draft.existing.security_answer if draft.existing is not None else None
    if answer is not None and stored is not None and check_password(answer, stored):
        draft.changes["security_answer"] = stored
    else:
        draft.changes["security_answer"] = None if answer is None else make_password(answer)
