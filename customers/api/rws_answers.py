"""What the demo world answers to the examples of dialect rws."""

from typing import Any

Answer = dict[str, Any]
# The id of the next customer of the demo world, and some moment at which it is created.
CREATED_ID = 289
NOW = 1772614933
# When customer 256 was created: 2015-12-17T23:00:00Z.
CREATION = 1450393200
ADDRESS: Answer = {
    "addressLine1": None,
    "addressLine2": None,
    "city": "Nice",
    "state": None,
    "country": "FR",
    "postalCode": None,
}
MARIES_JEWELRY: Answer = {
    "name": "Marie's Jewelry",
    "accountName": "entity1",
    "securityQuestion": None,
    "securityAnswer": None,
    "shipToBillAddress": True,
    "contacts": [],
    "billingAddress": ADDRESS,
    "shippingAddress": ADDRESS,
    "customerId": 256,
}
# The customer of 256 as a body: whoever sends it changes nothing.
MARIES_JEWELRY_SENT: Answer = {
    "name": MARIES_JEWELRY["name"],
    "accountName": MARIES_JEWELRY["accountName"],
    "billingAddress": {"city": ADDRESS["city"], "country": ADDRESS["country"]},
    "shipToBillAddress": True,
}
