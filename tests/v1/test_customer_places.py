"""Countries, currencies and regions of customers in dialect v1; it knows no list of them."""

from typing import Any

import pytest

from customers.models import Customer
from tests.v1.contracts import BASE, Body, error, unknown
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"


def customer(world: World, **sent: object) -> Any:
    """Create a customer and return its answer."""
    reply = world.api.json(CUSTOMERS, {"reference": "C-1", "name": "Name", **sent})
    assert reply.status == 201, reply
    return reply.body


@pytest.mark.parametrize("name", ["country", "billingCountry"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("FR", "FR"), ("fr", "FR"), ("fRa", "FR"), ("France", "FR"), ("FRANCE", "FR"), ("Allemagne", "DE")),
        *(("États-Unis", "US"), ("E\u0301TATS-UNIS", "US"), ("United Kingdom", "GB"), ("Royaume-Uni", "GB")),
        *(("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("usa", "US"), ("NA", "NA"), ("NO", "NO"), (" FR ", "FR")),
    ],
)
def test_a_country_is_known_by_code_and_name(world: World, name: str, text: str, code: str) -> None:
    body = customer(world, **{name: text})
    assert body[name] == code
    again = world.api.json(f"{CUSTOMERS}/reference/C-1", {name: text})
    assert (again.pair, again.headers["X-Upsert-Result"]) == ((200, body), "unchanged")


@pytest.mark.parametrize("name", ["country", "billingCountry"])
@pytest.mark.parametrize(
    "text", ["Atlantis", "XX", "ZZZ", "Fr ance", "F", "250", "x" * 300, "x" * 20_000, "\x00FR", "ﬁ", "*"]
)
def test_an_unknown_country_is_told(world: World, name: str, text: str) -> None:
    told = error(404, "not_found", f"The country with name {text} doesn't exist.")
    assert world.api.json(CUSTOMERS, {"reference": "N", "name": "N", name: text}).pair == told
    body = customer(world, **{name: "FR"})
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {name: text}).pair == told
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {name: ""}).body[name] is None


def test_a_stored_text_that_is_no_country_can_be_sent_back_and_no_other(world: World) -> None:
    body = customer(world)
    columns = {"country": "Atlantis", "billing_country": "Lemuria"}
    Customer.objects.for_organization(world.organization).filter(pk=body["id"]).update(**columns)
    address = f"{CUSTOMERS}/reference/C-1"
    shown = world.api.get(address).body
    assert (shown["country"], shown["billingCountry"]) == ("Atlantis", "Lemuria")
    assert world.api.json(address, shown).pair == (200, shown)
    assert world.api.form(address, {"country": "Atlantis"}).headers["X-Upsert-Result"] == "unchanged"
    for name, text in (("country", "atlantis"), ("country", "Lemuria"), ("billingCountry", "Atlantis")):
        told = error(404, "not_found", f"The country with name {text} doesn't exist.")
        assert world.api.json(address, {name: text}).pair == told
    assert world.api.json(address, {"country": "France"}).body["country"] == "FR"
    assert world.api.json(address, {"country": "Atlantis"}).status == 404


def not_configured(code: str) -> tuple[int, Body]:
    return error(404, "not_found", f"The currency with name {code} is not configured.")


@pytest.mark.parametrize("code", ["GmBP", "", "XX", "XXX", "FRF", "EURO", " EUR", "€", "ß€x", "\x00UR", "x" * 20_000])
def test_a_code_of_no_currency_is_told(world: World, code: str) -> None:
    reply = world.api.json(CUSTOMERS, {"reference": "C-1", "name": "Name", "currency": code})
    told = error(404, "not_found", f"The currency with name {code} doesn't exist.")
    assert reply.pair == told if code else reply.body["currency"] == "EUR"


def test_a_currency_must_be_configured_and_switched_on(world: World) -> None:
    body = customer(world)
    address = f"{CUSTOMERS}/{body['id']}"
    assert world.api.json(address, {"currency": "USD"}).pair == not_configured("USD")
    dollar = world.api.json(f"{BASE}/currencies", {"reference": "USD", "name": "Dollar"}).body
    steps: list[tuple[Body, str | None]] = [
        ({}, None),
        ({"exchangeRate": 1.08}, "USD"),
        ({"isActive": False}, None),
        ({"isActive": True}, "USD"),
        ({"exchangeRate": None}, None),
    ]
    for change, code in steps:
        assert world.api.json(f"{BASE}/currencies/{dollar['id']}", change).status == 200
        reply = world.api.json(address, {"currency": "usd"})
        assert reply.body["currency"] == code if code else reply.pair == not_configured("usd")
        assert world.api.json(address, {"currency": "EUR"}).body["currency"] == "EUR"


def test_a_stored_currency_stays_although_it_was_switched_off(world: World) -> None:
    sent = {"reference": "USD", "name": "Dollar", "exchangeRate": 1.08}
    dollar = world.api.json(f"{BASE}/currencies", sent).body
    body = customer(world, currency="USD")
    world.api.json(f"{BASE}/currencies/{dollar['id']}", {"isActive": False})
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", body).pair == (200, body)
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"currency": None}).body["currency"] == "EUR"


@pytest.fixture
def regions(world: World) -> dict[str, int]:
    """Three regions, one below the other, where the organization assigns to the second level."""
    world.organization.region_level = 2
    world.organization.save()
    ids: dict[str, int] = {}
    parent = None
    for name in ("Country", "State", "City"):
        parent = ids[name] = world.api.json(
            f"{BASE}/regions", {"name": name, "reference": name, "parentId": parent}
        ).body["id"]
    return ids


@pytest.mark.parametrize("name", ["State", "City"])
def test_a_region_of_the_level_or_below_is_shown(world: World, regions: dict[str, int], name: str) -> None:
    body = customer(world, regionId=str(regions[name]))
    shown = {"id": regions[name], "name": name, "href": f"{BASE}/regions/{regions[name]}"}
    assert (body["region"], list(body["region"]), list(body)[-1]) == (shown, list(shown), "region")
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"regionId": ""}).body["region"] is None


def test_a_region_above_the_level_is_told(world: World, regions: dict[str, int]) -> None:
    told = error(400, "invalid_param", "The parameters [regionId] you provided are not valid for this request.")
    sent = {"reference": "N", "name": "N", "regionId": regions["Country"]}
    assert world.api.json(CUSTOMERS, sent).pair == told
    body = customer(world, regionId=regions["City"])
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"regionId": regions["Country"]}).pair == told
    world.organization.region_level = 4
    world.organization.save()
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"regionId": regions["City"]}).pair == (200, body)
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"regionId": regions["State"]}).pair == told


def test_a_region_is_numeric_whatever_the_flag_says(world: World, regions: dict[str, int]) -> None:
    sent = {"name": "N", "regionId": str(regions["City"]), "useExternalId": True}
    assert world.api.form(f"{CUSTOMERS}/reference/N", sent).body["region"]["name"] == "City"
    absent = world.api.json(CUSTOMERS, {"reference": "M", "name": "M", "regionId": "987", "useExternalId": True})
    assert absent.pair == unknown("region", "id", 987)


@pytest.mark.parametrize("region", ["City", {"reference": "City"}, {"name": "City"}, "1.5", [1]])
def test_a_region_by_name_or_reference_is_of_the_wrong_type(
    world: World, regions: dict[str, int], region: object
) -> None:
    wrong = error(
        400, "invalid_param_type", "The type of parameter regionId you provided is not valid for this request."
    )
    for flag in (True, False):
        sent = {"reference": "N", "name": "N", "regionId": region, "useExternalId": flag}
        assert world.api.json(CUSTOMERS, sent).pair == wrong
