"""A page of dialect v2 far behind is the same answer from both ends of its list, with the same headers.

Seen to fail: with a last page that is as long as the others.
"""

from typing import Any

import pytest

from customers.models import Category
from customers_api.core import parts
from tests.accounts import Account
from tests.clients import Caller

CUSTOMERS = 12


def pages(api: Caller, path: str, account: Account, total: int) -> list[Any]:
    """Return status, body, total and links of the pages at each place, up to one behind them all."""
    address = f"/api/v2/{path}?company={account.first.organization.pk}&limit=5"
    replies = [api.get(f"{address}&offset={offset}") for offset in range(1, total + 2)]
    return [(*reply.pair, reply.headers["X-Total-Count"], reply.headers.get("Link")) for reply in replies]


def test_pages_are_the_same_from_both_ends(
    api: Caller, account: Account, body: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(CUSTOMERS):
        assert api.json("/api/v2/customer", {**body, "name": f"N{number * 5 % CUSTOMERS}"}).status == 201
        Category.objects.create(organization=account.first.organization, reference=f"c{number}", name="Same")
    totals = {"customer": CUSTOMERS, "category": CUSTOMERS + 1}
    there = {path: pages(api, path, account, total) for path, total in totals.items()}
    assert {path: [len(rows) for _, rows, *_ in seen[-7:]] for path, seen in there.items()} == {
        "customer": [5, 4, 3, 2, 1, 0, 0],
        "category": [5, 4, 3, 2, 1, 0, 0],
    }
    monkeypatch.setattr(parts, "FAR", 1)
    assert {path: pages(api, path, account, total) for path, total in totals.items()} == there
