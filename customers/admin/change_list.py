"""The list of customers as a page: what is searched, in which order; it knows no column of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from customers.admin.filter_kinds import Rows
from customers.transfer.files import Format
from customers_api.back_office.list_queries import SearchedList
from customers_api.back_office.scope import scope_of
from customers_api.core.wildcards import words_q


class CustomerList(SearchedList):
    """A list in an order that an index knows: by one column, and by the id where that is the same."""

    def get_ordering(self, request: HttpRequest, queryset: Rows) -> list[Any]:
        """Return the order, first by organization where there are several: every index begins with it."""
        columns = super().get_ordering(request, queryset)[:1]
        sign = "-" if not columns or is_descending(columns[0]) else ""
        first = [f"{sign}organization_id"] if scope_of(request).chosen is None else []
        return [*first, *columns, f"{sign}pk"]

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows by their keys, those of a single page too."""
        super().get_results(request)
        if not self.multi_page or (self.show_all and self.can_show_all):
            self.result_list = self.paginator.rows(0, self.result_count)

    def get_ordering_field_columns(self) -> dict[int, str]:
        """Return the one column that the list is sorted by."""
        return dict(list(super().get_ordering_field_columns().items())[:1])

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Return the formats with the addresses of files of all that the list holds."""
        address = reverse("admin:customers_customer_export")
        return [(each.value.upper(), f"{address}{self.get_query_string({'format': each.value})}") for each in Format]


def is_descending(column: Any) -> bool:
    """Tell in which direction a column is sorted."""
    return bool(getattr(column, "descending", str(column).startswith("-")))


def searched(request: HttpRequest, rows: Rows, text: str) -> Rows:
    """Return the customers with each word in reference, name, e-mail, phone or city, as the API finds them."""
    words = set(text.split())
    if not words:
        return rows
    if len(text) > settings.MAX_SEARCH_LENGTH or len(words) > settings.MAX_SEARCH_WORDS:
        messages.warning(
            request,
            f"At most {settings.MAX_SEARCH_WORDS} words with {settings.MAX_SEARCH_LENGTH} characters are searched for.",
        )
        return rows.none()
    return rows.filter(words_q("search_folded", text))
