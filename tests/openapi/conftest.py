"""A real server for the clients that are made of the descriptions, and an account for requests that are refused."""

import pytest

from tests.accounts import Account, new_account
from tests.live.conftest import prepared, server

__all__ = ["account", "prepared", "server"]


@pytest.fixture
def account(db: None) -> Account:
    """Two organizations of one account, and one outside of it."""
    return new_account()
