"""The demo world as data: every record's id and values, by the core's field names. It knows no database and no file."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from customers.models import DataType, DueDateRule
from customers_api.core.references import ById, ByReference
from organizations.models import Role

Values = dict[str, Any]

# The moment of every record whose own date the documents do not tell: the world looks the same whenever it is made.
BEGINNING = datetime(2015, 12, 17, 23, tzinfo=UTC)
DATES: Values = {"date_created": BEGINNING, "last_updated": BEGINNING}

GROUP = "Acme Group"
# No secret: the documented address of the logo holds it. It also tells the demo world from every other one.
UPLOAD_TOKEN = "1450169988465"  # noqa: S105
ORGANIZATIONS: dict[int, Values] = {
    1: {"name": "entity1", "currency": "EUR", "has_geography": True, "region_level": 2, "upload_token": UPLOAD_TOKEN},
    2: {"name": "Acme", "currency": "USD"},
    3: {"name": "Stranger", "currency": "EUR"},
}
GROUPED = (1, 2)
# The ids of the records that every organization begins with: root category, currency, payment types.
STANDARD_IDS: dict[int, tuple[int, ...]] = {1: (1, 1, 7, 8, 9), 2: (4, 3, 1, 2, 3), 3: (5, 4, 4, 5, 6)}

USERS: dict[int, Values] = {
    1: {
        "username": "admin",
        "organization_id": 1,
        "reference": "emp-001",
        "role": Role.ADMINISTRATOR,
        "is_staff": True,
        "is_superuser": True,
    },
    2: {"username": "api", "organization_id": 1, "reference": "emp-002"},
    3: {"username": "group", "organization_id": 1, "reference": "emp-003", "whole_group": True, "is_staff": True},
    4: {"username": "stranger", "organization_id": 3, "reference": "str-001", "is_staff": True},
    5: {"username": "reader", "organization_id": 1, "reference": "emp-005", "role": Role.READER, "is_staff": True},
}

CATEGORIES: dict[int, Values] = {
    2: {"reference": "jewelry", "name": "Jewelry and accessories", "parent": ById(1)},
    3: {"reference": "home", "name": "Home", "parent": ById(1)},
}
SEGMENTATIONS: dict[int, Values] = {
    1: {"reference": "seg_a", "name": "Segmentation A"},
    2: {"reference": "seg_b", "name": "Segmentation B"},
}
PAYMENT_TYPES: dict[int, Values] = {10: {"reference": "transfer", "name": "transfer"}}
CURRENCIES: dict[int, Values] = {2: {"reference": "USD", "exchange_rate": Decimal("1.08")}}
REGIONS: dict[int, Values] = {
    1: {"name": "United States"},
    2: {"name": "California", "parent": ById(1)},
    3: {"name": "New York", "parent": ById(1)},
    4: {"name": "Manhattan", "parent": ById(3)},
    5: {"name": "France"},
}
TEMPLATE: Values = {"id": 1, "name": "Standard"}
CUSTOM_FIELDS: dict[int, Values] = {
    1: {"name": "Budget", "data_type": DataType.MONEY},
    2: {"name": "Employees", "data_type": DataType.NUMBER},
    3: {"name": "Since", "data_type": DataType.DATE},
    4: {"name": "Nickname", "data_type": DataType.TEXT},
    5: {"name": "Old", "data_type": DataType.TEXT, "is_active": False},
}

LOGO_NAME = "1471338230737_logo_color_272x92dp.png"
MARIES_JEWELRY = 256
NAMED_CUSTOMERS: dict[int, Values] = {
    MARIES_JEWELRY: {
        "reference": "NC-3",
        "name": "Marie's Jewelry",
        "category": ByReference("jewelry"),
        "segmentation": ByReference("seg_a"),
        "bill_with_parent": True,
        "billing_country": "FR",
        "billing_city": "Nice",
        "credit_limit": Decimal(5000),
        "due_days": 7,
        "due_date_rule": DueDateRule.AFTER_INVOICE_DATE.value,
        "payment_types": [ById(7), ById(8)],
        "region": ById(3),
        "currency": "EUR",
        "date_created": BEGINNING,
        "last_updated": datetime(2016, 8, 16, 9, 2, 13, tzinfo=UTC),
    },
    257: {
        "reference": "NC-4",
        "name": "Marie's Jewelry, Old Town",
        "category": ByReference("jewelry"),
        "parent": ById(MARIES_JEWELRY),
        "bill_with_parent": True,
        "billing_country": "FR",
        "billing_city": "Nice",
        "billing_postal_code": "06300",
        "billing_address": "14 rue Droite",
        "payment_types": [ById(7)],
        "date_created": datetime(2016, 1, 8, 10, 30, tzinfo=UTC),
        "last_updated": datetime(2016, 1, 8, 10, 30, tzinfo=UTC),
    },
}
SECRET_CUSTOMER: Values = {"id": 288, "reference": "SECRET-1", "name": "Hidden Harbour Ltd", **DATES}


class Sample(NamedTuple):
    """One of the customers that fill the lists."""

    name: str
    category: str
    segmentation: str | None
    created: str
    country: str
    city: str
    postal_code: str
    address: str
    currency: str
    credit_limit: int | None
    more: Values


def sample_values(number: int, sample: Sample) -> Values:
    """Return the core's values of the sample with this number, from 0: its reference follows on NC-4."""
    created = datetime.fromisoformat(f"{sample.created}T08:15:00+00:00") + timedelta(minutes=17 * number)
    return {
        "reference": f"NC-{5 + number}",
        "name": sample.name,
        "category": ByReference(sample.category),
        "segmentation": ByReference(sample.segmentation) if sample.segmentation else None,
        "billing_country": sample.country,
        "billing_city": sample.city,
        "billing_postal_code": sample.postal_code,
        "billing_address": sample.address,
        "currency": sample.currency,
        "credit_limit": sample.credit_limit and Decimal(sample.credit_limit),
        "date_created": created,
        "last_updated": created + timedelta(days=9 * number),
        **sample.more,
    }
