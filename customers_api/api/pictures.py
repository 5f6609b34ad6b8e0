"""Knows how a stored picture is answered: to whoever knows its address, and as nothing but a picture.

It must not know whose picture it is, nor how it came into the store.
"""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from customers_api.api.errors import answer_for
from customers_api.core.picture_files import KINDS
from customers_api.core.problems import Problem, ProblemCode

_METHODS = ("GET", "HEAD")
CONTENT_TYPES = {"jpg": "image/jpeg", "gif": "image/gif", "png": "image/png", "bmp": "image/bmp"}

# Only what the store itself makes is looked for: no other file, no folder above, no name that the disk cannot hold.
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}-[0-9]{1,60}")
_NAME = re.compile(r"(?:small_|medium_)?[0-9]{1,20}_[A-Za-z0-9._-]{1,100}\.(?P<extension>jpg|gif|png|bmp)")

_HEADERS = {
    # A path is never used for a second picture, so what is in a cache is right for ever.
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Clients show pictures in pages of their own.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@csrf_exempt  # so that a POST learns that it is not allowed, and not that it lacks a token
def serve_picture(request: HttpRequest, *, folder: str, kind: str, name: str) -> HttpResponseBase:
    """Answer a picture or one of its copies, whole: it has a few megabytes at most."""
    if request.method not in _METHODS:
        return answer_for(request, Problem(ProblemCode.METHOD_NOT_ALLOWED, method=request.method, allowed=_METHODS))
    match = _NAME.fullmatch(name)
    if match is None or kind not in KINDS or not _FOLDER.fullmatch(folder):
        raise Http404
    content = _content(f"{folder}/{kind}/{name}")
    response = HttpResponse(content, content_type=CONTENT_TYPES[match["extension"]], headers=_HEADERS)
    response["Content-Length"] = str(len(content))
    response["ETag"] = etag = f'"{name}"'
    if request.method == "HEAD":
        response.content = b""
    conditional_response = get_conditional_response(request, etag=etag, response=response)
    return conditional_response or response


def _content(stored_path: str) -> bytes:
    try:
        with default_storage.open(stored_path) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return content


urlpatterns = [
    path(f"<str:folder>/{kind}/<str:name>", serve_picture, {"kind": kind}, name=f"picture-{kind}") for kind in KINDS
]
