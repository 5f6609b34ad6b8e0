"""Makes a crowd of records of each resource, with ties, unset values and letters of every kind; it knows no request."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from customers.models import Category, Contact, Customer, Segmentation
from organizations.models import User
from paymenttypes.models import Currency, PaymentType
from regions.models import Region
from tests.worlds import World

TEXTS = ("b", "a", "B", "é", "e\u0301", None, "ß", "🏬", "", "_", "%", "Ω", "a", None)
START = datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)
# Two of them fall into one second, in which an answer shows them alike.
MOMENTS = tuple(START + timedelta(seconds=step) for step in (0, 0.000001, 86_400, 0, 3600))
AMOUNTS = (Decimal("0"), Decimal("10"), Decimal("9.5"), None, Decimal("0.001"), Decimal("999999999999.999"))
DEGREES = (Decimal("-90"), None, Decimal("0.000000001"), Decimal("9"), Decimal("10"), Decimal("9"))
WHOLE = (0, 10, 9, None, 2_147_483_647, 9)
TRUTHS = (True, False, False, True)
CODES = ("USD", "GBP", "CHF", "JPY", "PLN", "NOK", "DKK", "CAD", "AUD", "NZD", "BRL")
CROWD = 17


def cycled(**pools: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return values for a crowd; each name walks through its pool from a place of its own, so that they mix."""
    walks = [itertools.islice(itertools.cycle(pool), step, None) for step, pool in enumerate(pools.values())]
    return [dict(zip(pools, values, strict=True)) for values in itertools.islice(zip(*walks, strict=True), CROWD)]


def dated(**pools: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return the same with dates."""
    return cycled(date_created=MOMENTS, last_updated=MOMENTS, **pools)


def named(**pools: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return the same with references, each its own, and with names."""
    names = tuple(text or "" for text in TEXTS)
    return [
        {"reference": f"{values['name']}{number * 7 % CROWD}", **values}
        for number, values in enumerate(dated(name=names, **pools))
    ]


def make_segmentations(world: World) -> list[Segmentation]:
    """Make segmentations."""
    rows = [Segmentation(organization=world.organization, **values) for values in named(description=TEXTS)]
    return Segmentation.objects.bulk_create(rows)


def make_categories(world: World) -> list[Category]:
    """Make categories on two levels."""
    rows = [
        Category(organization=world.organization, **values)
        for values in named(description=TEXTS, parent=(world.root, None), image=TEXTS)
    ]
    return Category.objects.bulk_create(rows)


def make_regions(world: World) -> list[Region]:
    """Make regions on two levels, some without a reference."""
    top = Region.objects.create(organization=world.organization, name="Top")
    rows = [
        Region(organization=world.organization, level=2 if values["parent"] else 1, **values)
        for values in named(parent=(top, None, top), position=(-5, 5, None, 0))
    ]
    for row in rows[::4]:
        row.reference = None
    return [top, *Region.objects.bulk_create(rows)]


def make_payment_types(world: World) -> list[PaymentType]:
    """Make payment types."""
    rows = [PaymentType(organization=world.organization, **values) for values in named(is_active=TRUTHS)]
    return PaymentType.objects.bulk_create(rows)


def make_currencies(world: World) -> list[Currency]:
    """Make currencies beside the organization's own."""
    pools = named(symbol=("$", "€", "£"), digits=(2, 0, 3), exchange_rate=AMOUNTS[1:5], is_active=TRUTHS)
    rows = [
        Currency(organization=world.organization, **{**values, "reference": code})
        for code, values in zip(CODES, pools, strict=False)
    ]
    return Currency.objects.bulk_create(rows)


def make_users(world: World) -> list[User]:
    """Make users, some without a name or an address."""
    texts = tuple(text or "" for text in TEXTS)
    values = dated(reference=(None,), email=texts, first_name=texts, last_name=texts, is_active=TRUTHS)
    rows = [
        User(organization=world.organization, username=f"{world.organization}-{number}", **value)
        for number, value in enumerate(values)
    ]
    for number, row in enumerate(rows[::2]):
        row.reference = f"{TEXTS[number]}{number}"
    return User.objects.bulk_create(rows)


def make_customers(world: World) -> list[Customer]:
    """Make customers with every column that an answer shows."""
    parent = Customer.objects.create(
        organization=world.organization,
        reference="parent",
        name="Parent",
        category=world.root,
        currency=world.euro,
        created_by=world.editor,
    )
    categories, segmentations = make_categories(world), make_segmentations(world)
    currency, region = make_currencies(world)[0], make_regions(world)[0]
    texts: tuple[str, ...] = (
        "reference2",
        "barcode",
        "poc_tenus",
        "email",
        "image",
        "phone",
        "mobile",
        "fax",
        "comment",
        "website",
    )
    texts += ("billing_country", "billing_city", "billing_postal_code", "billing_address", "country", "city", "address")
    texts += ("postal_code", "on_hold_reason", "payment_term", "tax_number", "company_registration_number", "risk")
    amounts = ("credit_limit", "balance", "max_cheque_value", "applied_cash_back_output", "return_discount")
    degrees = ("billing_latitude", "billing_longitude", "latitude", "longitude")
    truths = ("bill_with_parent", "is_same_address", "is_active", "on_hold")
    rules = (None, "days_after_invoice_date", "days_after_end_of_invoice_month")
    pools = named(
        **dict.fromkeys(texts, TEXTS),
        **dict.fromkeys(amounts, AMOUNTS),
        **dict.fromkeys(degrees, DEGREES),
        **dict.fromkeys(truths, TRUTHS),
        **dict.fromkeys(("max_cheque_period", "invoices_per_route"), WHOLE),
        is_credit=(True, None, False),
        due_days=(0, 10, 9, 10),
        due_date_rule=rules,
        risk_color=("#FFFFFF", None, "#ffffff", "#000000"),
        category=tuple(categories[:5]),
        segmentation=(*segmentations[:3], None),
        parent=(parent, None, None),
        currency=(world.euro, currency),
        region=(region, None),
        created_by=(world.editor, world.reader),
    )
    rows = [Customer(organization=world.organization, **values) for values in pools]
    return [parent, *Customer.objects.bulk_create(rows)]


def make_contacts(world: World) -> list[Contact]:
    """Make contacts of two customers."""
    first, second, *_ = make_customers(world)
    texts: tuple[str, ...] = (
        "first_name",
        "last_name",
        "job_title",
        "phone",
        "phone2",
        "mobile",
        "fax",
        "email",
        "comment",
    )
    texts += ("country", "city", "postal_code", "address")
    pools = dated(**dict.fromkeys(texts, TEXTS), is_decision_maker=TRUTHS, customer=(first, second, second))
    return Contact.objects.bulk_create([Contact(organization=world.organization, **values) for values in pools])


MAKERS: Mapping[str, Callable[[World], Sequence[Any]]] = {
    "customers": make_customers,
    "customerCategories": make_categories,
    "customerSegmentations": make_segmentations,
    "paymentTypes": make_payment_types,
    "regions": make_regions,
    "currencies": make_currencies,
    "users": make_users,
    "contacts": make_contacts,
}
