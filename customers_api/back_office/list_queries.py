"""What the address of a list may say, and what the page says of the rest; it knows no filter by name."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG, IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR, ChangeListSearchForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from unfold.views import ChangeList

from customers_api.core.text import is_storable

# Parameters of a list that are no filters.
OWN_PARAMETERS = frozenset({*IGNORED_PARAMS, PAGE_VAR, ERROR_FLAG})
LONGEST_SHOWN = 50


class SearchForm(ChangeListSearchForm):
    """The search of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR].validators = [demand_storable]


def demand_storable(text: str) -> None:
    """Refuse a text that no record can hold."""
    if not is_storable(text):
        raise ValidationError("What is searched for holds characters that cannot be stored, so nothing is found.")


class SearchedList(ChangeList):  # type: ignore[misc]
    """A list in which a search that means nothing finds nothing: Django leaves it out and shows all."""

    search_form_class = SearchForm

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """Return the rows of the list."""
        rows = super().get_queryset(request, exclude_parameters)
        return rows if is_storable(request.GET.get(SEARCH_VAR, "")) else rows.none()


def understood(request: HttpRequest, is_filter: Callable[[str], bool]) -> QueryDict:
    """Return the query without empty parameters, which forms send, and without unknown ones, which the page names."""
    query = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name not in OWN_PARAMETERS and not is_filter(name):
            say_once(request, f"The list has no filter “{name[:LONGEST_SHOWN]}”: it was left out.")
        elif any(values):
            query.setlist(name, values)
    query._mutable = False
    return query


def say_once(request: HttpRequest, text: str) -> None:
    """Say something of a list once, though its rows are asked for more than once."""
    said: set[str] = request.__dict__.setdefault("said_of_list", set())
    if text not in said:
        said.add(text)
        messages.warning(request, text)
