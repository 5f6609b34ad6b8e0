"""Knows the addresses that those who run the service ask, and who may see which of them; it must not know a dialect.

They answer before hosts are judged and calls are sent to TLS: an orchestrator asks for an IP address, in clear text.
"""

import hmac
from collections.abc import Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from customers_api.environment import is_loopback
from customers_api.operation import metrics, readiness

LIVE, READY, METRICS = "/livez", "/readyz", "/metrics"
PATHS = frozenset({LIVE, READY, METRICS})
_FORWARDING = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


class ProbeResponse(HttpResponse):
    """An answer to a probe; it is true for a moment."""

    def __init__(self, route: str, content: bytes, *, status: int = 200, content_type: str) -> None:
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        super().__init__(content, status=status, content_type=content_type, headers=headers)
        self.route = route


def answer(request: HttpRequest) -> ProbeResponse | None:
    """Answer a probe; everything else, and whoever may not see the metrics, is left to the rest of the service."""
    path = request.path_info
    if path not in PATHS or request.method not in {"GET", "HEAD"}:
        return None
    if path == LIVE:
        return json(LIVE, {"status": "alive"})
    if path == READY:
        return ready()
    if may_see_metrics(request.META):
        return ProbeResponse(METRICS, metrics.page(), content_type=metrics.CONTENT_TYPE)
    return None


def ready() -> ProbeResponse:
    """Tell what the service needs and whether it has it."""
    checks = readiness.checks()
    is_ready = all(state == readiness.OK for state in checks.values())
    body = {"status": "ready" if is_ready else "unready", "checks": checks}
    return json(READY, body, status=200 if is_ready else 503)


def json(route: str, body: dict[str, Any], *, status: int = 200) -> ProbeResponse:
    """Return an answer in JSON."""
    return ProbeResponse(route, orjson.dumps(body), status=status, content_type="application/json")


def may_see_metrics(meta: Mapping[str, Any]) -> bool:
    """Tell whether the caller has the token or, where there is none, sits at this machine."""
    token: str = settings.METRICS_TOKEN
    if not token:
        return is_direct(meta)
    scheme, _, given = str(meta.get("HTTP_AUTHORIZATION", "")).partition(" ")
    same = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode())
    return scheme.lower() == "bearer" and same


def is_direct(meta: Mapping[str, Any]) -> bool:
    """Tell whether a program of this machine asks for this machine, and no proxy in between.

    A proxy on this machine comes from here too: it gives itself away by what it adds, or by the host it passes on.
    """
    if any(name.startswith(_FORWARDING) for name in meta):
        return False
    host = str(meta.get("HTTP_HOST") or meta.get("SERVER_NAME", ""))
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return is_loopback(str(meta.get("REMOTE_ADDR", ""))) and is_loopback(name)
