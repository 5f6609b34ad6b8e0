"""What the description says of dialect rws, read from the tables that bodies are decoded by."""

from customers.api import rws_answers, rws_samples
from customers.api.rws_bodies import (
    BILLING_ADDRESS,
    CONTACT_TEXTS,
    KNOWN_CONTACTS,
    LONGEST_NAME,
    LONGEST_SECRET,
    MASK,
    SHIPPING_ADDRESS,
    Table,
)
from customers.models import Contact, Customer
from customers_api.api.notes import Schema
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_empty, or_text
from customers_api.openapi.columns import shown_column
from customers_api.openapi.operations import JSON, Body, Operation, Reply
from customers_api.openapi.problems import ASKED

TAG = "customers"
ID = schemas.parameter("path", "id", schemas.identity(), 256, "`customerId` of an answer.")
EXAMPLES = {
    "name": "Inès Roux",
    "title": "Owner",
    "phone": "+33 4 99 00 11 22",
    "mobile": "+33 6 12 34 56 78",
    "email": "ines@example.com",
    "addressLine1": "12 quai des États-Unis",
    "addressLine2": "Port Lympia",
    "city": "Nice",
    "state": "Alpes-Maritimes",
    "country": "FR",
    "postalCode": "06300",
}
BODY_EXAMPLE = {
    "name": "Voiles du Port",
    "accountName": "entity1",
    "contacts": [{"name": "Inès Roux", "email": "ines@example.com"}],
    "billingAddress": {"addressLine1": "12 quai des États-Unis", "city": "Nice", "country": "FR"},
    "shipToBillAddress": True,
}
SECRETS = {"securityQuestion": "What is the name of the ship?", "securityAnswer": "Liberté"}


def unset(schema: Schema, example: object) -> Schema:
    """Return what may be null or an empty text, which is the same here, with an example."""
    return {**schemas.nullable(or_empty(schema)), "examples": [example]}


def sent_texts(table: Table) -> Schema:
    """Return an object of texts with the table's greatest lengths."""
    keys = {key: unset(schemas.text(longest), EXAMPLES[key]) for key, _, longest in table}
    return schemas.record(keys, ())


def shown_texts(table: Table) -> Schema:
    """Return an object of texts as they are stored."""
    return schemas.record({key: shown_column(Customer, column) for key, column, _ in table})


def shown_contact() -> Schema:
    """Return a contact; its name is two names elsewhere."""
    keys = {key: schemas.nullable(schemas.text(511)) for key, _, _ in CONTACT_TEXTS[:1]}
    columns = {key: shown_column(Contact, column) for key, column, _ in CONTACT_TEXTS[1:]}
    return schemas.record({**keys, **columns})


ACCOUNT = schemas.text(255)
SENT: dict[str, Schema] = {
    "name": {**schemas.text(LONGEST_NAME, 1, pattern=r"\S"), "examples": ["Voiles du Port"]},
    "accountName": unset(ACCOUNT, "entity1"),
    **{key: unset(schemas.text(LONGEST_SECRET), text) for key, text in SECRETS.items()},
    "shipToBillAddress": unset(or_text(schemas.truth()), True),
    "contacts": unset(
        schemas.array(schemas.nullable(or_empty(schemas.named("ContactSent"))), maxItems=KNOWN_CONTACTS),
        [{"name": "Inès Roux"}],
    ),
    "billingAddress": unset(schemas.named("AddressSent"), {"city": "Nice"}),
    "shippingAddress": unset(schemas.named("AddressSent"), {"city": "Antibes"}),
}
# A customer that is there has its account.
CREATED = {**SENT, "accountName": {**ACCOUNT, "minLength": 1, "examples": ["entity1"]}}
COMPONENTS: dict[str, Schema] = {
    "ContactSent": sent_texts(CONTACT_TEXTS),
    "AddressSent": sent_texts(BILLING_ADDRESS),
    "CustomerNew": schemas.record(CREATED, ("name", "accountName")),
    "CustomerWhole": schemas.record(SENT, ("name",)),
    "Customer": schemas.record(
        {
            "name": schemas.text(255),
            "accountName": schemas.text(255),
            "securityQuestion": shown_column(Customer, "security_question"),
            "securityAnswer": schemas.nullable(schemas.one_of([MASK])),
            "shipToBillAddress": schemas.truth(),
            "contacts": schemas.array(shown_contact(), maxItems=KNOWN_CONTACTS),
            "billingAddress": shown_texts(BILLING_ADDRESS),
            "shippingAddress": shown_texts(SHIPPING_ADDRESS),
            "customerId": schemas.identity(),
        }
    ),
    "Acknowledgement": schemas.record(
        {"customerId": schemas.identity(), "timestamp": schemas.whole(0, 2**63 - 1, description="Of the creation.")}
    ),
}
VERSION = (ProblemCode.INVALID_PARAMETER,)
UNKNOWN = (ProblemCode.RECORD_NOT_FOUND, ProblemCode.PATH_NOT_FOUND)
CHECKED = (
    *ASKED,
    *VERSION,
    ProblemCode.ACCESS_DENIED,
    ProblemCode.BODY_TOO_LARGE,
    ProblemCode.MALFORMED_BODY,
    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
    ProblemCode.MISSING,
    ProblemCode.INVALID_TYPE,
    ProblemCode.INVALID_BOOLEAN,
    ProblemCode.INVALID_VALUE,
    ProblemCode.LINK_NOT_FOUND,
    ProblemCode.NOT_UNIQUE,
)


def done(customer: int, timestamp: int) -> dict[int, Reply]:
    """Return the answer to a write."""
    example = {"customerId": customer, "timestamp": timestamp}
    return {200: Reply("It is done.", schemas.named("Acknowledgement"), example=example)}


CUSTOMERS = {
    "post": Operation(
        id="createCustomer",
        summary="Create a customer",
        tag=TAG,
        replies=done(rws_answers.CREATED_ID, rws_answers.NOW),
        problems=CHECKED,
        samples=rws_samples.WRITTEN,
        bodies={JSON: Body(schemas.named("CustomerNew"), BODY_EXAMPLE)},
        components=COMPONENTS,
    )
}
CUSTOMER = {
    "get": Operation(
        id="showCustomer",
        summary="Show a customer",
        tag=TAG,
        parameters=(ID,),
        replies={200: Reply("The customer.", schemas.named("Customer"), example=rws_answers.MARIES_JEWELRY)},
        problems=(*ASKED, *VERSION, *UNKNOWN),
        samples=rws_samples.SHOWN,
        components=COMPONENTS,
    ),
    "put": Operation(
        id="replaceCustomer",
        summary="Replace a customer: what is left out is cleared",
        tag=TAG,
        parameters=(ID,),
        replies=done(rws_answers.MARIES_JEWELRY["customerId"], rws_answers.CREATION),
        problems=(*CHECKED, *UNKNOWN),
        samples=rws_samples.WRITTEN,
        bodies={JSON: Body(schemas.named("CustomerWhole"), rws_answers.MARIES_JEWELRY_SENT)},
        components=COMPONENTS,
    ),
}
