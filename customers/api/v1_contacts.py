"""Contacts in dialect v1."""

from customers.api.v1_answers import CONTACT_ANSWERS
from customers.api.v1_links import CUSTOMER_LINK
from customers.api.v1_notes import CONTACT_NOTES
from customers.contacts import contact_writer
from customers.models import Contact
from customers_api.api.filters import ListFilters, WildcardFilter
from customers_api.api.parameters import Boolean, LinkTo, Text
from customers_api.api.resources import Resource
from customers_api.core.reading import ReadModel, column, dates, link_object, link_reference

TEXTS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "fonction": "job_title",
    "phone": "phone",
    "phone2": "phone2",
    "mobile": "mobile",
    "fax": "fax",
    "email": "email",
    "comment": "comment",
    "country": "country",
    "city": "city",
    "postalCode": "postal_code",
    "address": "address",
}


class ContactFilters(ListFilters):
    """Filters of contacts."""

    customerReference = WildcardFilter("customer__reference_folded")


CONTACTS = Resource(
    path="contacts",
    noun="contact",
    has_reference=False,
    reading=ReadModel(
        model=Contact,
        keys=(
            column("id"),
            link_reference("customerReference", "customer", "customer"),
            link_object("customer", "customer", "customer"),
            *(column(name, source) for name, source in TEXTS.items()),
            column("isDecisionMaker", "is_decision_maker"),
            *dates(),
        ),
        links={"customer": CUSTOMER_LINK},
    ),
    filters=ContactFilters,
    writer=contact_writer,
    parameters=(
        LinkTo("customerId", "customer", noun="customer"),
        *(Text(name, source) for name, source in TEXTS.items()),
        Boolean("isDecisionMaker", "is_decision_maker"),
    ),
    notes=CONTACT_NOTES,
    answers=CONTACT_ANSWERS,
)
