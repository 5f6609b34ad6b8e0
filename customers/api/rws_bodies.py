"""Reads the body of a customer in dialect rws into the core's values, in the documented order of checks.

A body is the whole customer: what is absent, null or empty is unset. The greatest lengths are the dialect's own.
"""

from collections.abc import Mapping
from typing import Any

from customers.contact_lists import WHOLE_NAME, ContactList
from customers.planning import FreeCountry
from customers_api.core.drafts import Incoming
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.text import is_storable

# Stands for the stored answer, which is never shown.
MASK = "********"
KNOWN_CONTACTS = 4
LONGEST_NAME = 60
LONGEST_SECRET = 100
# Key of the body, the core's field, the greatest length.
CONTACT_TEXTS = (
    ("name", WHOLE_NAME, 40),
    ("title", "job_title", 40),
    ("phone", "phone", 25),
    ("mobile", "mobile", 40),
    ("email", "email", 320),
)
CONTACT_WORDS = tuple(field for _, field, _ in CONTACT_TEXTS)
BILLING_ADDRESS = (
    ("addressLine1", "billing_address", 40),
    ("addressLine2", "billing_address2", 40),
    ("city", "billing_city", 40),
    ("state", "billing_state", 40),
    ("country", "billing_country", 150),
    ("postalCode", "billing_postal_code", 15),
)
SHIPPING_ADDRESS = tuple((key, field.removeprefix("billing_"), longest) for key, field, longest in BILLING_ADDRESS)
BOOLEANS = {"true": True, "false": False}

Table = tuple[tuple[str, str, int], ...]


def invalid(field: str, rule: FlawRule = FlawRule.BAD_FORMAT, limit: int | None = None) -> Problem:
    """Return the problem of a value that breaks a rule; the table has one line for all rules of a field."""
    return Problem.invalid(Flaw(field, rule, limit))


def is_unset(raw: object) -> bool:
    """Tell whether a value counts as absent."""
    return raw is None or raw == ""


def read_text(raw: object, field: str, longest: int) -> str | None:
    """Return a text as it was sent."""
    if is_unset(raw):
        return None
    if not isinstance(raw, str):
        raise invalid(field)
    if len(raw) > longest:
        raise invalid(field, FlawRule.TOO_LONG, longest)
    if not is_storable(raw):
        raise invalid(field, FlawRule.NOT_STORABLE)
    return raw


def read_name(raw: object) -> str:
    """Return the name; blanks alone are none."""
    name = read_text(raw, "name", LONGEST_NAME)
    if name is None:
        raise Problem(ProblemCode.MISSING, "name")
    if not name.strip():
        raise invalid("name")
    return name


def read_account_name(raw: object) -> str | None:
    """Return the name of the account."""
    if is_unset(raw):
        return None
    if not isinstance(raw, str):
        raise Problem(ProblemCode.INVALID_TYPE, "organization")
    return raw


def decode_customer(body: Mapping[str, Any], name: str, *, has_answer: bool) -> Incoming:
    """Return the values of every field that the dialect has a word for; name and account are read before it."""
    values: dict[str, Any] = {
        "name": name,
        **read_security(body, has_answer=has_answer),
        "contacts": read_contacts(body.get("contacts")),
        **read_address(body.get("billingAddress"), BILLING_ADDRESS),
        **read_address(body.get("shippingAddress"), SHIPPING_ADDRESS),
        "is_same_address": read_flag(body.get("shipToBillAddress")),
    }
    return Incoming(values)


def read_security(body: Mapping[str, Any], *, has_answer: bool) -> dict[str, Any]:
    """Return the security question and its answer: both or none. The mask leaves the stored answer alone."""
    question, answer = body.get("securityQuestion"), body.get("securityAnswer")
    is_masked = answer == MASK
    answered = has_answer if is_masked else not is_unset(answer)
    if not is_unset(question) and not answered:
        raise Problem(ProblemCode.MISSING, "security_answer")
    if is_unset(question) and answered:
        raise Problem(ProblemCode.MISSING, "security_question")
    values: dict[str, Any] = {"security_question": read_text(question, "security_question", LONGEST_SECRET)}
    if not (is_masked and has_answer):
        values["security_answer"] = None if is_masked else read_text(answer, "security_answer", LONGEST_SECRET)
    return values


def read_contacts(raw: object) -> ContactList:
    """Return the contacts: first how many they are, then each one."""
    if is_unset(raw):
        return ContactList((), KNOWN_CONTACTS, CONTACT_WORDS)
    if not isinstance(raw, list) or len(raw) > KNOWN_CONTACTS:
        raise invalid("contacts", FlawRule.TOO_LONG, KNOWN_CONTACTS)
    people = tuple(read_contact(entry, index) for index, entry in enumerate(raw))
    return ContactList(people, KNOWN_CONTACTS, CONTACT_WORDS)


def read_contact(raw: object, index: int) -> Mapping[str, Any]:
    """Return one contact; one without a word is a contact too."""
    place = f"contacts[{index}]"
    if not is_unset(raw) and not isinstance(raw, Mapping):
        raise invalid(f"{place}.{WHOLE_NAME}")
    sent = raw if isinstance(raw, Mapping) else {}
    return {field: read_text(sent.get(key), f"{place}.{field}", longest) for key, field, longest in CONTACT_TEXTS}


def read_address(raw: object, table: Table) -> dict[str, Any]:
    """Return the columns of an address; its country may be any text."""
    if not is_unset(raw) and not isinstance(raw, Mapping):
        raise invalid(table[0][1])
    sent = raw if isinstance(raw, Mapping) else {}
    columns: dict[str, Any] = {}
    for key, field, longest in table:
        text = read_text(sent.get(key), field, longest)
        columns[field] = FreeCountry(text) if key == "country" and text is not None else text
    return columns


def read_flag(raw: object) -> bool:
    """Return whether the billing address is the shipping address too."""
    value = BOOLEANS.get(raw.lower()) if isinstance(raw, str) and raw else raw
    if is_unset(raw) or value is False:
        return False
    if value is not True:
        raise Problem(ProblemCode.INVALID_BOOLEAN, "is_same_address")
    return True


def without_repeated_address(incoming: Incoming, stored: Mapping[str, Any]) -> Incoming:
    """Leave the shipping address alone when what was sent is only the billing address that the last answer showed.

    A customer whose goods go to the billing address is answered with that one twice. Sent back as it was read, the
    second one says nothing about the shipping address that is stored beside the flag.
    """
    pairs = [(field, billing) for (_, field, _), (_, billing, _) in zip(SHIPPING_ADDRESS, BILLING_ADDRESS, strict=True)]
    is_repeated = all(incoming.values[field] == stored[billing] for field, billing in pairs)
    if not (is_repeated and stored["is_same_address"] and incoming.values["is_same_address"]):
        return incoming
    shipping = {field for field, _ in pairs}
    return Incoming({name: value for name, value in incoming.values.items() if name not in shipping})
