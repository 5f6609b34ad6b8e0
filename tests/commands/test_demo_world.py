"""The demo world, record by record, as it is documented."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from customers.demo.world import build_demo_world
from customers.models import Category, Customer, CustomField, CustomFieldTemplate, Segmentation
from organizations.models import ApiKey, Organization, User
from paymenttypes.models import Currency, PaymentType
from regions.models import Region
from tests.clients import Caller
from tests.commands.running import run

pytestmark = pytest.mark.django_db
API = "/api/v1.0"
LOGO = "entity1-1450169988465/photoCustomer/1471338230737_logo_color_272x92dp.png"


def rows(model: Any, organization: int, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of an organization's records, by id."""
    return list(model.objects.for_organization(organization).order_by("pk").values_list("pk", *columns))


def test_organizations_and_their_group() -> None:
    run("seed_demo")
    columns = ("pk", "name", "currency", "has_geography", "region_level", "being_erased", "account_group__name")
    assert list(Organization.objects.order_by("pk").values_list(*columns)) == [
        (1, "entity1", "EUR", True, 2, False, "Acme Group"),
        (2, "Acme", "USD", False, 1, False, "Acme Group"),
        (3, "Stranger", "EUR", False, 1, False, None),
    ]


def test_the_pictures_of_other_organizations_have_addresses_that_nobody_knows() -> None:
    run("seed_demo")
    tokens = list(Organization.objects.order_by("pk").values_list("upload_token", flat=True))
    assert tokens[0] == "1450169988465"
    assert {len(token) for token in tokens[1:]} == {24}


def test_users() -> None:
    run("seed_demo")
    columns = ("pk", "username", "organization__name", "reference", "role", "whole_group", "is_superuser", "email")
    assert list(User.accounts.order_by("pk").values_list(*columns)) == [
        (1, "admin", "entity1", "emp-001", "administrator", False, True, "admin@example.com"),
        (2, "api", "entity1", "emp-002", "editor", False, False, "api@example.com"),
        (3, "group", "entity1", "emp-003", "editor", True, False, "group@example.com"),
        (4, "stranger", "Stranger", "str-001", "editor", False, False, "stranger@example.com"),
        (5, "reader", "entity1", "emp-005", "reader", False, False, "reader@example.com"),
    ]
    assert not ApiKey.objects.exists()


def test_what_customers_of_entity1_link_to() -> None:
    run("seed_demo")
    assert rows(Category, 1, "reference", "name", "parent") == [
        (1, "root", "Root", None),
        (2, "jewelry", "Jewelry and accessories", 1),
        (3, "home", "Home", 1),
    ]
    assert rows(Segmentation, 1, "reference", "name") == [
        (1, "seg_a", "Segmentation A"),
        (2, "seg_b", "Segmentation B"),
    ]
    assert rows(PaymentType, 1, "reference", "name", "is_standard") == [
        (7, "cash", "cash", True),
        (8, "cheque", "cheque", True),
        (9, "credit_card", "credit_card", True),
        (10, "transfer", "transfer", False),
    ]
    assert [(code, str(rate.normalize())) for _, code, rate in rows(Currency, 1, "reference", "exchange_rate")] == [
        ("EUR", "1"),
        ("USD", "1.08"),
    ]
    assert rows(Region, 1, "name", "level", "parent", "reference") == [
        (1, "United States", 1, None, None),
        (2, "California", 2, 1, None),
        (3, "New York", 2, 1, None),
        (4, "Manhattan", 3, 3, None),
        (5, "France", 1, None, None),
    ]


def test_custom_fields_of_entity1() -> None:
    run("seed_demo")
    assert rows(CustomFieldTemplate, 1, "name", "is_active") == [(1, "Standard", True)]
    assert rows(CustomField, 1, "template", "name", "data_type", "is_active", "order") == [
        (1, 1, "Budget", "money", True, 1),
        (2, 1, "Employees", "number", True, 2),
        (3, 1, "Since", "date", True, 3),
        (4, 1, "Nickname", "text", True, 4),
        (5, 1, "Old", "text", False, 5),
    ]


@pytest.mark.parametrize(("organization", "currency", "customers"), [(2, "USD", []), (3, "EUR", ["SECRET-1"])])
def test_the_other_organizations_have_what_each_begins_with(
    organization: int, currency: str, customers: list[str]
) -> None:
    run("seed_demo")
    assert [row[1:] for row in rows(Category, organization, "reference", "parent")] == [("root", None)]
    assert [row[1] for row in rows(Currency, organization, "reference")] == [currency]
    assert [row[1:] for row in rows(PaymentType, organization, "reference", "is_standard")] == [
        ("cash", True),
        ("cheque", True),
        ("credit_card", True),
    ]
    assert [row[1] for row in rows(Customer, organization, "reference")] == customers
    assert not rows(Region, organization)


def test_customers_of_entity1() -> None:
    run("seed_demo")
    found = rows(Customer, 1, "reference", "parent", "bill_with_parent")
    assert [row[:2] for row in found] == [(256 + number, f"NC-{3 + number}") for number in range(32)]
    assert found[0] == (256, "NC-3", None, True)
    assert found[1] == (257, "NC-4", 256, True)


def test_the_thirty_more_spread_over_categories_countries_and_years() -> None:
    run("seed_demo")
    more = Customer.objects.for_organization(1).filter(pk__gt=257)
    assert more.count() == 30
    assert set(more.values_list("category__reference", flat=True)) == {"root", "jewelry", "home"}
    assert len(set(more.values_list("billing_country", flat=True))) > 12
    assert {date.year for date in more.values_list("date_created", flat=True)} == set(range(2016, 2026))
    assert len(set(more.values_list("name", flat=True))) == 30


def test_new_records_are_numbered_after_the_demo_world() -> None:
    caller = Caller(f"Bearer {build_demo_world().new_key('api')}")
    needed: dict[str, dict[str, Any]] = {
        "customers": {},
        "customerCategories": {"parentId": 1},
        "customerSegmentations": {},
        "paymentTypes": {},
        "regions": {},
        "currencies": {"reference": "GBP", "exchangeRate": 0.85},
    }
    created = {
        path: caller.json(f"{API}/{path}", {"reference": "N", "name": "n", **more}).body["id"]
        for path, more in needed.items()
    }
    assert created == {
        "customers": 289,
        "customerCategories": 6,
        "customerSegmentations": 3,
        "paymentTypes": 11,
        "regions": 6,
        "currencies": 5,
    }


@pytest.mark.parametrize(("prefix", "size"), [("", (272, 92)), ("small_", (128, 43)), ("medium_", (272, 92))])
def test_the_logo_is_served_where_the_documents_show_it(prefix: str, size: tuple[int, int]) -> None:
    caller = Caller(f"Bearer {build_demo_world().new_key('api')}")
    logo = caller.get(f"{API}/customers/256").body["logo"]
    assert logo == f"http://testserver/{LOGO}"
    folder, _, name = LOGO.rpartition("/")
    picture = Caller().client.get(f"/{folder}/{prefix}{name}")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(picture.content)).size == size


def test_a_logo_left_by_a_world_whose_database_is_gone_is_no_hindrance(media_of_its_own: Path) -> None:
    left = media_of_its_own / LOGO
    left.parent.mkdir(parents=True)
    left.write_bytes(b"left behind")
    build_demo_world()
    with default_storage.open(LOGO) as file:
        assert file.read().startswith(b"\x89PNG")
    assert sorted(path.name for path in left.parent.iterdir()) == sorted(
        f"{prefix}{left.name}" for prefix in ("", "small_", "medium_")
    )
