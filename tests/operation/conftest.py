"""Collects the lines of the log as they are written in production; it knows nothing of what they say."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from customers_api.operation.logs import formatter

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Return what has been written so far, each line as the object that it is."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(style="json"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    finally:
        root.removeHandler(handler)
