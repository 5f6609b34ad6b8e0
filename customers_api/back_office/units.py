"""One click is one unit of work: all that it writes is kept, or nothing; what it says is said once that is certain.

It knows requests and transactions; it knows no page.
"""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from customers_api.core.units import in_unit

T = TypeVar("T")


def as_unit(request: HttpRequest, work: Callable[[], T]) -> T:
    """Do the work in one transaction, again where it lost a race; say what it said after it is kept."""

    def attempt() -> T:
        request.said_in_unit = []  # type: ignore[attr-defined]
        for file in request.FILES.values():
            file.seek(0)  # type: ignore[union-attr]
        return work()

    try:
        result = in_unit(attempt)
        said = request.said_in_unit  # type: ignore[attr-defined]
    finally:
        del request.said_in_unit  # type: ignore[attr-defined]
    for level, text in said:
        messages.add_message(request, level, text)
    return result


def say(request: HttpRequest, level: int, text: str) -> None:
    """Say something on the next page; inside of a unit only if the unit is kept."""
    said: list[tuple[int, str]] | None = getattr(request, "said_in_unit", None)
    if said is None:
        messages.add_message(request, level, text)
    else:
        said.append((level, text))
