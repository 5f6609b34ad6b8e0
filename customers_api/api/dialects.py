"""Which dialect a path belongs to; unknown paths are answered in the main one."""

import re

from customers_api.api.dialect import Dialect
from customers_api.api.rws import RWS_DIALECT
from customers_api.api.v1 import V1_DIALECT
from customers_api.api.v2 import V2_DIALECT

DIALECTS: tuple[tuple[re.Pattern[str], Dialect], ...] = (
    (re.compile(r"/api/v2(?![^/])"), V2_DIALECT),
    (re.compile(r"/rws(?![^/])"), RWS_DIALECT),
)


def dialect_of(path: str) -> Dialect:
    """Return the dialect of a path."""
    return next((dialect for pattern, dialect in DIALECTS if pattern.match(path)), V1_DIALECT)
