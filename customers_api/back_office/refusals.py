"""Pages for what the back office cannot show; they know the problem and its address, and ask the database nothing."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from customers_api.core.problems import ProblemCode


class Refusal(NamedTuple):
    """What a page says; the advice may name the bounds of forms."""

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
    ProblemCode.BODY_TOO_LARGE: Refusal(
        413,
        "This is too large",
        "A form may have {mebibytes} MiB at most, with its files. Nothing was saved. Go back in the browser, where what"
        " was typed is still there, and take a smaller file.",
    ),
    ProblemCode.MALFORMED_BODY: Refusal(
        400,
        "This could not be read",
        "Go back in the browser, where what was typed is still there, and try again. A form may have {fields:,} fields"
        " and {files:,} files at most.",
    ),
}


def refusal_page(request: HttpRequest, code: ProblemCode) -> HttpResponse | None:
    """Return the page that says so, or ``None`` for what has none."""
    refusal = REFUSALS.get(code)
    if refusal is None:
        return None
    advice = refusal.advice.format_map(bounds())
    if code is ProblemCode.BODY_TOO_LARGE and (larger := advice_for_larger(request)):
        advice = f"{advice} {larger}"
    html = render_to_string("back_office/refused.html", refusal._replace(advice=advice)._asdict(), request)
    return HttpResponse(html, status=refusal.status)


def bounds() -> Mapping[str, int]:
    """Return what a form may have at most."""
    return {
        "mebibytes": largest_form(),
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }


def largest_form() -> int:
    """Return how many MiB a form may have, with its files."""
    return int(settings.MAX_BODY_BYTES // settings.MEBIBYTE)


def advice_for_larger(request: HttpRequest) -> str:
    """Return where larger files are taken than on the page of the request, if they are anywhere."""
    match = request.resolver_match
    name = "" if match is None else match.url_name or ""
    return str(admin.site.advice_for_larger(name))  # type: ignore[attr-defined]
