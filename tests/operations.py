"""Every operation of every dialect, as a request on a record of one organization; it knows no caller and no answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from customers.models import CustomFieldTemplate
from organizations.models import User
from tests.accounts import Account

V1 = "/api/v1.0"
V2 = "/api/v2"
RWS = "/rws/api/v1"


@dataclass(frozen=True)
class Operation:
    """A request. ``noun`` and ``key`` are what dialect v1 calls the record and the way to it; ``kind`` is what it does.

    ``path`` and the values of ``body`` may name, in braces, the ids that `record_ids` returns.
    """

    method: str
    path: str
    kind: str
    noun: str = ""
    key: str = ""
    body: Mapping[str, Any] | None = None
    # What an answer of success says of the record.
    shown: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Kind:
    """A resource of dialect v1: its path, its noun, the reference of a record that can be deleted, and of a new one."""

    path: str
    noun: str
    reference: str
    new: str
    extra: Mapping[str, Any] = field(default_factory=dict)


V1_KINDS = (
    Kind("customers", "customer", "c-1", "c-2"),
    Kind("customerCategories", "customer category", "cat-1", "cat-2", {"isRoot": True}),
    Kind("customerSegmentations", "customer segmentation", "seg-1", "seg-2"),
    Kind("paymentTypes", "payment type", "transfer", "voucher"),
    Kind("regions", "region", "reg-1", "reg-2"),
    Kind("currencies", "currency", "USD", "GBP", {"exchangeRate": 2}),
)
WRITES = ("POST", "PUT", "PATCH")


def reads(path: str, noun: str, reference: str) -> Iterator[Operation]:
    """Yield the reading operations of a resource of dialect v1."""
    yield Operation("GET", f"{V1}/{path}?max=1000", "list")
    shown = {"reference": reference}
    yield Operation("GET", f"{V1}/{path}/{{{path}}}", "show", noun, f"id {{{path}}}", shown=shown)
    yield Operation("GET", f"{V1}/{path}/reference/{reference}", "show", noun, f"reference {reference}", shown=shown)


def v1_operations() -> Iterator[Operation]:
    """Yield the operations of dialect v1."""
    for kind in V1_KINDS:
        one, other = f"{V1}/{kind.path}/{{{kind.path}}}", f"{V1}/{kind.path}/reference/{kind.reference}"
        by_id, by_reference = f"id {{{kind.path}}}", f"reference {kind.reference}"
        body = {"name": "New", **kind.extra}
        shown = {"reference": kind.reference, "name": "New"}
        yield from reads(kind.path, kind.noun, kind.reference)
        new = {"reference": kind.new, **body}
        yield Operation("POST", f"{V1}/{kind.path}", "create", body=new, shown={**shown, "reference": kind.new})
        for method in WRITES:
            yield Operation(method, one, "update", kind.noun, by_id, body, shown)
            upsert = "upsert" if method == "POST" else "update"
            yield Operation(method, other, upsert, kind.noun, by_reference, body, shown)
        yield Operation("DELETE", one, "delete", kind.noun, by_id, shown={"success": "true"})
        yield Operation("DELETE", other, "delete", kind.noun, by_reference, shown={"success": "true"})
    yield from reads("users", "user", "only-here")
    yield from contact_operations()


def contact_operations() -> Iterator[Operation]:
    """Yield the operations on contacts, which have no reference and belong to a customer."""
    one, key = f"{V1}/contacts/{{contacts}}", "id {contacts}"
    new = {"customerId": "{customers}", "firstName": "A", "lastName": "B"}
    yield Operation("GET", f"{V1}/contacts?max=1000", "list")
    yield Operation("GET", one, "show", "contact", key, shown={"lastName": "Miller"})
    made = {"lastName": "B"}
    yield Operation("POST", f"{V1}/contacts", "create below", "customer", "id {customers}", new, made)
    for method in WRITES:
        yield Operation(method, one, "update", "contact", key, {"lastName": "B"}, made)
    yield Operation("DELETE", one, "delete", "contact", key, shown={"success": "true"})


def v2_operations() -> Iterator[Operation]:
    """Yield the operations of dialect v2."""
    customer = {"company": "{company}", "name": "New"}
    one = f"{V2}/customer/{{customers}}"
    yield Operation("POST", f"{V2}/customer", "create", body=customer, shown={"name": "New"})
    yield Operation("GET", f"{V2}/customer?company={{company}}", "list")
    yield Operation("GET", one, "show", shown={"name": "One"})
    yield Operation("PUT", one, "update", body=customer, shown={"name": "New"})
    yield Operation("DELETE", one, "delete")
    yield Operation("GET", f"{V2}/company", "companies")
    yield Operation("GET", f"{V2}/company/{{company}}", "show", shown={"name": "First"})
    yield Operation("GET", f"{V2}/country", "public list")
    yield Operation("GET", f"{V2}/country/250", "public", shown={"alpha2": "FR"})
    yield Operation("GET", f"{V2}/category?company={{company}}", "list")
    yield Operation("GET", f"{V2}/category/{{customerCategories}}", "show", shown={"name": "Category"})
    yield Operation("GET", f"{V2}/custom-field-template?company={{company}}", "list")
    yield Operation("GET", f"{V2}/custom-field-template/{{template}}", "show", shown={"name": "Standard"})


def rws_operations() -> Iterator[Operation]:
    """Yield the operations of dialect rws."""
    one = f"{RWS}/customers/{{customers}}"
    body = {"name": "New", "accountName": "First"}
    yield Operation("POST", f"{RWS}/customers", "create", body=body)
    yield Operation("GET", one, "show", shown={"name": "One", "accountName": "First"})
    yield Operation("PUT", one, "update", body=body)


def record_ids(account: Account) -> dict[str, int]:
    """Make a record of each kind in the first organization; return the ids by the names that operations use."""
    api, ids = account.first.api, {"company": account.first.organization.pk, "users": account.first.editor.pk}
    names = {"customers": "One", "customerCategories": "Category"}
    for kind in V1_KINDS:
        fields = {"reference": kind.reference, "name": names.get(kind.path, "Old"), **kind.extra}
        ids[kind.path] = made(api.json(f"{V1}/{kind.path}", fields))
    contact = {"customerId": ids["customers"], "firstName": "Ann", "lastName": "Miller"}
    ids["contacts"] = made(api.json(f"{V1}/contacts", contact))
    template = CustomFieldTemplate.objects.create(organization=account.first.organization, name="Standard")
    # In the worlds of tests users of all organizations have the same references.
    User.accounts.filter(pk=ids["users"]).update(reference="only-here")
    return {**ids, "template": template.pk}


def made(reply: Any) -> int:
    """Return the id of a record that has just been made."""
    assert reply.status == 201, reply.body
    key: int = reply.body["id"]
    return key


def filled(value: Any, ids: Mapping[str, int]) -> Any:
    """Return a path or the values of a body with the ids in place of their names."""
    if isinstance(value, Mapping):
        return {name: filled(inner, ids) for name, inner in value.items()}
    if not isinstance(value, str) or "{" not in value:
        return value
    text = value.format_map(ids)
    return int(text) if text.isdecimal() else text


V1_OPERATIONS = tuple(v1_operations())
V2_OPERATIONS = tuple(v2_operations())
RWS_OPERATIONS = tuple(rws_operations())
