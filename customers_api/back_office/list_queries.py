"""What the address of a list may say, and what the page says of the rest; it knows no filter by name."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG, IGNORED_PARAMS, PAGE_VAR
from django.http import HttpRequest, QueryDict

# Parameters of a list that are no filters.
OWN_PARAMETERS = frozenset({*IGNORED_PARAMS, PAGE_VAR, ERROR_FLAG})
LONGEST_SHOWN = 50


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
