"""Fixtures of the tests of dialect rws."""

import pytest

from tests.accounts import Account, basic, new_account
from tests.clients import Caller


@pytest.fixture
def account(db: None) -> Account:
    """Two organizations of one account, and one outside of it."""
    return new_account()


@pytest.fixture
def api(account: Account) -> Caller:
    """An editor of the first organization."""
    return basic(account.first.editor)


@pytest.fixture
def whole(account: Account) -> Caller:
    """A user of the first organization who acts for the whole account."""
    return basic(account.whole)
