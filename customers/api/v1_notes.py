"""What the description of customers, categories, segmentations and contacts adds to their declarations in dialect v1.

Examples are those of the demo world. It knows the names of the wire, and no rule of a record.
"""

from customers.api.v1_links import PAYMENT_TYPE_LINK
from customers.models import Contact
from customers_api.api.notes import Notes, Schema
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.columns import shown_column
from customers_api.openapi.shown import HREF, linked

PICTURE_ADDRESS = schemas.nullable(schemas.text(2048, format="uri"))
COLOUR = schemas.text(7, 7, pattern="^#[0-9A-Fa-f]{6}$")
PLACE = {
    "country": "FR",
    "city": "Nice",
    "postalCode": "06300",
    "address": "12 quai des États-Unis",
}
PERSON = {
    "email": "office@example.com",
    "phone": "+33 4 99 00 11 22",
    "mobile": "+33 6 12 34 56 78",
    "fax": "+33 4 99 00 11 23",
    "comment": "Closed on Mondays",
}
CUSTOMER_EXAMPLES = {
    **PLACE,
    **PERSON,
    "id": 256,
    "reference": "NC-3",
    "name": "Marie's Jewelry",
    "reference2": "1027",
    "barcode": "3760123450017",
    "billingCountry": "FR",
    "billingCity": "Nice",
    "billingPostalCode": "06300",
    "billingAddress": "12 quai des États-Unis",
    "billingLat": 43.695,
    "billingLng": 7.275,
    "latitude": 43.695,
    "longitude": 7.275,
    "website": "https://www.example.com",
    "creditLimit": 5000,
    "dueDateConfigNumber": 7,
    "dueDateConfigType": "daysAfterInvoiceDate",
    "taxNumber": "FR40303265045",
    "companyRegistrationNumber": "303 265 045",
    "currency": "EUR",
    "imageFile": "http://127.0.0.1:8000/entity1-1450169988465/photoCustomer/1471338230737_logo.png",
    "customerRisk": "low",
    "customerRiskColor": "#00AA55",
    "onHoldReason": "Moves house",
    "categoryReference": "jewelry",
    "customerSegmentationReference": "seg_*",
    "parentReference": "NC-3",
}
CUSTOMER_PROBLEMS = (
    ProblemCode.COUNTRY_UNKNOWN,
    ProblemCode.CURRENCY_UNKNOWN,
    ProblemCode.CURRENCY_NOT_CONFIGURED,
    ProblemCode.REGION_LEVEL,
    ProblemCode.OWN_ANCESTOR,
)


def contact_items(keys: dict[str, str]) -> Schema:
    """Return the contacts among the keys of a customer."""
    shown = {key: shown_column(Contact, column) for key, column in keys.items()}
    return schemas.array(schemas.record({"id": schemas.identity(), **shown, "href": HREF}))


def customer_notes(*, contacts: dict[str, str], due_dates: tuple[str, ...]) -> Notes:
    """Return the notes of customers; the names of their contacts' keys and of due dates are the declaration's."""
    return Notes(
        examples=CUSTOMER_EXAMPLES,
        creation={"reference": "NC-90", "name": "Blue Lantern", "country": "FR"},
        shown={
            "isSubCustomer": schemas.truth(),
            "logo": PICTURE_ADDRESS,
            "dueDateConfigType": schemas.nullable(schemas.one_of(due_dates)),
            "paymentTypes": schemas.array(linked(PAYMENT_TYPE_LINK)),
            "contacts": contact_items(contacts),
        },
        sent={
            "isSubCustomer": schemas.truth(),
            "currency": schemas.text(3, 3, pattern="^[A-Za-z]{3}$"),
            "customerRiskColor": COLOUR,
        },
        problems=CUSTOMER_PROBLEMS,
    )


CATEGORY_NOTES = Notes(
    examples={
        "id": 2,
        "reference": "jewelry",
        "name": "Jewelry and accessories",
        "description": "Rings, chains and watches",
        "image": "http://127.0.0.1:8000/entity1-1450169988465/photoCustomerCategory/1471338230737_rings.png",
    },
    creation={"reference": "watches", "name": "Watches", "parentId": 2},
    shown={"image": PICTURE_ADDRESS},
    sent={"isRoot": schemas.truth()},
)
SEGMENTATION_NOTES = Notes(
    examples={"id": 1, "reference": "seg_a", "name": "Segmentation A", "description": "Buys once a month"},
    creation={"reference": "seg_z", "name": "Segmentation Z"},
)
CONTACT_NOTES = Notes(
    examples={
        **PLACE,
        **PERSON,
        "id": 1,
        "customerId": 256,
        "firstName": "Marie",
        "lastName": "Blanc",
        "fonction": "Owner",
        "phone2": "+33 4 99 00 11 24",
        "customerReference": "NC-3",
    }
)
