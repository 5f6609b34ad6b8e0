"""The write path of customers: the only place where they are created, changed and deleted.

It knows no HTTP and no wire name; every dialect, the back office and the commands come through these doors.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from customers import planning
from customers.categories import CATEGORY, SEGMENTATION
from customers.contact_lists import ContactChanges, contact_changes, refuse_contact_flaws
from customers.contact_rows import contacts_of, write_contacts
from customers.custom_fields import load_templates, plan_custom_fields, wanted_template
from customers.facts import Facts, moved_below
from customers.models import Contact, Customer, CustomerPaymentType
from customers.payment_type_lists import (
    payment_type_links,
    payment_types_of,
    shown_payment_types,
    wanted_payment_types,
    write_payment_types,
)
from customers_api.core.drafts import Caller, Draft, Incoming, Known, Written
from customers_api.core.one_row import Links
from customers_api.core.picture_files import CUSTOMER_PICTURES
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Flaw, Problem
from customers_api.core.references import (
    ById,
    ByReference,
    LinkQuery,
    LinkTarget,
    Pointer,
    Resolved,
    queries_for,
)
from customers_api.core.writing_pictures import PictureWriter
from customers_api.core.writing_trees import TreeWriter
from paymenttypes.services import CURRENCY, PAYMENT_TYPE
from regions.services import REGION

TEMPLATE = {"template", "custom_values"}
CUSTOMER = LinkTarget("customers.Customer")
USER = LinkTarget("organizations.User", has_name=False)


class CustomerWriter(TreeWriter[Customer], PictureWriter[Customer]):
    """Writes customers.

    Values beside the columns: ``is_sub_customer``, ``payment_types`` (pointers), ``picture``, ``contacts`` (a
    ``ContactList``), ``custom_values`` (of ``CustomValue``); ``security_answer`` comes in clear and is stored hashed.
    """

    model = Customer
    picture_kind = CUSTOMER_PICTURES
    links: ClassVar[Mapping[str, LinkTarget]] = {
        "category": CATEGORY,
        "parent": CUSTOMER,
        "segmentation": SEGMENTATION,
        "created_by": USER,
        "region": REGION,
    }
    targets: ClassVar[Mapping[str, LinkTarget]] = {**links, "payment_types": PAYMENT_TYPE, "currency": CURRENCY}

    def required_problem(self, values: Mapping[str, Any], existing: Customer | None) -> Problem | None:
        """See ``planning.required_problem``."""
        return planning.required_problem(values, existing)

    def queries(self, caller: Caller, values: Mapping[str, Any], existing: Customer | None) -> list[LinkQuery]:
        """Look up every link, and the defaults of those that are left out."""
        wanted = wanted_links(caller, values, existing)
        queries = queries_for(wanted, self.targets)
        if values.get("category") is None and (existing is None or "category" in values):
            queries.append(LinkQuery.first_root(planning.DEFAULT_CATEGORY, CATEGORY, caller.organization.pk))
        return queries

    def facts(
        self, caller: Caller, values: Mapping[str, Any], links: Resolved, existing: Customer | None
    ) -> Mapping[str, Any]:
        """Return the facts of one customer."""
        return self.facts_of_all(caller, links, [(values, existing)]).of(values, links, existing)

    def facts_of_all(
        self, caller: Caller, links: Resolved, rows: Sequence[tuple[Mapping[str, Any], Customer | None]]
    ) -> Facts:
        """Return what planning must know of the customers that the rows, each of what was sent and stored, are for."""
        organization = caller.organization.pk
        stored = [(values, existing) for values, existing in rows if existing is not None]
        templates = {wanted_template(values, existing) for values, existing in rows if TEMPLATE & values.keys()}
        parents = {moved_below(values, links, existing) for values, existing in stored}
        return Facts(
            payment_types_of(organization, [existing.pk for values, existing in stored if "payment_types" in values]),
            contacts_of(organization, [existing.pk for values, existing in stored if "contacts" in values]),
            load_templates(organization, [key for key in templates if key is not None]),
            self.paths(caller, [key for key in parents if key is not None]),
        )

    def plan(self, draft: Draft[Customer]) -> None:
        """Plan links, then rules; a region counts only where the organization uses geography."""
        if not draft.caller.organization.has_geography:
            draft.values = {name: value for name, value in draft.values.items() if name != "region"}
        plain = {name: value for name, value in draft.values.items() if name not in planning.PLANNED_APART}
        apart = Draft(draft.caller, plain, draft.links, draft.existing)
        PictureWriter.plan(self, apart)
        draft.changes.update(apart.changes)
        planning.plan_links(draft)
        planning.check_region(draft)
        planning.plan_security_answer(draft)
        plan_custom_fields(draft, draft.facts.get("templates", {}))
        if draft.values.get("contacts") is not None:
            refuse_contact_flaws(draft.values["contacts"])

    def flaws(self, draft: Draft[Customer]) -> Iterable[Flaw]:
        """Name a colour that is none, together with all other bad values."""
        return planning.color_flaws(draft)

    def changes_beside(self, draft: Draft[Customer], existing: Customer) -> bool:
        """Tell whether the list of payment types or the contacts change."""
        if wanted_payment_types(draft) not in (None, draft.facts.get("payment_types")):
            return True
        return bool(wanted_contacts(draft))

    def links_beside(self, draft: Draft[Customer]) -> Links | None:
        """Return the payment types of a new customer."""
        return payment_type_links(draft)

    def known(self, draft: Draft[Customer]) -> Known:
        """Return what is known of a new customer; the ids of its contacts are not."""
        links = draft.links.by_id()
        links.setdefault("category", {}).update(links.pop(planning.DEFAULT_CATEGORY, {}))
        lists: dict[type[models.Model], Any] = {CustomerPaymentType: shown_payment_types(draft)}
        if not draft.values.get("contacts"):
            lists[Contact] = ()
        return Known(links, lists)

    def after_write(self, draft: Draft[Customer], record: Customer, *, created: bool) -> None:
        """Write what hangs on one customer; the payment types of a new one are there already."""
        if created:
            self.write_contacts_of(draft.caller, [(draft, record)])
        else:
            self.write_beside(draft.caller, [(draft, record)])

    def write_beside(self, caller: Caller, pairs: Sequence[tuple[Draft[Customer], Customer]]) -> None:
        """Make the stored payment types and contacts of customers those that were sent."""
        write_payment_types(caller.organization.pk, pairs)
        self.write_contacts_of(caller, pairs)

    def write_contacts_of(self, caller: Caller, pairs: Sequence[tuple[Draft[Customer], Customer]]) -> None:
        """Make the stored contacts of customers those that were sent."""
        changes = [(record, wanted_contacts(draft)) for draft, record in pairs]
        found = [(record, change) for record, change in changes if change]
        if found:
            write_contacts(caller.organization.pk, found)


def wanted_links(caller: Caller, values: Mapping[str, Any], existing: Customer | None) -> dict[str, list[Pointer]]:
    """Return the pointers to look up, by link."""
    names = ["category", "segmentation", "created_by"]
    if caller.organization.has_geography:
        names.append("region")
    if not planning.detaches(values):
        names.append("parent")
    sent = {name: values[name] for name in names if values.get(name) not in (None, planning.NOBODY)}
    wanted: dict[str, list[Pointer]] = {name: [pointer] for name, pointer in sent.items()}
    if values.get("payment_types"):
        wanted["payment_types"] = list(values["payment_types"])
    code = values.get("currency")
    if code is None and (existing is None or "currency" in values):
        code = caller.organization.currency
    if planning.is_created_by_caller(values, existing) and planning.is_at_home(caller):
        wanted["created_by"] = [ById(caller.actor.pk)]
    if code is not None:
        wanted["currency"] = [ByReference(code.upper())]
    return wanted


def wanted_contacts(draft: Draft[Customer]) -> ContactChanges | None:
    """Return what becomes of the contacts, or ``None`` where they are left alone."""
    if draft.values.get("contacts") is None:
        return None
    return contact_changes(draft.values["contacts"], draft.facts.get("contacts", ()))


customer_writer = CustomerWriter()


def customer_create(*, caller: Caller, incoming: Incoming) -> Written[Customer]:
    """Create a customer; its reference must be free in the organization."""
    return customer_writer.create(caller=caller, incoming=incoming)


def customer_update(*, caller: Caller, pointer: Pointer, incoming: Incoming) -> Written[Customer]:
    """Change what was sent of a customer; ``lastUpdated`` moves only when something changed."""
    return customer_writer.update(caller=caller, pointer=pointer, incoming=incoming)


def customer_upsert(*, caller: Caller, reference: str, incoming: Incoming) -> Written[Customer]:
    """Create the customer of this reference, or change what was sent of it."""
    return customer_writer.upsert(caller=caller, reference=reference, incoming=incoming)


def customer_delete(*, caller: Caller, pointer: Pointer, precondition: Precondition = ANY_STATE) -> None:
    """Delete a customer with its contacts; one that is the parent of others stays."""
    customer_writer.delete(caller=caller, pointer=pointer, precondition=precondition)
