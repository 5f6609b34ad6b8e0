"""Fixtures of the tests of OWASP's API Security Top 10 (2023)."""

import pytest

from tests.accounts import Account, new_account


@pytest.fixture
def account(db: None) -> Account:
    """Two organizations of one account, and one outside of it, which attacks or is attacked."""
    return new_account()
