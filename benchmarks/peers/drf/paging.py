"""Pages by limit and offset with an exact count, in the envelope that all sides answer."""

from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response

BASE = "/api/v1.0"


class Paging(LimitOffsetPagination):
    """Counts with count(*), as the REST framework does."""

    limit_query_param = "max"
    default_limit = 100
    max_limit = 1000

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page in its envelope."""
        size, offset, total = self.limit or self.default_limit, self.offset or 0, self.count or 0
        before = self.address(max(offset - size, 0)) if offset else None
        after = self.address(offset + size) if offset + size < total else None
        paging = {"total": total, "max": size, "offset": offset, "previous": before, "next": after}
        return Response({"paging": paging, "data": data})

    def address(self, offset: int) -> str:
        """Return the address of a page."""
        return f"{BASE}/customers?max={self.limit}&offset={offset}&sort=dateCreated&order=asc"
