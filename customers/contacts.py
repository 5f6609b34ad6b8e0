"""The write path of contacts, when they are written one by one: each change is a change of their customer too."""

from collections.abc import Mapping
from typing import ClassVar

from django.db.models import F, Max
from django.utils import timezone

from customers.models import Contact, Customer
from customers.services import CUSTOMER
from customers_api.core.drafts import Draft
from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.references import LARGEST_ID, ById, LinkTarget, Pointer
from customers_api.core.writing import RecordWriter
from organizations.models import Organization


class ContactWriter(RecordWriter[Contact]):
    """Writes contacts; they have no reference, and stay with their customer."""

    model = Contact
    required = ("customer", "first_name", "last_name")
    never_empty = ("customer",)
    links: ClassVar[Mapping[str, LinkTarget]] = {"customer": CUSTOMER}

    def find(self, organization: Organization, pointer: Pointer) -> Contact | None:
        """Lock the customer first, as its deletion does: the other order would be a deadlock."""
        if isinstance(pointer, ById) and pointer.value <= LARGEST_ID:
            customers = Customer.objects.for_organization(organization).filter(contacts=pointer.value)
            customers.select_for_update(no_key=True, of=("self",)).first()
        return super().find(organization, pointer)

    def plan(self, draft: Draft[Contact]) -> None:
        """Refuse another customer than the stored one."""
        super().plan(draft)
        stored = draft.existing
        if stored is not None and draft.changes.get("customer_id", stored.customer_id) != stored.customer_id:
            raise Problem.invalid(Flaw("customer", FlawRule.FIXED))

    def before_write(self, draft: Draft[Contact]) -> None:
        """Count the change of the customer; a new contact comes last, and two new ones get different places."""
        super().before_write(draft)
        stored = draft.existing
        customer = stored.customer_id if stored is not None else draft.changes["customer_id"]
        touch(draft.caller.organization.pk, customer)
        if stored is None:
            contacts = self.rows(draft.caller.organization).filter(customer_id=customer)
            last = contacts.aggregate(last=Max("position"))["last"]
            draft.changes["position"] = 0 if last is None else last + 1

    def after_delete(self, record: Contact) -> None:
        """Count the change of the customer."""
        super().after_delete(record)
        touch(record.organization_id, record.customer_id)


def touch(organization: int, customer: int) -> None:
    """Count a change of the customer's contacts as a change of the customer."""
    Customer.objects.for_organization(organization).filter(pk=customer).update(
        version=F("version") + 1, last_updated=timezone.now()
    )


contact_writer = ContactWriter()
