"""Entity tags: what state an answer shows, and the conditions that a request sets on it (RFC 9110, section 13).

A tag is ``"<version>-<hash of the answer>"``. A write compares the version: it is about the record. A cache compares
the whole: a renamed category changes the answers of its customers, and no version of theirs. It knows no resource.
"""

import hashlib
import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from customers_api.api.rendering import dump_json
from customers_api.core.preconditions import Precondition
from customers_api.core.reading import Shown

TAG = re.compile(r'"([0-9]{1,10})-[0-9a-f]{16}"')
WEAK = "W/"
ANY = "*"
SAFE_METHODS = frozenset({"GET", "HEAD"})


def entity_tag(version: int, content: bytes) -> str:
    """Return the tag of an answer."""
    return f'"{version}-{hashlib.blake2b(content, digest_size=8).hexdigest()}"'


def tagged(request: HttpRequest, shown: Shown, *, status: int = 200) -> HttpResponse:
    """Return the answer for a record with its tag, or 304 where a reader has that very answer."""
    content = dump_json(shown.answer)
    tag = entity_tag(shown.version, content)
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known is not None and request.method in SAFE_METHODS and is_known(tag, known):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(content, status=status, content_type="application/json")
    response["ETag"] = tag
    return response


def is_known(tag: str, header: str) -> bool:
    """Tell whether an ``If-None-Match`` header names the tag; whoever reads may name it as a weak one."""
    return any(known == ANY or known.removeprefix(WEAK) == tag for known in parse_etags(header))


def precondition_of(request: HttpRequest) -> Precondition:
    """Return the state that ``If-Match`` and ``If-None-Match`` ask for; tags that are none of ours match nothing."""
    wanted = parse_etags(request.META.get("HTTP_IF_MATCH", ""))
    unwanted = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    is_named = "HTTP_IF_MATCH" in request.META and ANY not in wanted
    return Precondition(
        wanted=versions_in(wanted) if is_named else None,
        unwanted=versions_in(tag.removeprefix(WEAK) for tag in unwanted),
        is_there=False if ANY in unwanted else True if ANY in wanted else None,
    )


def versions_in(tags: Iterable[str]) -> frozenset[int]:
    """Return the versions that tags name. A weak tag is no tag of a write."""
    return frozenset(int(match[1]) for match in map(TAG.fullmatch, tags) if match)
