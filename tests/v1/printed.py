"""Knows the answers that the documents print, as data, and how to bring the demo world to the point where they are due.

It must not know which request leads to which answer.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from PIL import Image

from customers.demo.world import build_demo_world
from customers.models import Category, Customer
from tests.clients import Caller

API = "/api/v1.0"
FOLDER = Path(__file__).parent / "documents"
ADDRESS_OF_LOGO = re.compile(r"http://testserver/entity1-1450169988465/photoCustomer/\d{13}_logo_color_272x92dp\.png")
ORGANIZATION = 1
CREATED = datetime(2015, 12, 17, 23, tzinfo=UTC)
UPDATED = datetime(2016, 8, 16, 9, 2, 13, tzinfo=UTC)


def printed(name: str) -> Any:
    """Return what a page of the documents prints."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def whole(answer: Any) -> str:
    """Return an answer as text, in which the order of the keys counts; the address of a logo is held to its pattern."""

    def shown(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(pairs)
        if isinstance(row.get("logo"), str):
            row["logo"] = "a logo" if ADDRESS_OF_LOGO.fullmatch(row["logo"]) else row["logo"]
            row["logo"] = "a logo" if row["logo"].startswith("BASE_URL/") else row["logo"]
        return row

    return json.dumps(json.loads(json.dumps(answer), object_pairs_hook=shown), indent=1)


def demo_caller(user: str = "api") -> Caller:
    """Build the demo world and return one of its users."""
    return Caller(f"Bearer {build_demo_world().new_key(user)}")


def let_time_stand_still(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the service believe that it is this moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def take_customers_away() -> None:
    """Leave no customer, so that the next one is number 256 as it is printed."""
    for organization in (1, 2, 3):
        customers = Customer.objects.for_organization(organization)
        customers.filter(parent__isnull=False).delete()
        customers.delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('customers_customer', 'id'), 255)")
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = 255 WHERE name = 'customers_customer'")


def fill_up_to(total: int) -> None:
    """Add customers, later than all of the demo world's, until the organization has so many."""
    there = Customer.objects.for_organization(ORGANIZATION)
    root = Category.objects.for_organization(ORGANIZATION).get(parent=None)
    like = there.get(reference="NC-4")
    later = timezone.now()
    Customer.objects.bulk_create(
        Customer(
            organization_id=ORGANIZATION,
            reference=f"FILL-{number}",
            name=f"Filling {number}",
            category=root,
            currency_id=like.currency_id,
            date_created=later + timedelta(seconds=number),
        )
        for number in range(total - there.count())
    )


def picture(name: str = "logo_color_272x92dp.png", form: str = "PNG", *, more: int = 0) -> SimpleUploadedFile:
    """Return a picture of the printed size as an upload, with so many bytes of nothing behind it."""
    stream = BytesIO()
    Image.new("RGB", (272, 92), "white").save(stream, form)
    return SimpleUploadedFile(name, stream.getvalue() + b"\0" * more)
