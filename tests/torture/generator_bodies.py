"""Makes the bodies of writes for each dialect from its declarations, and writes them as JSON, forms or neither.

It knows keys and media types; it must not know an address, nor what is answered.
"""

import json
import string
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Any
from urllib.parse import quote

from customers.api.rws_bodies import BILLING_ADDRESS, CONTACT_TEXTS
from customers.api.v2_bodies import ADDRESS_TEXTS, DESCRIPTIONS, TEXTS
from customers.models import ContactKind
from customers_api.api.parameters import LinkTo
from tests.torture.generator_operations import Target
from tests.torture.generator_strings import OTHER_TYPES, RAW
from tests.torture.generator_values import known_text, rubbish, some_id, sound
from tests.torture.generator_world import Known

JSON, FORM, BOUNDARY = "application/json", "application/x-www-form-urlencoded", "x" * 24
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
TYPES = ("account_management", *ContactKind.values, "other")
DAYS = ("2024-02-29", "2023-02-29", "2023-13-01", "0001-01-01", "9999-12-31", "2023-1-1")

Maker = Callable[[Known, Random], Any]


def short_text(longest: int) -> Maker:
    """Return what makes texts for a field of this length."""
    return lambda known, rng: known_text(known, rng, longest)


def a_name(longest: int) -> Maker:
    """Return what makes names of customers, many of them taken."""
    return lambda known, rng: rng.choice(known.names) if rng.random() < 0.4 else known_text(known, rng, longest)


def one_of(*values: Any) -> Maker:
    """Return what chooses among values."""
    return lambda _, rng: rng.choice(values)


def an_id(path: str) -> Maker:
    """Return what makes ids, as numbers or as texts."""

    def make(known: Known, rng: Random) -> Any:
        key = some_id(rng, known.ids[path])
        return str(key) if rng.random() < 0.3 else key

    return make


def an_object(makers: Mapping[str, Maker]) -> Maker:
    """Return what makes objects with some of the keys."""
    return lambda known, rng: {key: value_of(make, known, rng) for key, make in makers.items() if rng.random() < 0.7}


def some_objects(makers: Mapping[str, Maker], most: int) -> Maker:
    """Return what makes lists of such objects."""
    make = an_object(makers)
    return lambda known, rng: [make(known, rng) for _ in range(rng.randint(0, most))]


def value_of(make: Maker, known: Known, rng: Random) -> Any:
    """Return a value, once in a while any other one."""
    return rubbish(rng) if rng.random() < 0.04 else make(known, rng)


def custom_values(known: Known, rng: Random) -> Any:
    """Return a template with values, as a list or as an object."""
    values = [
        (rng.choice([*known.fields, 10**9]), rng.choice(("12.50", 3, "2024-02-29", "x", -1, None, 0.005)))
        for _ in range(2)
    ]
    fields = rng.choice(
        ([{"id": key, "value": value} for key, value in values], {str(key): value for key, value in values}, None)
    )
    return {"id": some_id(rng, known.ids["template"]), "fields": fields}


V2_BODY: Mapping[str, Maker] = {
    "company": an_id("company"),
    "name": a_name(50),
    "category": an_id("customerCategories"),
    "contact_person": an_object(
        {"name": short_text(50), "email": one_of("a@b", "nobody", "é@" + "x" * 252), "type": one_of(*TYPES)}
    ),
    **{key: short_text(longest) for key, _, longest in (*ADDRESS_TEXTS, *TEXTS, *DESCRIPTIONS)},
    "country": one_of(250, "004", "840", 4, 999, "FR"),
    **dict.fromkeys(("nda_signed", "msa_signed"), one_of(True, False, None, "true")),
    **dict.fromkeys(("nda_signed_date", "msa_signed_date"), one_of(*DAYS)),
    "template": custom_values,
}
RWS_ADDRESS: Mapping[str, Maker] = {key: short_text(longest) for key, _, longest in BILLING_ADDRESS}
RWS_BODY: Mapping[str, Maker] = {
    "name": a_name(60),
    "accountName": lambda known, rng: rng.choice(known.accounts),
    "securityQuestion": short_text(100),
    "securityAnswer": one_of("x", "********", "", "é" * 100, "x" * 101),
    "shipToBillAddress": one_of(True, False, "true", "no"),
    "contacts": some_objects({key: short_text(longest) for key, _, longest in CONTACT_TEXTS}, 5),
    "billingAddress": an_object(RWS_ADDRESS),
    "shippingAddress": an_object(RWS_ADDRESS),
}
# Without these nearly every body would be refused in the first step.
REQUIRED = {
    "reference",
    "name",
    "company",
    "accountName",
    "customerId",
    "firstName",
    "lastName",
    "isRoot",
    "parentId",
    "exchangeRate",
}


def makers_of(target: Target) -> Mapping[str, Maker]:
    """Return what makes a value for each parameter of an operation."""
    resource = target.resource
    if resource is None:
        return V2_BODY if target.dialect == "v2" else RWS_BODY
    return {item.name: partial(sound, item, resource) for item in resource.parameters}


def sound_body_of(target: Target, known: Known, rng: Random) -> dict[str, Any]:
    """Return what is required and a few other parameters, links above all, with values of the right types."""
    links = (
        {item.name for item in target.resource.parameters if isinstance(item, LinkTo)}
        if target.resource
        else {"category", "template"}
    )
    share = rng.choice((0.03, 0.1))
    chosen = {name: 0.95 if name in REQUIRED else 0.4 if name in links else share for name in makers_of(target)}
    body = {name: make(known, rng) for name, make in makers_of(target).items() if rng.random() < chosen[name]}
    if target.resource is not None and rng.random() < 0.4:
        body["useExternalId"] = rng.random() < 0.5
    return body


def body_of(target: Target, known: Known, rng: Random) -> dict[str, Any]:
    """Return some parameters of an operation with values, most of them sound."""
    share = rng.choice((0.02, 0.1, 0.4, 1))
    body: dict[str, Any] = {
        name: make(known, rng)
        for name, make in makers_of(target).items()
        if rng.random() < (0.93 if name in REQUIRED else share)
    }
    if target.resource is not None and rng.random() < 0.4:
        body["useExternalId"] = rng.choice((True, False, "true", "", 7))
    for key in rng.sample(sorted(body), min(len(body), rng.choice((0, 0, 0, 1, 1, 2)))):
        body[key] = rubbish(rng)
    if rng.random() < 0.05:
        body["".join(rng.choice(string.printable) for _ in range(9))] = rubbish(rng)
    return body


def written(body: dict[str, Any], target: Target, rng: Random) -> tuple[str, bytes]:
    """Return a content type and the bytes of a body."""
    chance = rng.random()
    if chance < 0.06:
        return rng.choice((JSON, FORM, MULTIPART, *OTHER_TYPES)), rng.choice(RAW)
    pictured = any(isinstance(value, bytes) for value in body.values())
    if pictured or chance < (0.2 if target.dialect == "v1" else 0.08):
        data = as_multipart(body, rng)
        return MULTIPART, data if rng.random() < 0.95 else data[: rng.randrange(len(data))]
    if chance < (0.4 if target.dialect == "v1" else 0.1):
        return FORM, as_form(body)
    return rng.choice((JSON, JSON, JSON, "application/json; charset=utf-8")), as_json(body, rng)


def written_soundly(body: dict[str, Any], target: Target, rng: Random) -> tuple[str, bytes]:
    """Return a content type and the bytes of a body that can be read."""
    if any(isinstance(value, bytes) for value in body.values()):
        return MULTIPART, as_multipart(body, rng)
    return (FORM, as_form(body)) if target.dialect == "v1" and rng.random() < 0.3 else (JSON, as_json(body, rng))


def as_json(body: dict[str, Any], rng: Random) -> bytes:
    """Return JSON, its letters escaped or as they are."""
    escaped = json.dumps(body, default=str)
    plain = json.dumps(body, default=str, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return escaped.encode() if rng.random() < 0.6 else plain


def as_text(value: Any) -> str:
    """Return what a form can hold of a value."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, default=str)


def as_form(body: dict[str, Any]) -> bytes:
    """Return a form."""
    pairs = ((quote(key), quote(as_text(value), errors="surrogatepass")) for key, value in body.items())
    return "&".join("=".join(pair) for pair in pairs).encode()


def as_multipart(body: dict[str, Any], rng: Random) -> bytes:
    """Return a multipart form, in which a text may come as a file too."""
    parts = []
    for key, value in body.items():
        name = quote(key, safe=string.punctuation.replace('"', "") + " ")
        head = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(value, bytes) or rng.random() < 0.02:
            name = rng.choice(
                ("logo.png", "../../x.png", "a\\b.gif", "é🏬.jpg", "", ".", "x" * 300 + ".png", "%s{0}.php")
            )
            head += f'; filename="{name}"\r\nContent-Type: ' + rng.choice(("image/png", "text/html", "", "x/y; a=b"))
        content = value if isinstance(value, bytes) else as_text(value).encode("utf-8", "surrogatepass")
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
