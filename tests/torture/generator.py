"""Makes whole requests to an operation: path, query, headers, body, and who calls; the same seed makes the same ones.

It knows what a request is made of; it must not know what is answered.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from customers_api.api.filters import filter_names
from customers_api.api.media_types import without_charset
from tests.clients import Caller
from tests.torture.generator_bodies import body_of, sound_body_of, written, written_soundly
from tests.torture.generator_operations import Target
from tests.torture.generator_strings import TEXTS
from tests.torture.generator_values import BOOLEANS, DATES, some_id, text
from tests.torture.generator_world import Known

LONGEST_SHOWN = 2000
REPEATED = re.compile(r"(.{1,12}?)\1{30,}", re.S)
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
NO_IDS = (
    "0",
    "-1",
    "1.5",
    "abc",
    "%00",
    "%FF",
    "1%0A",
    "%D9%A1",
    "9" * 401,
    "1" * 5000,
    "..",
    "%2e%2e",
    "1;x",
    "1%2F2",
    "NaN",
    "1e3",
)
# Headers that an operation may look at, or that others believe in.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "Accept": (
        "*/*",
        "application/json",
        "text/html",
        "application/json;q=0",
        "",
        ",;q=",
        "text/*, */*;q=0.1",
        "\xff",
        "x" * 9000,
    ),
    "Idempotency-Key": (
        "k-1",
        "",
        "\xe9",
        "x" * 255,
        "x" * 256,
        "x" * 9000,
        '"quoted"',
        "a\x00b",
        "\r\nA: b",
        "\ud800",
    ),
    "If-Match": (
        '"1"',
        "*",
        '"1-00"',
        'W/"1-0"',
        "",
        '"',
        "1",
        '"-1"',
        '"' + "9" * 500 + '"',
        "\xff",
        '"1", "2"',
        '"1-' + "a" * 64 + '"',
    ),
    "If-None-Match": ("*", '"1"', 'W/"1-0"', "", '"\xff"', ",,,", '"' + "x" * 9000 + '"'),
    "X-HTTP-Method-Override": ("DELETE", "GET", "PATCH", "\x00"),
    "X-Request-Id": ("abc", "", "x" * 5000, "a b\r\nX-Injected: 1", "\xff\x00", "{0}%s"),
    "X-Forwarded-Host": ("evil.example",),
    "X-Forwarded-Proto": ("https", "javascript"),
    "X-Forwarded-For": ("1.2.3.4", "::1", "x" * 300, "1.2.3.4, " * 99),
    "Host": ("testserver", "localhost", "evil.example", "", "a b", "[::1", "localhost:99999", "\xff", "testserver:80"),
    "Origin": ("http://testserver", "null", "http://evil.example"),
    "Cookie": ("JSESSIONID=x", "sessionid=\x00; ; =", "JSESSIONID=" + "x" * 5000, "csrftoken=\xff"),
    "Content-Encoding": ("gzip", "identity"),
    "Transfer-Encoding": ("chunked", "gzip"),
    "Expect": ("100-continue",),
    "Range": ("bytes=0-1",),
    "Accept-Language": ("fr", "x" * 500, "\xff"),
    "Accept-Encoding": ("gzip", "br;q=0, *;q=1"),
    "If-Modified-Since": ("Wed, 21 Oct 2015 07:28:00 GMT", "x"),
    "X-CSRFToken": ("x",),
}
WHOLE_NUMBERS = ("0", "1", "2", "100", "1000", "1001", "99999999999999999999", "-1", "x")
QUERY_POOLS: Mapping[str, Sequence[Any]] = {
    **dict.fromkeys(("max", "offset", "limit"), WHOLE_NUMBERS),
    **dict.fromkeys(("isActive", "onHold"), BOOLEANS),
    "order": ("asc", "DESC", "up"),
}


@dataclass(frozen=True)
class Sent:
    """A request as it goes out."""

    method: str
    path: str
    content_type: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        whole = f"{self.method} {self.path} {dict(self.headers)!r} {self.content_type!r} {self.body!r}"
        shown = REPEATED.sub(r"\1…", whole)
        return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}… ({len(whole)} characters)"

    def by(self, caller: Caller) -> Any:
        """Send it, and return the answer as it came."""
        # Neither WSGI nor HTTP has a header that is not Latin-1.
        headers: Any = {
            name: value.encode("utf-8", "replace").decode("latin-1") for name, value in self.headers.items()
        }
        # The entry of the server does this, before Django sees a request.
        content_type = without_charset(self.content_type)
        return caller.client.generic(self.method, self.path, self.body, content_type, headers=headers)


def request_to(target: Target, known: Known, rng: Random) -> tuple[Caller, Sent]:
    """Return a request to an operation, and who sends it."""
    method, content_type, body = target.method, "", b""
    if method == "GET" and rng.random() < 0.05:
        method = "HEAD"
    if method in WRITES - {"DELETE"} or rng.random() < 0.05:
        content_type, body = written(body_of(target, known, rng), target, rng)
    path = path_of(target, known, rng) + query_of(target, known, rng)
    return rng.choice(known.callers[target.dialect]), Sent(method, path, content_type, body, headers_of(rng))


def sound_request_to(target: Target, known: Known, rng: Random) -> tuple[Caller, Sent]:
    """Return a request that is right in form, so that what it names is looked for."""
    content_type, body = "", b""
    if target.method in WRITES - {"DELETE"}:
        content_type, body = written_soundly(sound_body_of(target, known, rng), target, rng)
    ids, references = known.ids[target.group], known.references.get(target.group, ("x",))
    parts = {"version": "v1", "id": rng.choice(ids), "reference": quote(rng.choice(references), safe="")}
    query = {name: query_value(name, target, known, rng) for name in query_names(target) if rng.random() < 0.15}
    if "company" in query_names(target):
        query["company"] = str(rng.choice(known.ids["company"]))
    path = target.template.format_map(parts) + ("?" + urlencode(query, errors="surrogatepass") if query else "")
    return rng.choice(known.callers[target.dialect]), Sent(target.method, path, content_type, body)


def path_of(target: Target, known: Known, rng: Random) -> str:
    """Return the address of a record, mostly of one that is there."""
    right = {"v1": ("v1.0", "v1", "v2.1"), "rws": ("v1",), "v2": ("",)}[target.dialect]
    version = (
        rng.choice(right)
        if target.dialect == "v1" or rng.random() < 0.95
        else rng.choice(("v2", "V1", "v1.0", "%00", "é"))
    )
    parts = {
        "version": quote(version, safe="%"),
        "id": id_part(target, known, rng),
        "reference": reference_part(target, known, rng),
    }
    return target.template.format_map(parts) + rng.choice(("", "", "", "/"))


def id_part(target: Target, known: Known, rng: Random) -> str:
    """Return what stands for an id in a path."""
    key = (
        rng.choice(known.ids[target.group]) if rng.random() < 0.8 else rng.choice((1, 10**9, 2**63 - 1, 2**63, 10**30))
    )
    return str(key) if rng.random() < 0.9 else rng.choice(NO_IDS)


def reference_part(target: Target, known: Known, rng: Random) -> str:
    """Return what stands for a reference in a path."""
    chance = rng.random()
    if chance < 0.6:
        return quote(rng.choice(known.references.get(target.group, ("x",))), safe="")
    if chance < 0.8:
        return quote(rng.choice((text(rng), "absent", "new", "JPY", "a/b", "a//b")), safe="") or "x"
    hostile = rng.choice([item for item in TEXTS if item][:40])
    return rng.choice(
        (quote(hostile, safe="", errors="surrogatepass"), "%FF%FE", "%C0%AF", "%zz", "%", "%ED%A0%80", "a%0D%0Ab")
    )


def query_of(target: Target, known: Known, rng: Random) -> str:
    """Return a query: of a list its own parameters, elsewhere some that mean nothing."""
    names = query_names(target)
    given = (
        rng.sample(names, min(len(names), rng.choice((0, 0, 1, 1, 2, 4))))
        if target.kind in {"list", "get", "retrieve one"}
        else []
    )
    pairs = [(name, query_value(name, target, known, rng)) for name in given]
    if "company" in names and rng.random() < 0.9:
        pairs.append(("company", str(some_id(rng, known.ids["company"]))))
    if rng.random() < 0.05:
        pairs.append((rng.choice(("_method", "format", "x", "", "fields", "max", "useExternalId")), rng.choice(TEXTS)))
    if rng.random() < 0.02:
        return "?" + rng.choice(("&&&", "%FF=%FF", "max", "a=" * 999, "=&" * 2000, "%00", "max=1&max=x", "[]=1", "?"))
    query = "&".join(f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in pairs)
    return f"?{query}" if query else ""


def query_names(target: Target) -> list[str]:
    """Return the query parameters that an operation knows."""
    if target.resource is not None:
        return (
            ["fields"]
            if target.kind != "list"
            else [*filter_names(target.resource.filters), "max", "offset", "sort", "order", "fields"]
        )
    return ["company", "limit", "offset"] if target.kind == "get" and target.group not in {"company", "country"} else []


def query_value(name: str, target: Target, known: Known, rng: Random) -> str:
    """Return a value for a query parameter, mostly a sound one."""
    if rng.random() < 0.2:
        return rng.choice(TEXTS)
    if name in {"sort", "fields"} and target.resource is not None:
        keys = [key.name for key in target.resource.reading.keys]
        return rng.choice(keys) if name == "sort" else ",".join(rng.sample(keys, rng.randint(1, 4)))
    if name == "region":
        return str(some_id(rng, known.ids["regions"]))
    word = rng.choice(known.words)
    patterns = ("*", "c*", "*1", word, f"*{word}*", f"{word[:4]}*", "a*b*c*" * 40, "%_", "new one", "é", "*" * 5000)
    pool = DATES if name.startswith(("dateCreated", "lastUpdated")) else QUERY_POOLS.get(name, patterns)
    return str(rng.choice(pool))


def headers_of(rng: Random) -> dict[str, str]:
    """Return some headers; every fourth request has any at all."""
    count = rng.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 4))
    return {name: rng.choice(HEADERS[name]) for name in rng.sample(sorted(HEADERS), count)}
