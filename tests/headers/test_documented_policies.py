"""The page of operation tells the policy of every kind of answer as it is sent.

Seen to fail: the rows of the first page, of the page that tries operations and of where it comes back to were missing.
"""

from pathlib import Path

import pytest
from django.test import Client

from tests.worlds import World

OPERATIONS = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
# By what stands in the first column of the page's table.
ADDRESSES = {
    "everything but the rows below": "/api/v1.0/customers",
    "`/`, as a page": "/",
    "`/api/docs/`": "/api/docs/",
    "`/api/docs/oauth2-redirect.html`": "/api/docs/oauth2-redirect.html",
    "pages of the back office": "/admin/login/",
}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_each_kind_of_answer_has_the_policy_that_the_page_tells(world: World, kind: str) -> None:
    rows = [line for line in OPERATIONS.splitlines() if line.startswith(f"| {kind}")]
    assert len(rows) == 1
    answer = Client(headers={"Accept": "text/html"}).get(ADDRESSES[kind])
    assert f"`{answer['Content-Security-Policy']}`" in rows[0]
