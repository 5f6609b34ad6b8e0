"""The write path of customers: the only place where they are created, changed and deleted.

It knows no HTTP and no wire name; every dialect, the back office and the commands come through these doors.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from customers import planning
from customers.categories import CATEGORY, SEGMENTATION
from customers.contact_lists import ContactChanges, contact_changes, contacts_of, refuse_contact_flaws, write_contacts
from customers.custom_fields import load_templates, plan_custom_fields, wanted_template
from customers.models import Customer, CustomerPaymentType
from customers_api.core.drafts import Caller, Draft, Incoming, Written
from customers_api.core.picture_files import CUSTOMER_PICTURES
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Flaw, Problem
from customers_api.core.references import (
    ByReference,
    LinkQuery,
    LinkTarget,
    Pointer,
    Resolved,
    queries_for,
)
from customers_api.core.units import LostRaceError
from customers_api.core.writing_pictures import PictureWriter
from customers_api.core.writing_trees import TreeWriter
from paymenttypes.services import CURRENCY, PAYMENT_TYPE
from regions.services import REGION

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
        """Return the ids above the parent, the templates, and the payment types and contacts that the customer has."""
        facts = {} if planning.detaches(values) else dict(super().facts(caller, values, links, existing))
        if existing is not None and "payment_types" in values:
            facts["payment_types"] = payment_type_ids(existing)
        if existing is not None and "contacts" in values:
            facts["contacts"] = contacts_of(existing)
        template = wanted_template(values, existing)
        if template is not None and {"template", "custom_values"} & values.keys():
            facts["templates"] = load_templates(caller.organization.pk, [template])
        return facts

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

    def after_write(self, draft: Draft[Customer], record: Customer, *, created: bool) -> None:
        """Make the stored payment types and contacts those that were sent."""
        write_payment_types(draft, record)
        changes = wanted_contacts(draft)
        if changes:
            write_contacts(record, changes)


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
    if code is not None:
        wanted["currency"] = [ByReference(code.upper())]
    return wanted


def wanted_contacts(draft: Draft[Customer]) -> ContactChanges | None:
    """Return what becomes of the contacts, or ``None`` where they are left alone."""
    if draft.values.get("contacts") is None:
        return None
    return contact_changes(draft.values["contacts"], draft.facts.get("contacts", ()))


def wanted_payment_types(draft: Draft[Customer]) -> set[int] | None:
    """Return the ids of the payment types as sent, or ``None`` where they are left alone."""
    if "payment_types" not in draft.values:
        return None
    return {draft.links.demand("payment_types", pointer).id for pointer in draft.values["payment_types"] or ()}


def write_payment_types(draft: Draft[Customer], record: Customer) -> None:
    """Make the stored payment types those of the list that was sent."""
    wanted = wanted_payment_types(draft)
    stored: set[int] = draft.facts.get("payment_types", set())
    if wanted is None or wanted == stored:
        return
    links = CustomerPaymentType.objects.for_organization(draft.caller.organization).filter(customer=record)
    if stored - wanted:
        links.filter(payment_type__in=stored - wanted).delete()
    try:
        with transaction.atomic():
            CustomerPaymentType.objects.bulk_create(
                CustomerPaymentType(
                    organization=draft.caller.organization, customer=record, payment_type_id=payment_type
                )
                for payment_type in sorted(wanted - stored)
            )
    except IntegrityError as error:
        # One of them was deleted meanwhile: looked up again, it is missed in the words for what was sent.
        raise LostRaceError("payment_types") from error


def payment_type_ids(customer: Customer) -> set[int]:
    """Return the ids of the payment types that a customer has."""
    links = CustomerPaymentType.objects.for_organization(customer.organization_id).filter(customer=customer)
    return set(links.values_list("payment_type_id", flat=True))


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
