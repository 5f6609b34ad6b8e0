"""The rows of contacts, read and written for one customer or for many at once; what changes is decided elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from customers.contact_lists import ContactChanges
from customers.models import Contact, Customer
from customers_api.core.bulk_rows import completed, insert_rows, update_records


def contacts_of(organization: int, customers: Iterable[int]) -> dict[int, list[Contact]]:
    """Return the contacts of customers in their order, by the customer's id."""
    keys = list(customers)
    found: dict[int, list[Contact]] = {}
    if not keys:
        return found
    contacts = Contact.objects.for_organization(organization).filter(customer__in=keys).order_by("position", "pk")
    for contact in contacts:
        found.setdefault(contact.customer_id, []).append(contact)
    return found


def write_contacts(organization: int, pairs: Sequence[tuple[Customer, ContactChanges]]) -> None:
    """Write what has changed of the contacts of customers."""
    removed = [contact.pk for _, changes in pairs for contact in changes.removed]
    if removed:
        Contact.objects.for_organization(organization).filter(pk__in=removed).delete()
    changed = [change for _, changes in pairs for change in changes.changed]
    update_records(*changed_contacts(changed))
    added = [row for customer, changes in pairs for row in new_contacts(customer, changes)]
    insert_rows(Contact, organization, [completed(Contact, row) for row in added])


def changed_contacts(changed: Iterable[tuple[Contact, Mapping[str, Any]]]) -> tuple[list[Contact], set[str]]:
    """Set the changed columns of contacts; return them, and the names of all columns to write."""
    now = timezone.now()
    contacts: list[Contact] = []
    names: set[str] = set()
    for contact, columns in changed:
        for name, value in {**columns, "version": contact.version + 1, "last_updated": now}.items():
            setattr(contact, name, value)
        contacts.append(contact)
        names |= {*columns, "version", "last_updated"}
    return contacts, names


def new_contacts(customer: Customer, changes: ContactChanges) -> Iterable[dict[str, Any]]:
    """Return the rows of contacts that come last."""
    now = timezone.now()
    dates = {"date_created": now, "last_updated": now}
    for position, columns in enumerate(changes.added, start=changes.next_position):
        yield {"customer_id": customer.pk, "position": position, **dates, **columns}
