"""The headers that keep browsers from doing anything with an answer that it is not meant for.

It knows which kind of answer it is: of the API, a page of the back office, or one that says for itself what it needs
(pictures, the pages of OAuth). It knows no content.
"""

from collections.abc import Callable
from types import MappingProxyType

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# An answer of the API is read by programs. A browser that is led to it loads nothing, runs nothing and frames nothing.
API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# What the theme of the back office needs, and no more. Its pages hold no script, but Alpine.js evaluates the
# expressions in their attributes ('unsafe-eval'), and colours and widths stand in the pages ('unsafe-inline').
BACK_OFFICE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Nothing here asks for any of them, and nobody who frames or forges a page shall.
UNUSED = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)
ALL_HOSTS = "includeSubDomains; preload"
HEADERS = MappingProxyType(
    {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)


def is_back_office_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether the answer is a page of the back office."""
    match = request.resolver_match
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and match is not None and "admin" in match.app_names


class SecurityHeadersMiddleware:
    """Sets the headers that an answer has not set for itself. Outermost: answers of other middlewares get them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        response = self.get_response(request)
        policy = BACK_OFFICE_POLICY if is_back_office_page(request, response) else API_POLICY
        response.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        # Whatever says nothing about caches is for nobody but who asked, and not for later.
        response.setdefault("Cache-Control", "no-store")
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            # Django's own middleware sets it too, but not on what is answered before it is asked.
            response.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; {ALL_HOSTS}")
        return response
