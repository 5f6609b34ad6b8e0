"""Knows whose word on the client's address and on TLS is taken: that of trusted proxies, and of nobody else.

It must not know who calls, nor what for.
"""

import ipaddress
from collections.abc import Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
FORWARDING = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


class ForwardingMiddleware:
    """Replaces the proxy's address and scheme by the client's, and removes the headers that tell them.

    Nothing behind it reads such a header, so one that a client made up is not believed by accident either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.trusted = [ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Tell the rest of the service who the client is."""
        if self.trusted and self.is_trusted(parse_address(request.META.get("REMOTE_ADDR", ""))):
            request.META["REMOTE_ADDR"] = self.client_address(request.META)
            # Where Django looks for the scheme, when no header is named in the settings.
            request.META["wsgi.url_scheme"] = scheme(request.META)
        for name in [name for name in request.META if name.startswith(FORWARDING)]:
            del request.META[name]
        return self.get_response(request)

    def is_trusted(self, address: Address | None) -> bool:
        """Tell whether the address is a proxy of ours."""
        return address is not None and any(address in network for network in self.trusted)

    def client_address(self, meta: MutableMapping[str, Any]) -> str:
        """Return the first address that is no proxy, from our side: what is left of it the client may have made up."""
        client: str = meta["REMOTE_ADDR"]
        for named in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = parse_address(named)
            if address is None:
                break
            client = str(address)
            if not self.is_trusted(address):
                break
        return client


def scheme(meta: MutableMapping[str, Any]) -> str:
    """Return the scheme that the proxies name.

    The server joins headers of one name by commas, and takes ``_`` for ``-`` in names: where several values came in,
    some may be the client's own, so all of them must say ``https``.
    """
    values = meta.get("HTTP_X_FORWARDED_PROTO", meta["wsgi.url_scheme"]).lower().split(",")
    return "https" if all(value.strip() == "https" for value in values) else "http"


def parse_address(text: str) -> Address | None:
    """Return an IP address, which some proxies write with a port: ``10.0.0.1:80``, ``[::1]:80``."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
