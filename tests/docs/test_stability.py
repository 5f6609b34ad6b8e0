"""What docs/stability.md says of announcements is true today; it knows neither a dialect nor a change."""

import re
from pathlib import Path

import pytest

from tests.accounts import Account, basic, bearer, new_account
from tests.operations import RWS_OPERATIONS, V1_OPERATIONS, V2_OPERATIONS, filled, record_ids

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
HEADERS = ("Deprecation", "Sunset")


@pytest.mark.django_db
def test_no_answer_announces_an_end_as_long_as_the_page_says_so() -> None:
    assert "so no answer carries the headers `Deprecation`" in " ".join(PAGE.split())
    account: Account = new_account()
    ids, by_bearer, by_basic = record_ids(account), bearer(account.first.editor), basic(account.first.editor)
    asked = [
        (by_basic if operation in RWS_OPERATIONS else by_bearer).get(filled(operation.path, ids))
        for operation in (*V1_OPERATIONS, *V2_OPERATIONS, *RWS_OPERATIONS)
        if operation.method == "GET"
    ]
    assert len(asked) > 20
    assert {reply.status for reply in asked} == {200}
    assert [name for reply in asked for name in HEADERS if name in reply.headers] == []


def test_nothing_is_deprecated_in_the_changelog_as_long_as_the_page_says_so() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (.+)$", text, re.M)
    assert "Added" in headings
    assert "Deprecated" not in headings
