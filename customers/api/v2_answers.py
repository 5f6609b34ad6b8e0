"""What the demo world answers to the examples of dialect v2; keys that are null are left out of customers."""

from typing import Any

from customers.api.v2_reading import CUSTOMERS, TEMPLATE_TYPE

Answer = dict[str, Any]
# A customer of the demo world to whom nothing is linked.
DELETED_ID = 287
COMPANY: Answer = {"id": 1, "name": "entity1"}
ROOT: Answer = {"id": 1, "name": "Root"}
JEWELRY: Answer = {"id": 2, "name": "Jewelry and accessories"}
FIRST_COUNTRIES: tuple[Answer, ...] = (
    {"id": 4, "name": "Afghanistan", "alpha2": "AF"},
    {"id": 248, "name": "Åland Islands", "alpha2": "AX"},
)
FRANCE: Answer = {"id": 250, "name": "France", "alpha2": "FR"}
FIELDS = ("Budget", "money"), ("Employees", "number"), ("Since", "date"), ("Nickname", "text"), ("Old", "text")
TEMPLATE: Answer = {
    "id": 1,
    "name": "Standard",
    "is_active": True,
    "type": TEMPLATE_TYPE,
    "fields": [
        {"id": number, "name": name, "data_type": data_type, "is_active": name != "Old", "order": number}
        for number, (name, data_type) in enumerate(FIELDS, 1)
    ],
}
# What is the same in both customers of the examples.
UNSIGNED = {"nda_signed": False, "msa_signed": False}


def customer(**known: object) -> Answer:
    """Return a customer with all keys of an answer in their order."""
    whole = {**UNSIGNED, **known}
    return {key.name: whole.get(key.name) for key in CUSTOMERS.keys}


MARIES_JEWELRY = customer(id=256, name="Marie's Jewelry", category=JEWELRY, city="Nice", country="France")
# The customer of 256 as a body: whoever sends it changes nothing.
MARIES_JEWELRY_SENT: Answer = {
    "company": COMPANY["id"],
    "name": MARIES_JEWELRY["name"],
    "category": JEWELRY["id"],
    "city": MARIES_JEWELRY["city"],
    "country": FRANCE["id"],
}
COMPTOIR = customer(
    id=289,
    name="Comptoir du Port",
    contact_person={"name": "Inès Roux", "email": "ines@example.com", "type": "billing"},
    city="Nice",
    country="France",
)
