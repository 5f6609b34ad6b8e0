"""Links to other records in dialect v1: when a text is an id, when a reference; it knows no rule of a record."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from customers.models import Customer
from tests.v1.contracts import BASE, Body, unknown, wrong_type
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"


@dataclass(frozen=True)
class Target:
    """A record to link to: the parameter, what it is called, its id and reference, and where an answer shows it."""

    parameter: str
    noun: str
    pk: int
    reference: str
    key: str
    id_key: str = "id"

    def sent(self, link: object) -> Body:
        return {self.parameter: [link] if self.parameter == "paymentTypes" else link}

    def shown(self, body: Body) -> Any:
        shown = body[self.key]
        return [item["id"] for item in shown] == [self.pk] if isinstance(shown, list) else shown[self.id_key] == self.pk


PARAMETERS = ("categoryId", "parentCustomer", "customerSegmentationId", "userId", "paymentTypes")


def target(world: World, parameter: str) -> Target:
    """Return the record that a parameter links to; references look like ids, and no record has one so high."""
    if parameter == "categoryId":
        sent = {"reference": "987654321", "name": "C", "parentId": world.root.pk}
        pk = world.api.json(f"{BASE}/customerCategories", sent).body["id"]
        return Target(parameter, "customer category", pk, "987654321", "customerCategory")
    if parameter == "parentCustomer":
        pk = world.api.json(CUSTOMERS, {"reference": "987654321", "name": "P"}).body["id"]
        return Target(parameter, "parent customer", pk, "987654321", "parentCustomer")
    if parameter == "customerSegmentationId":
        pk = world.api.json(f"{BASE}/customerSegmentations", {"reference": "987654321", "name": "S"}).body["id"]
        return Target(parameter, "customer segmentation", pk, "987654321", "customerSegmentation")
    if parameter == "userId":
        world.reader.reference = "987654321"
        world.reader.save()
        return Target(parameter, "user", world.reader.pk, "987654321", "createdBy", "userId")
    pk = world.api.json(f"{BASE}/paymentTypes", {"reference": "987654321", "name": "T"}).body["id"]
    return Target(parameter, "payment type", pk, "987654321", "paymentTypes")


def send(world: World, where: str, sent: Body) -> Any:
    """Create a customer in one of three ways, or change one in one of two."""
    if where in ("list", "upsert"):
        address = CUSTOMERS if where == "list" else f"{CUSTOMERS}/reference/L"
        return world.api.json(address, {"reference": "L", "name": "L", **sent})
    body = world.api.json(CUSTOMERS, {"reference": "L", "name": "L"}).body
    return world.api.json(f"{CUSTOMERS}/{body['id'] if where == 'id' else 'reference/L'}", sent)


WHERE = ("list", "id", "upsert", "reference")
# Whether texts are references: by the address alone, and by the flag.
IN_FORCE = [
    *((where, {}, where in ("upsert", "reference")) for where in WHERE),
    *((where, {"useExternalId": "true"}, True) for where in WHERE),
    *((where, {"useExternalId": False}, False) for where in WHERE),
    ("list", {"useExternalId": ""}, False),
    ("upsert", {"useExternalId": None}, True),
]


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize(("where", "flag", "external"), IN_FORCE)
def test_a_text_is_what_is_in_force_and_a_number_an_id(
    world: World, parameter: str, where: str, flag: Body, *, external: bool
) -> None:
    aim = target(world, parameter)
    other = unknown(aim.noun, *(("reference", str(aim.pk)) if external else ("id", aim.reference)))
    assert send(world, where, {**flag, **aim.sent(str(aim.pk) if external else aim.reference)}).pair == other
    Customer.objects.for_organization(world.organization).filter(reference="L").delete()
    for link in (aim.reference if external else str(aim.pk), aim.pk, {"id": aim.pk}, {"reference": aim.reference}):
        reply = send(world, where, {**flag, **aim.sent(link)})
        assert (reply.status in (200, 201), aim.shown(reply.body)) == (True, True)
        Customer.objects.for_organization(world.organization).filter(reference="L").delete()


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("where", WHERE)
def test_a_word_is_no_id(world: World, parameter: str, where: str) -> None:
    named = "payment type id" if parameter == "paymentTypes" else parameter
    aim = target(world, parameter)
    for text in ("cash", "", "1.5", "-1", "٣", "1e3"):
        if text or parameter == "paymentTypes":
            assert send(world, where, {"useExternalId": False, **aim.sent(text)}).pair == wrong_type(named)
            Customer.objects.for_organization(world.organization).filter(reference="L").delete()


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_an_unknown_link_is_told_with_its_noun(world: World, parameter: str) -> None:
    aim = target(world, parameter)
    for link, key in ((0, "id"), (188911, "id"), (2**63, "id"), (10**399, "id"), ("no such", "reference")):
        reply = send(world, "list", {"useExternalId": True, **aim.sent(link)})
        assert reply.pair == unknown(aim.noun, key, link)
    for text in ("CASH", "cash ", " 987654321", "９８７６５４３２１"):
        assert send(world, "upsert", aim.sent(text)).pair == unknown(aim.noun, "reference", text)


@pytest.mark.parametrize(
    ("sent", "ok"),
    [
        ('[{"id"=%d},{"id"=%d}]', True),
        ('[{"id":%d},{"id":%d}]', True),
        (' [ { "id" = %d } , { "id" = "%d" } ] ', True),
        ("[%d,%d]", True),
        ('["%d", %d, %d]', True),
        ('{"id"=%d}', False),
        ("[{id=%d}]", False),
        ("[{'id':%d}]", False),
        ("%d,%d", False),
        ('[{"id"==%d}]', False),
    ],
)
def test_payment_types_are_read_in_every_documented_spelling(world: World, sent: str, *, ok: bool) -> None:
    types = world.api.get(f"{BASE}/paymentTypes?fields=id,reference,name").body["data"][:2]
    ids = [types[0]["id"], types[1]["id"], types[1]["id"]][: sent.count("%d")]
    reply = world.api.form(CUSTOMERS, {"reference": "L", "name": "L", "paymentTypes": sent % tuple(ids)})
    if ok:
        shown = [{**row, "href": f"{BASE}/paymentTypes/{row['id']}"} for row in types]
        assert (reply.status, reply.body["paymentTypes"]) == (201, shown)
        assert [list(row) for row in reply.body["paymentTypes"]] == [["id", "reference", "name", "href"]] * 2
    else:
        assert reply.pair == wrong_type("payment type id")


def test_an_equals_sign_in_a_reference_is_no_spelling(world: World) -> None:
    for reference in ('"a"=1', '["x"=2]'):
        sent = {"reference": reference, "name": "Odd"}
        assert world.api.json(f"{BASE}/paymentTypes", sent).status == 201
        text = json.dumps([{"id": reference}])
        reply = world.api.form(f"{CUSTOMERS}/reference/L", {"name": "L", "paymentTypes": text})
        assert [row["reference"] for row in reply.body["paymentTypes"]] == [reference]


def test_the_list_of_payment_types_replaces_the_stored_one(world: World) -> None:
    cash, cheque, card = (row["id"] for row in world.api.get(f"{BASE}/paymentTypes").body["data"])
    body = world.api.json(CUSTOMERS, {"reference": "L", "name": "L", "paymentTypes": [cash]}).body
    address = f"{CUSTOMERS}/reference/L"
    steps: list[tuple[Any, list[int], str]] = [
        ([cash], [cash], "unchanged"),
        ([card, cheque], [cheque, card], "updated"),
        ([{"id": cheque}, "credit_card", cheque], [cheque, card], "unchanged"),
        ("[]", [], "updated"),
        ([], [], "unchanged"),
        ([cash], [cash], "updated"),
        (None, [], "updated"),
        ("", [], "unchanged"),
    ]
    version, moved = 1, body["lastUpdated"]
    for sent, ids, outcome in steps:
        reply = world.api.json(address, {"paymentTypes": sent})
        version += outcome == "updated"
        row = Customer.objects.for_organization(world.organization).get(pk=body["id"])
        assert ([item["id"] for item in reply.body["paymentTypes"]], reply.headers["X-Upsert-Result"]) == (ids, outcome)
        assert (row.version, row.last_updated.isoformat() >= moved[:-1]) == (version, True)


def test_a_renamed_link_is_shown_anew_and_moves_no_date(world: World) -> None:
    sent = {"reference": "L", "name": "L", "paymentTypes": [world.cash.pk]}
    body = world.api.json(CUSTOMERS, sent).body
    version = Customer.objects.for_organization(world.organization).get(pk=body["id"]).version
    world.api.json(f"{BASE}/customerCategories/{world.root.pk}", {"name": "All", "reference": "all"})
    world.api.json(f"{BASE}/paymentTypes/{world.cash.pk}", {"name": "Coins"})
    shown = world.api.get(f"{CUSTOMERS}/{body['id']}").body
    category = {**body["customerCategory"], "name": "All", "reference": "all"}
    paid = [{**body["paymentTypes"][0], "name": "Coins"}]
    assert shown == {**body, "categoryReference": "all", "customerCategory": category, "paymentTypes": paid}
    assert Customer.objects.for_organization(world.organization).get(pk=body["id"]).version == version


def test_the_first_bad_link_in_the_documented_order_is_told(world: World) -> None:
    sent: Body = {"regionId": 7, "paymentTypes": [7], "currency": "XXX", "country": "?", "userId": 987654321}
    sent |= {"customerSegmentationId": 987654321, "parentCustomer": 987654321, "categoryId": 987654321}
    order = (
        "customer category",
        "parent customer",
        "customer segmentation",
        "user",
        "country",
        "currency",
        "payment type",
    )
    told = []
    for name in (
        "categoryId",
        "parentCustomer",
        "customerSegmentationId",
        "userId",
        "country",
        "currency",
        "paymentTypes",
    ):
        told.append(send(world, "list", sent).body["error_description"])
        del sent[name]
    assert [text.removeprefix("The ").partition(" with")[0] for text in told] == list(order)
    assert send(world, "list", {"regionId": 987654321}).pair == unknown("region", "id", 987654321)
