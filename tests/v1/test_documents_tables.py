"""Tries the example values in the documents' tables of parameters and filters, and the copies of the logo."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.clients import Caller
from tests.v1.printed import API, demo_caller

pytestmark = pytest.mark.django_db

# Parameter and example value, then the key of the answer and what it shows.
EXAMPLES: list[tuple[str, str, str, Any]] = [
    ("isActive", "true", "isActive", True),
    ("isActive", "false", "isActive", False),
    ("isSubCustomer", "false", "isSubCustomer", False),
    ("onHold", "true", "onHold", True),
    ("onHold", "false", "onHold", False),
    ("billingCountry", "France", "billingCountry", "FR"),
    ("country", "FR", "country", "FR"),
    ("dueDateConfigType", "1", "dueDateConfigType", "daysAfterInvoiceDate"),
    ("dueDateConfigType", "2", "dueDateConfigType", "daysAfterEndOfInvoiceMonth"),
    ("currency", "EUR", "currency", "EUR"),
    ("customerRiskColor", "#FFFFFF", "customerRiskColor", "#FFFFFF"),
    ("customerRiskColor", "#1BE9D8", "customerRiskColor", "#1BE9D8"),
]
FOUND = {
    "reference=*c-3": {"NC-3"},
    "categoryReference=Jewel*&name=marie*": {"NC-3", "NC-4"},
    "categoryReference=*ewelry&name=*Jewelry": {"NC-3"},
    "categoryReference=*ewel*&name=*Old Town": {"NC-4"},
    "lastUpdated_gte=2016-08-16T09:02:13Z&lastUpdated_lt=2016-08-16T09:02:14Z": {"NC-3"},
    "dateCreated_gt=2015-12-17T23:00:00Z&dateCreated_lte=2016-01-08T10:30:00Z": {"NC-4"},
}


@pytest.fixture
def api(db: None) -> Caller:
    """The documents' caller in the demo world."""
    return demo_caller()


def test_the_example_values_of_the_parameters_are_accepted(api: Caller) -> None:
    for parameter, value, key, shown in EXAMPLES:
        reply = api.form(f"{API}/customers/256", {parameter: value})
        assert (parameter, value, reply.status, reply.body[key]) == (parameter, value, 200, shown)


def test_the_filters_find_what_their_examples_promise(api: Caller) -> None:
    replies = {query: api.get(f"{API}/customers?{query}") for query in FOUND}
    assert {query: {row["reference"] for row in reply.body["data"]} for query, reply in replies.items()} == FOUND


def test_the_logo_has_smaller_copies_under_the_documented_prefixes(api: Caller) -> None:
    folder, _, name = urlsplit(api.get(f"{API}/customers/256").body["logo"]).path.rpartition("/")
    sizes = []
    for prefix in ("small_", "medium_", ""):
        reply = api.client.get(f"{folder}/{prefix}{name}")
        assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/png")
        with Image.open(BytesIO(reply.content)) as image:
            sizes.append(image.size)
    assert sizes == [(128, 43), (272, 92), (272, 92)]
