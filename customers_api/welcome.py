"""Greets whoever comes to the address of the service itself: what runs here, and where to go on.

It must not tell more than its version and what `/readyz` tells everybody, and looks no further than that does.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from customers_api import __version__
from customers_api.api.rendering import dump_json
from customers_api.openapi.views import reading_only
from customers_api.operation import readiness

JSON, HTML = "application/json", "text/html"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
)
ADDRESSES = {
    "documentation": "/api/docs/",
    "schema": "/api/schema/",
    "backOffice": "/admin/",
    "alive": "/livez",
    "ready": "/readyz",
}


def facts(request: HttpRequest) -> dict[str, object]:
    """Return what a newcomer is told; one look at the service's health serves all who ask within a second."""
    is_ready = all(state == readiness.OK for state in readiness.checks().values())
    base = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
    return {
        "service": "Customers",
        "version": __version__,
        "health": "ready" if is_ready else "unready",
        "addresses": ADDRESSES,
        "example": f'curl -H "Authorization: Bearer $KEY" "{base}/api/v1.0/customers?max=2"',
    }


@reading_only
def welcome(request: HttpRequest) -> HttpResponse:
    """Answer a page to browsers, and JSON to everybody else."""
    # Of types that are as welcome as each other the first one counts: a program that names none is given JSON.
    if request.get_preferred_type([JSON, HTML]) == HTML:
        response = render(request, "welcome.html", facts(request))
        response["Content-Security-Policy"] = POLICY
    else:
        response = HttpResponse(dump_json(facts(request)), content_type=JSON)
    patch_vary_headers(response, ["Accept"])
    return response
