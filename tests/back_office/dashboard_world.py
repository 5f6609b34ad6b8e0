"""Customers with everything that the dashboard counts, and all that looks like it and is not; it knows no page."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from customers.models import Category, Customer, Segmentation
from tests.worlds import World

MOMENT = datetime(2024, 3, 15, 12, tzinfo=UTC)
# What a customer has unless it is said otherwise: nothing that is counted apart.
PLAIN: dict[str, Any] = {"email": "a@b.example", "city": "Nice", "country": "FR", "date_created": MOMENT}


def category(world: World, name: str, parent: Category | None) -> Category:
    """Make a category."""
    return Category.objects.create(organization=world.organization, reference=name, name=name, parent=parent)


def new_customer(world: World, reference: str, **values: object) -> Customer:
    """Return a customer that is not stored yet."""
    kept = {"category": world.root, "currency": world.euro, "name": reference, **PLAIN, **values}
    return Customer(organization=world.organization, reference=reference, **kept)


def customer(world: World, reference: str, **values: object) -> Customer:
    """Make a customer."""
    made = new_customer(world, reference, **values)
    made.save()
    return made


def fill(world: World) -> dict[str, Any]:
    """Make customers of every kind; return the records that they are sorted by."""
    jewelry = category(world, "Jewelry", world.root)
    rings = category(world, "Rings", jewelry)
    home = category(world, "Home", world.root)
    gold = Segmentation.objects.create(organization=world.organization, reference="gold", name="Gold")
    mother = customer(world, "mother", category=rings, segmentation=gold)
    customer(world, "child", parent=mother, category=jewelry, segmentation=gold, on_hold=True)
    customer(world, "asleep", is_active=False, category=home, on_hold=True)
    for reference, values in (located() | valued()).items():
        customer(world, reference, **values)
    return {"jewelry": jewelry, "home": home, "rings": rings, "gold": gold}


def located() -> dict[str, dict[str, Any]]:
    """Return customers whose addresses are special."""
    nowhere = {"city": None, "country": None}
    # Where the circles of Nice and of the South Pole's neighbourhood are.
    nice, pole = Decimal("43.7"), Decimal("-89.999999999")
    return {
        "nowhere": nowhere,
        "empty": {**nowhere, "city": "", "country": "", "billing_city": "", "billing_country": "", "address": ""},
        # A country and a state are no address.
        "land": {**nowhere, "billing_country": "DE", "state": "Bayern"},
        "code": {**nowhere, "billing_postal_code": "06300", "billing_country": "FR"},
        "ships": {"country": "BE", "billing_country": "FR"},
        "elsewhere": {"country": "Elbonia"},
        "small": {"country": "fr"},
        "unknown": {"country": "XX"},
        "ships-on-map": place(nice, Decimal("7.2"), Decimal(1), Decimal(1)),
        "bills-on-map": place(None, None, nice, Decimal("6.1")),
        "half-on-map": place(Decimal(60), None, nice, Decimal("7.9")),
        "off-map": place(Decimal(60), None, None, Decimal(7)),
        "corner": place(Decimal(90), Decimal(180), None, None),
        "beside-corner": place(Decimal(88), Decimal("178.5"), None, None),
        "pole": place(pole, Decimal("-0.000000001"), None, None),
    }


def place(
    latitude: Decimal | None, longitude: Decimal | None, billing: Decimal | None, billing_longitude: Decimal | None
) -> dict[str, Any]:
    """Return coordinates."""
    return {
        "latitude": latitude,
        "longitude": longitude,
        "billing_latitude": billing,
        "billing_longitude": billing_longitude,
    }


def valued() -> dict[str, dict[str, Any]]:
    """Return customers whose other values are special."""
    last = datetime(2024, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)
    return {
        "silent": {"email": None},
        "mute": {"email": ""},
        "over": {"balance": Decimal("10.001"), "credit_limit": Decimal("10")},
        "at-limit": {"balance": Decimal(10), "credit_limit": Decimal(10)},
        "unlimited": {"balance": Decimal(10**11)},
        "no-balance": {"credit_limit": Decimal(0)},
        "late": {"date_created": last},
        "next": {"date_created": datetime(2024, 4, 1, tzinfo=UTC)},
        "old": {"date_created": datetime(1999, 12, 31, 23, tzinfo=UTC)},
    }
