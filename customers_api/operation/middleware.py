"""Knows what happens around every request: its id, its line in the log, its counts, and the answers to probes.

It must not know a dialect or a resource. It stands outside of everything else, so that no answer lacks an id and none
is left uncounted, be it a redirect, a static file or a crash.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from customers_api.operation import context, metrics, probes, statements
from customers_api.operation.gate import ARRIVED
from customers_api.operation.logs import StructuredLogger
from customers_api.operation.metrics import SERVER_ERROR, Served
from customers_api.operation.request_ids import HEADER, META_KEY, request_id_of
from customers_api.operation.routes import dialect_of, method_of, route_of

logger = StructuredLogger("customers_api.requests")


class RequestMiddleware:
    """Gives each request an id, counts it and writes its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; whatever goes wrong inside has become an answer there."""
        request_id = request_id_of(request.META.get(META_KEY))
        with context.of_request(request_id):
            begin = time.perf_counter()
            arrived = request.META.get(ARRIVED, begin)
            statements.begin()
            response = probes.answer(request) or self.get_response(request)
            response.headers[HEADER] = request_id
            remember_visitor(request)
            tell(
                Served(
                    dialect=dialect_of(request),
                    route=route_of(request, response),
                    method=method_of(request),
                    status=response.status_code,
                    seconds=time.perf_counter() - arrived,
                    waited=begin - arrived,
                    statements=statements.counted(),
                    rate_limited=context.was_rate_limited(),
                )
            )
        return response


def remember_visitor(request: HttpRequest) -> None:
    """Note who is logged in to the back office, where somebody has looked: asking costs a statement."""
    user = getattr(request, "_cached_user", None)
    if user is not None and user.is_authenticated:
        context.remember_caller(user)


def tell(served: Served) -> None:
    """Count a request and write its line; probes that succeed would fill the log."""
    metrics.observe(served)
    is_quiet = served.route in probes.PATHS and served.status < SERVER_ERROR
    level = logging.DEBUG if is_quiet else logging.WARNING if served.status >= SERVER_ERROR else logging.INFO
    fields = {
        "method": served.method,
        "route": served.route,
        "dialect": served.dialect,
        "status": served.status,
        "milliseconds": round(served.seconds * 1000, 1),
        "waited": round(served.waited * 1000, 1),
        "statements": served.statements,
    }
    logger.write(level, "request", fields)
