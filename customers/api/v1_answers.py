"""What the demo world answers to the examples of customers, categories, segmentations and contacts in dialect v1.

Keys that are null are left out. It knows the names of the wire, and no rule of a record.
"""

from customers_api.api.notes import Answers
from customers_api.core.problems import Problem, ProblemCode
from customers_api.openapi.answered import DEMO_DATES, NEW_DATES

BASE = "/api/v1.0"
ORGANIZATION = "entity1"


def linked(path: str, id: int, reference: str, name: str) -> dict[str, object]:  # noqa: A002
    """Return the object of a linked record."""
    return {"id": id, "reference": reference, "name": name, "href": f"{BASE}/{path}/{id}"}


ROOT = linked("customerCategories", 1, "root", "Root")
JEWELRY = linked("customerCategories", 2, "jewelry", "Jewelry and accessories")
CREATOR = {"userId": 2, "reference": "emp-002", "href": f"{BASE}/users/2"}
# What is the same in each customer of these examples.
CUSTOMER = {
    "isSubCustomer": False,
    "isSameAddress": True,
    "isActive": True,
    "onHold": False,
    "createdBy": CREATOR,
    "contacts": [],
    "currency": "EUR",
    "organization": ORGANIZATION,
}
MARIES_JEWELRY = {
    **CUSTOMER,
    "id": 256,
    "reference": "NC-3",
    "name": "Marie's Jewelry",
    "categoryReference": "jewelry",
    "customerCategory": JEWELRY,
    "billWithParent": True,
    "customerSegmentationReference": "seg_a",
    "customerSegmentation": linked("customerSegmentations", 1, "seg_a", "Segmentation A"),
    "logo": "http://127.0.0.1:8000/entity1-1450169988465/photoCustomer/1471338230737_logo_color_272x92dp.png",
    "billingCountry": "FR",
    "billingCity": "Nice",
    "creditLimit": 5000,
    "dueDateConfigNumber": 7,
    "dueDateConfigType": "daysAfterInvoiceDate",
    "paymentTypes": [linked("paymentTypes", 7, "cash", "cash"), linked("paymentTypes", 8, "cheque", "cheque")],
    "region": {"id": 3, "name": "New York", "href": f"{BASE}/regions/3"},
    **DEMO_DATES,
    "lastUpdated": "2016-08-16T09:02:13Z",
}
BLUE_LANTERN = {
    **CUSTOMER,
    "id": 289,
    "reference": "NC-90",
    "name": "Blue Lantern",
    "categoryReference": "root",
    "customerCategory": ROOT,
    "billWithParent": False,
    "country": "FR",
    "paymentTypes": [],
    **NEW_DATES,
}
CUSTOMER_ANSWERS = Answers(
    shown=MARIES_JEWELRY,
    created=BLUE_LANTERN,
    further=("NC-91", "NC-92"),
    refused=(
        Problem(ProblemCode.MISSING, "parent"),
        Problem(ProblemCode.MISSING, "due_days"),
        Problem(ProblemCode.COUNTRY_UNKNOWN, "country", value="Atlantis"),
        Problem(ProblemCode.CURRENCY_UNKNOWN, "currency", value="EUX"),
        Problem(ProblemCode.CURRENCY_NOT_CONFIGURED, "currency", value="GBP"),
        Problem(ProblemCode.REGION_LEVEL, "region"),
        Problem(ProblemCode.OWN_ANCESTOR, "parent"),
    ),
)
CATEGORY_ANSWERS = Answers(
    shown={
        "id": 2,
        "reference": "jewelry",
        "name": "Jewelry and accessories",
        "isRoot": False,
        "parentId": 1,
        "parentCategory": ROOT,
        "organization": ORGANIZATION,
        **DEMO_DATES,
    },
    created={
        "id": 6,
        "reference": "watches",
        "name": "Watches",
        "isRoot": False,
        "parentId": 2,
        "parentCategory": JEWELRY,
        "organization": ORGANIZATION,
        **NEW_DATES,
    },
    further=("clocks", "straps"),
    refused=(Problem(ProblemCode.MISSING, "parent"),),
)
SEGMENTATION_ANSWERS = Answers(
    shown={"id": 1, "reference": "seg_a", "name": "Segmentation A", "organization": ORGANIZATION, **DEMO_DATES},
    created={"id": 3, "reference": "seg_z", "name": "Segmentation Z", "organization": ORGANIZATION, **NEW_DATES},
    further=("seg_y", "seg_x"),
)
# The demo world has no contact: the one shown is made by the example of a creation.
MARIE_BLANC = {
    "id": 1,
    "customerReference": "NC-3",
    "customer": linked("customers", 256, "NC-3", "Marie's Jewelry"),
    "firstName": "Marie",
    "lastName": "Blanc",
    "isDecisionMaker": False,
    **NEW_DATES,
}
CONTACT_ANSWERS = Answers(shown=MARIE_BLANC, created=MARIE_BLANC)
