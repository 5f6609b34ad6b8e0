"""Pages for what the back office cannot show; they know the problem alone, and ask the database nothing."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from customers_api.core.problems import ProblemCode


class Refusal(NamedTuple):
    """What a page says."""

    status: int
    title: str
    advice: str


REFUSALS: Mapping[ProblemCode, Refusal] = {
    ProblemCode.ACCESS_DENIED: Refusal(
        403,
        "You are not allowed to do this",
        "Your role, or your organization, does not include it. An administrator of your organization can change that."
        " Where you have sent a form that was open for a long time, open it again.",
    ),
    ProblemCode.PATH_NOT_FOUND: Refusal(
        404, "There is no such page", "Perhaps the address was mistyped, or what it showed has been deleted."
    ),
}


def refusal_page(request: HttpRequest, code: ProblemCode) -> HttpResponse | None:
    """Return the page that says so, or ``None`` for what has none."""
    refusal = REFUSALS.get(code)
    if refusal is None:
        return None
    html = render_to_string("back_office/refused.html", refusal._asdict(), request)
    return HttpResponse(html, status=refusal.status)
