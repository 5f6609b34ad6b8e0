"""The header ``Idempotency-Key``: a write that its caller named is done once, however often it is sent.

It knows HTTP, and no resource; the answers are kept by ``organizations.idempotency``.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

from customers_api.api.bodies import is_chunked
from customers_api.api.parsing import read_whole
from customers_api.core.problems import Problem, ProblemCode
from organizations.accounts import accounts_of
from organizations.idempotency import Given, Named, answer_once
from organizations.models import User

HEADER = "Idempotency-Key"
REPEATED = "Idempotent-Replayed"
KEY = re.compile(r"[\x20-\x7e]{1,255}")
# What a repeated answer says again of itself; all else is said of each answer anew.
KEPT_HEADERS = ("ETag", "X-Upsert-Result")
# Who may call, and how often, is judged for each request. A fault of the service's is no answer to keep.
NEVER_KEPT = frozenset({401, 403, 429})
FIRST_FAULT = 500

Handler = Callable[[], HttpResponse]


def key_of(request: HttpRequest) -> str | None:
    """Return the key by which the caller named the request, or raise ``INVALID_PARAMETER`` for one that is none."""
    key: str | None = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not KEY.fullmatch(key):
        raise Problem(ProblemCode.INVALID_PARAMETER, HEADER, value=key)
    return key


def once(request: HttpRequest, *, user: User, key: str, handler: Handler) -> HttpResponseBase:
    """Answer a named request; ``handler`` raises the answers that are not to be kept."""
    named = Named(user, key, fingerprint(request, user))
    given = answer_once(named, lambda: given_by(handler()))
    response = HttpResponse(given.content, status=given.status, content_type="application/json")
    for name, value in given.headers.items():
        response[name] = value
    if given.is_repeated:
        response[REPEATED] = "true"
    return response


def is_kept(status: int) -> bool:
    """Tell whether an answer of this status is kept for the next time."""
    return status < FIRST_FAULT and status not in NEVER_KEPT


def may_be_cut_off(request: HttpRequest, error: Exception) -> bool:
    """Tell whether a body that cannot be read is the beginning of one: the server hides where chunks break off."""
    is_unreadable = isinstance(error, Problem) and error.code is ProblemCode.MALFORMED_BODY
    return is_unreadable and is_chunked(request.META)


def given_by(response: HttpResponse) -> Given:
    """Return what is kept of an answer."""
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return Given(response.status_code, response.content.decode(), headers)


def fingerprint(request: HttpRequest, user: User) -> str:
    """Return a digest of the method, the address and the body, and of the companies that the caller may act for.

    The companies, because a kept answer must not tell of one that the caller has lost the right to since. A boundary
    between the parts of a form is left out: clients make up another one each time.
    """
    content_type, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    companies = [str(company.pk) for company in accounts_of(user)] if user.whole_group else []
    parts = [str(request.method), request.get_full_path(), content_type, *companies]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape") + b"\0")
    for piece in pieces_of(read_whole(lambda: request.body), parameters.get("boundary", "").encode()):
        # With its length: where one piece ends and the next begins is a part of what is sent.
        digest.update(b"%d\0" % len(piece))
        digest.update(piece)
    return digest.hexdigest()


def pieces_of(body: bytes, boundary: bytes) -> list[bytes]:
    """Return what stands between the boundaries of a form, taken apart where Django does it; or the whole body."""
    # The last line's end tells nothing, and is the first that chunks lose when they break off.
    return body.rstrip(b"\r\n").split(b"--" + boundary) if boundary else [body]


def rendered(response: Any) -> HttpResponse:
    """Return an answer whose bytes are there."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    answer: HttpResponse = response
    return answer
