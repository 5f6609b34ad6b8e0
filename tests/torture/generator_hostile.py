"""Knows strings that break programs, and every place of a request in which a string may stand.

It must not know what is answered.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from customers.api.rws_bodies import BILLING_ADDRESS, CONTACT_TEXTS
from customers.api.v2_bodies import ADDRESS_TEXTS, DESCRIPTIONS, TEXTS
from customers_api.api.filters import filter_names
from customers_api.api.parameters import Text
from tests.pictures import sample
from tests.torture.generator import HEADERS, Sent
from tests.torture.generator_bodies import BOUNDARY, FORM, JSON, MULTIPART, as_form
from tests.torture.generator_operations import TARGETS, Target
from tests.torture.generator_world import Known

Make = Callable[[str, Known], Sent]
PAGING = ("max", "offset", "sort", "order", "fields", "company", "limit")
V2_TEXTS = ("name", *(key for key, *_ in (*ADDRESS_TEXTS, *TEXTS, *DESCRIPTIONS)), "website")
NEW = {"reference": "hostile", "name": "Hostile", "isRoot": True, "firstName": "A", "lastName": "B"}


@dataclass(frozen=True)
class Place:
    """A place in a request: ``make`` puts a string there; ``shown`` tells under which keys an answer gives it back."""

    name: str
    target: Target
    make: Make
    shown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} of {self.target}"


def target(dialect: str, method: str, path: str) -> Target:
    """Return an operation."""
    return next(
        item for item in TARGETS if (item.dialect, item.method) == (dialect, method) and item.template.endswith(path)
    )


def as_json(value: Any) -> bytes:
    """Return JSON in which surrogates are escaped, as they can be sent."""
    return json.dumps(value).encode()


def as_part(name: str, value: bytes, file_name: str | None = None) -> bytes:
    """Return a multipart form of one part, in which names may hold what they should not."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    head += "" if file_name is None else f'; filename="{file_name}"\r\nContent-Type: image/png'
    return f"{head}\r\n\r\n".encode("utf-8", "surrogatepass") + value + f"\r\n--{BOUNDARY}--\r\n".encode()


def escaped(text: str) -> str:
    """Return a text for a path or a query."""
    return quote(text, safe="", errors="surrogatepass")


def body_places() -> Iterator[Place]:
    """Yield every text of every body of dialect v1, in each kind of body."""
    for item in TARGETS:
        if item.kind == "create" and item.resource is not None:
            names = [parameter.name for parameter in item.resource.parameters if type(parameter) is Text]
            for name in names:
                for kind, write in WRITTEN.items():
                    yield Place(f"{name} as {kind[:24]}", item, in_body(item, name, kind, write), (name,))


def as_multipart(body: Mapping[str, Any]) -> bytes:
    """Return a multipart form of several texts."""
    parts = [as_part(name, str(value).encode("utf-8", "surrogatepass")) for name, value in body.items()]
    end = f"--{BOUNDARY}--\r\n".encode()
    return b"".join(part.removesuffix(end) for part in parts) + end


WRITTEN: Mapping[str, Callable[[dict[str, Any]], bytes]] = {JSON: as_json, FORM: as_form, MULTIPART: as_multipart}


def in_body(item: Target, name: str, kind: str, write: Callable[[dict[str, Any]], bytes]) -> Make:
    """Return what sends a creation that holds the string."""

    def make(text: str, known: Known) -> Sent:
        reference = "JPY" if item.group == "currencies" else "hostile"
        new = {**NEW, "reference": reference, "customerId": known.ids["customers"][0], name: text}
        return Sent("POST", item.template.format(version="v1.0"), kind, write(new))

    return make


def v2_places() -> Iterator[Place]:
    """Yield the texts of the bodies of dialect v2, and some values that are no texts."""

    def place(name: str, value: Callable[[str, Known], Any], *shown: str) -> Place:
        def make(text: str, known: Known) -> Sent:
            new = {"company": known.ids["company"][0], "name": "Hostile", name: value(text, known)}
            return Sent("POST", "/api/v2/customer", JSON, as_json(new))

        return Place(".".join(shown) or name, target("v2", "POST", "/customer"), make, shown)

    yield from (place(key, lambda text, _: text, key) for key in V2_TEXTS)
    yield from (place(key, lambda text, _: text) for key in ("company", "category", "country", "msa_signed_date"))
    yield place("contact_person", lambda text, _: {"name": text, "email": "a@b"}, "contact_person", "name")
    yield place("contact_person", lambda text, _: {"name": "N", "email": text}, "contact_person", "email")
    yield place("contact_person", lambda text, _: {"name": "N", "email": "a@b", "type": text})
    yield place("template", lambda text, _: text)
    yield place("template", lambda text, known: {"id": known.ids["template"][0], "fields": {text: 1}})
    yield place("template", with_custom_value, "template", "fields", "F3")


def with_custom_value(text: str, known: Known) -> Any:
    """Return a template whose text is the string."""
    return {"id": known.ids["template"][0], "fields": [{"id": known.fields[3], "value": text}]}


def rws_places() -> Iterator[Place]:
    """Yield the texts of the bodies of dialect rws."""

    def place(name: str, values: Callable[[str], Mapping[str, Any]]) -> Place:
        def make(text: str, _: Known) -> Sent:
            new = {"name": "Hostile", "accountName": "First", **values(text)}
            return Sent("POST", "/rws/api/v1/customers", JSON, as_json(new))

        return Place(name, target("rws", "POST", "/customers"), make)

    def address(key: str) -> Place:
        return place(f"billingAddress.{key}", lambda text: {"billingAddress": {key: text}})

    def contact(key: str) -> Place:
        return place(f"contacts.{key}", lambda text: {"contacts": [{key: text}]})

    yield place("name", lambda text: {"name": text})
    yield place("accountName", lambda text: {"accountName": text})
    yield place("securityQuestion", lambda text: {"securityQuestion": text, "securityAnswer": "A"})
    yield place("securityAnswer", lambda text: {"securityQuestion": "Q", "securityAnswer": text})
    yield from (address(key) for key, *_ in BILLING_ADDRESS)
    yield from (contact(key) for key, *_ in CONTACT_TEXTS)


def path_places() -> Iterator[Place]:
    """Yield the parts of every address, and the parameters of every query."""
    for item in TARGETS:
        for part in ("id", "reference"):
            if f"{{{part}}}" in item.template:
                shown = ("reference",) if item.kind.startswith("upsert") else ()
                yield Place(f"{part} of the path", item, in_path(item, part), shown)
        filters = filter_names(item.resource.filters) if item.resource and item.kind == "list" else ()
        for name in (*PAGING, *filters) if item.method == "GET" else ():
            yield Place(f"{name} of the query", item, in_query(item, name))


def in_path(item: Target, part: str) -> Make:
    """Return what sends a request with the string in a part of its path; an upsert has no other reference."""
    reference = {} if item.kind.startswith("upsert") else {"reference": "hostile"}
    body = as_json({**NEW, **reference}) if item.method in {"POST", "PUT", "PATCH"} else b""

    def make(text: str, _: Known) -> Sent:
        path = item.template.format_map({"version": "v1", "id": "1", "reference": "x", part: escaped(text)})
        return Sent(item.method, path, JSON if body else "", body)

    return make


def in_query(item: Target, name: str) -> Make:
    """Return what sends a request with the string in its query."""
    return lambda text, known: Sent(
        "GET", f"{address_of(item, known)}?company={known.ids['company'][0]}&{name}={escaped(text)}"
    )


def address_of(item: Target, known: Known) -> str:
    """Return the address of a record that is there."""
    reference = escaped(known.references.get(item.group, ("x",))[0])
    return item.template.format(version="v1", id=known.ids[item.group][0], reference=reference)


def head_places() -> Iterator[Place]:
    """Yield headers, and credentials among them."""
    show, write = target("v1", "GET", "customers/{id}"), target("v1", "PATCH", "customers/{id}")

    def header(name: str, value: Callable[[str], str], item: Target = show) -> Place:
        body = (JSON, b"{}") if item is write else ("", b"")
        return Place(
            f"header {name}",
            item,
            lambda text, known: Sent(item.method, address_of(item, known), *body, {name: value(text)}),
        )

    for name in (*HEADERS, "Referer", "User-Agent", "X-Real-IP", "Forwarded"):
        yield header(name, str)
        yield header(name, str, write)
    for start in ("", "Bearer ", "Bearer ck_", "Basic "):
        yield header("Authorization", lambda text, start=start: start + text)  # type: ignore[misc]
    for left, right in (("", ":x"), ("x:", ""), ("", "")):
        yield header("Authorization", lambda text, left=left, right=right: pair(left + text + right))  # type: ignore[misc]


def form_places() -> Iterator[Place]:
    """Yield the names inside of forms and objects, and what names the kind of body."""
    item, picture = target("v1", "PATCH", "customers/{id}"), sample("PNG", 4, 4)

    def place(name: str, body: Callable[[str], tuple[str, bytes]]) -> Place:
        return Place(name, item, lambda text, known: Sent("PATCH", address_of(item, known), *body(text)))

    yield place("name of a file", lambda text: (MULTIPART, as_part("imageFile", picture, text)))
    yield place("name of a part", lambda text: (MULTIPART, as_part(text, b"x")))
    yield place("key of a form", lambda text: (FORM, as_form({text: "x"})))
    yield place("key of an object", lambda text: (JSON, as_json({text: "x"})))
    yield place("content type", lambda text: (latin(text), b"{}"))
    yield place("boundary", lambda text: (latin(f"multipart/form-data; boundary={text}"), b"--x--"))
    yield place("charset", lambda text: (latin(f"application/json; charset={text}"), b"{}"))


def pair(text: str) -> str:
    """Return the credential of a name and a password."""
    return "Basic " + b64encode(text.encode("utf-8", "surrogatepass")).decode()


def latin(text: str) -> str:
    """Return a header as a server would hand it on."""
    return text.encode("utf-8", "replace").decode("latin-1")


def places() -> tuple[Place, ...]:
    """Return all places."""
    return (*body_places(), *v2_places(), *rws_places(), *path_places(), *head_places(), *form_places())
