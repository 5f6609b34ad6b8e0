"""What all addresses of dialect v2 share: the company of a request, the pages of its lists.

It knows HTTP and accounts, and no resource.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from customers_api.api.v2 import V2_DIALECT
from customers_api.api.v2_values import read_id
from customers_api.api.views import DialectView
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import LARGEST_ID
from organizations.accounts import account_by_id
from organizations.models import Organization

WHOLE_NUMBER = re.compile(r"[0-9]{1,100}\Z")


class V2View(DialectView):
    """A view of dialect v2."""

    dialect = V2_DIALECT

    def company(self, sent: object) -> Organization:
        """Return the organization that was named, if the caller may act for it."""
        if sent is None or sent == "":
            raise Problem(ProblemCode.MISSING, "organization")
        return account_by_id(self.user, read_id(sent, "organization"))

    def body(self) -> Mapping[str, Any]:
        """Return the object that was sent."""
        data: object = self.request.data
        if not isinstance(data, Mapping):
            raise Problem(ProblemCode.MALFORMED_BODY, reason="no_object")
        return data


def path_id(text: str) -> int:
    """Return the id in an address; nothing else than a number can be one."""
    if not WHOLE_NUMBER.match(text) or int(text) > LARGEST_ID:
        raise Problem(ProblemCode.RECORD_NOT_FOUND, key="id", value=text)
    return int(text)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that is asked for."""

    limit: int
    offset: int

    @classmethod
    def read(cls, query: QueryDict, default: int) -> "Window":
        """Read ``limit`` and ``offset``."""
        limit = read_whole_number(query, "limit", default, least=1)
        return cls(min(limit, settings.MAX_PAGE_SIZE), read_whole_number(query, "offset", 0, least=0))

    def headers(self, address: str, query: QueryDict, total: int) -> dict[str, str]:
        """Return how many there are in all, and where the neighbouring pages are."""
        offsets = {"next": self.offset + self.limit, "prev": max(0, self.offset - self.limit)}
        has = {"next": self.offset + self.limit < total, "prev": self.offset > 0}
        kept = {name: value for name, value in query.items() if name not in {"limit", "offset"}}
        links = [
            f'<{address}?{urlencode({**kept, "limit": self.limit, "offset": offset})}>; rel="{name}"'
            for name, offset in offsets.items()
            if has[name]
        ]
        return {"X-Total-Count": str(total), **({"Link": ", ".join(links)} if links else {})}


def read_whole_number(query: QueryDict, name: str, default: int, *, least: int) -> int:
    """Return a whole number of the query; beyond all records there is nothing, however far."""
    text = query.get(name)
    if text is None:
        return default
    if not WHOLE_NUMBER.match(text) or int(text) < least:
        raise Problem(ProblemCode.INVALID_TYPE, name, expected="integer")
    return min(int(text), LARGEST_ID)
