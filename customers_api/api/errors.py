"""Unknown paths, hostile requests and crashes, in the body of the dialect whose path it is; pages to people alone.

It knows exceptions, and the words of no dialect.
"""

import logging
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

from customers_api.api.dialects import dialect_of
from customers_api.api.paths import is_text, refuse_oversized
from customers_api.back_office.refusals import refusal_page
from customers_api.core.outages import is_outage
from customers_api.core.problems import Problem, ProblemCode

logger = logging.getLogger("customers_api.errors")

CODES: tuple[tuple[type[Exception], ProblemCode], ...] = (
    (exceptions.NotAuthenticated, ProblemCode.NO_CREDENTIALS),
    (exceptions.AuthenticationFailed, ProblemCode.NO_CREDENTIALS),
    (exceptions.NotAcceptable, ProblemCode.NOT_ACCEPTABLE),
    (exceptions.ParseError, ProblemCode.MALFORMED_BODY),
    (Http404, ProblemCode.PATH_NOT_FOUND),
    (PermissionDenied, ProblemCode.ACCESS_DENIED),
    (DisallowedHost, ProblemCode.BAD_HOST),
    (RequestDataTooBig, ProblemCode.BODY_TOO_LARGE),
    (SuspiciousOperation, ProblemCode.MALFORMED_BODY),
    # Where Django reads a form, and not a parser of ours: the pages for people.
    (MultiPartParserError, ProblemCode.MALFORMED_BODY),
    (BadRequest, ProblemCode.MALFORMED_BODY),
)

# What people see in a browser: the back office, and where they log in and allow a client something.
PAGES = re.compile(r"/(?:admin|oauth/authorize|oauth/login)(?![^/])")
BACK_OFFICE = re.compile(r"/admin(?![^/])")
CRASHES = {ProblemCode.SERVER_ERROR, ProblemCode.UNAVAILABLE, ProblemCode.PICTURE_NOT_STORED}


def problem_from(error: BaseException | None) -> Problem:
    """Return the problem that an exception stands for; what nobody foresaw is a crash, and is logged as one."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, exceptions.UnsupportedMediaType):
        media_type = str(error.detail).partition('"')[2].partition('"')[0]
        return Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, media_type=media_type)
    if is_outage(error):
        logger.warning("The database could not be used: %s", error)
        return Problem(ProblemCode.UNAVAILABLE)
    code = next((code for kind, code in CODES if isinstance(error, kind)), ProblemCode.SERVER_ERROR)
    if code is ProblemCode.SERVER_ERROR:
        logger.error("A request ended in a crash.", exc_info=error)
    return Problem(code)


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """Answer an exception of a view in the view's dialect."""
    view = context["view"]
    words = getattr(view, "resource", None) or getattr(view, "words", None)
    answer = view.dialect.answer(problem_from(error), words)
    return Response(answer.body, status=answer.status, headers=dict(answer.headers))


def answer_for(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a problem that no view saw."""
    page = refusal_page(request, problem.code) if BACK_OFFICE.match(request.path_info) else None
    if page is not None:
        return page
    answer = dialect_of(request.path_info).answer(problem)
    if problem.code in CRASHES and PAGES.match(request.path_info):
        text = f"{answer.status} {answer.body['error_description']}\n"
        headers = dict(answer.headers)
        return HttpResponse(text, status=answer.status, content_type="text/plain; charset=utf-8", headers=headers)
    return answer.as_response()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refused."""
    return answer_for(request, problem_from(exception))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is forbidden."""
    return answer_for(request, Problem(ProblemCode.ACCESS_DENIED))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown path."""
    return answer_for(request, Problem(ProblemCode.PATH_NOT_FOUND))


@csrf_exempt  # so that a POST learns that there is nothing, and not that it lacks a token
def unknown_path(request: HttpRequest) -> HttpResponse:
    """Answer an unknown path as a view: without it, a debugging server shows a page that lists all addresses."""
    return answer_for(request, Problem(ProblemCode.PATH_NOT_FOUND))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a crash outside of the views."""
    return answer_for(request, problem_from(sys.exc_info()[1]))


class HostileRequestMiddleware:
    """Answers what Django would answer in HTML, or take for something else: a bad host, a path that is not UTF-8.

    An address that is too long, too: nobody has looked at it yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let a sound request through."""
        if not is_text(request):
            return answer_for(request, Problem(ProblemCode.PATH_NOT_FOUND))
        try:
            host = request.get_host()
            refuse_oversized(request)
        except (DisallowedHost, Problem) as error:
            return answer_for(request, problem_from(error))
        # It is asked for twice more, and checked anew each time.
        request.get_host = lambda: host  # type: ignore[method-assign]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a crash, which a debugging server would show as a page; the back office may show it."""
        match = request.resolver_match
        if match is not None and "admin" in match.app_names:
            return None
        return answer_for(request, problem_from(exception))
