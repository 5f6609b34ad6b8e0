"""Hands out the descriptions as JSON and as YAML, and the page on which people try them.

It knows HTTP, and no operation. Whatever is handed out is the same for everybody, and made once.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, re_path
from django.utils.cache import patch_vary_headers
from drf_spectacular.renderers import OpenApiYamlRenderer

from customers_api.api.conditional import SAFE_METHODS, is_known
from customers_api.api.errors import answer_for
from customers_api.core.problems import Problem, ProblemCode
from customers_api.openapi.dialects import DESCRIBED
from customers_api.openapi.generator import description

YAML = "application/vnd.oai.openapi"
# What a request may ask for: by `format`, or by `Accept`; the first one where it leaves that open.
FORMATS = {"json": "application/json", "yaml": "application/yaml"}
# The page loads its own script and style, asks this host alone, and sends no form. Swagger UI evaluates nothing.
DOCS_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Where a person comes back to who was asked whether the page may act for them: it runs one script, and nothing else.
REDIRECT = "/api/docs/oauth2-redirect.html"
REDIRECT_POLICY = "; ".join(
    ("default-src 'none'", "script-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'")
)
View = Callable[..., HttpResponse]


def reading_only(view: View) -> View:
    """Let a view be asked, and nothing else."""

    @wraps(view)
    def asked(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, **names)
        allowed = ["GET", "HEAD"]
        return answer_for(request, Problem(ProblemCode.METHOD_NOT_ALLOWED, method=request.method, allowed=allowed))

    asked.csrf_exempt = True  # type: ignore[attr-defined]
    return asked


@lru_cache
def rendered(dialect: str, form: str) -> tuple[bytes, str]:
    """Return a description as bytes, with its entity tag."""
    known = description(dialect)
    content = OpenApiYamlRenderer().render(known) if form == "yaml" else orjson.dumps(known)
    return content, f'"{hashlib.blake2b(content, digest_size=8).hexdigest()}"'


def addresses() -> dict[str, str]:
    """Return where each dialect is described."""
    return {name: f"/api/schema/{name}" for name in DESCRIBED}


def form_of(request: HttpRequest) -> str | None:
    """Return which form a request asks for, or ``None`` for one that there is not."""
    named = request.GET.get("format")
    if named is not None:
        return named if named in FORMATS else None
    wanted = request.get_preferred_type([*FORMATS.values(), YAML])
    return "yaml" if wanted in {FORMATS["yaml"], YAML} else "json"


@reading_only
def schema_list(request: HttpRequest) -> HttpResponse:
    """Tell where each dialect is described."""
    return HttpResponse(orjson.dumps(addresses()), content_type=FORMATS["json"], headers={"Cache-Control": "no-cache"})


@reading_only
def schema(request: HttpRequest, dialect: str) -> HttpResponse:
    """Answer the description of a dialect."""
    form = form_of(request)
    if form is None:
        return answer_for(
            request, Problem(ProblemCode.INVALID_PARAMETER, value=request.GET["format"], parameter="format")
        )
    content, tag = rendered(dialect, form)
    if is_known(tag, request.META.get("HTTP_IF_NONE_MATCH", "")):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(content, content_type=FORMATS[form])
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    patch_vary_headers(response, ["Accept"])
    return response


@reading_only
def docs(request: HttpRequest) -> HttpResponse:
    """Answer the page on which every operation can be tried."""
    response = render(request, "openapi/docs.html", {"addresses": addresses(), "redirect": REDIRECT})
    response["Content-Security-Policy"] = DOCS_POLICY
    return response


@reading_only
def docs_redirect(request: HttpRequest) -> HttpResponse:
    """Answer the page that hands what stands in its address over to the page that has opened it, and closes."""
    response = render(request, "openapi/redirect.html")
    response["Content-Security-Policy"] = REDIRECT_POLICY
    # The code in the address is for that page alone: not for the log of whoever hands out the script.
    response["Referrer-Policy"] = "no-referrer"
    return response


urlpatterns: list[URLPattern] = [
    re_path(r"^api/schema/?\Z", schema_list),
    re_path(rf"^api/schema/(?P<dialect>{'|'.join(DESCRIBED)})/?\Z", schema),
    re_path(r"^api/docs/?\Z", docs),
    re_path(r"^api/docs/oauth2-redirect\.html\Z", docs_redirect),
]
