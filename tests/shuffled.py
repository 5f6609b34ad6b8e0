"""Knows one order of the tests for each TEST_SEED, the same in all processes; `make test` switches it on.

It must not know what a test needs: one that needs another to have run before it has to fail here.
"""

import os
import random
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Shuffle before pytest-django moves the tests that commit to the end, as they have to be."""
    random.Random(os.environ.get("TEST_SEED", "0")).shuffle(items)
    return (yield)
