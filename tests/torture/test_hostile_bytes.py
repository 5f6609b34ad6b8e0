"""Hostile strings over a socket, where the production server takes part: its own refusals are empty, all others JSON.

Seen to fail: before charsets were left out of content types, ``charset=hex`` was answered 500 by the server itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from customers_api.api.dialects import dialect_of
from tests.live.serving import Server, parsed
from tests.torture.figures import note, size
from tests.torture.generator_documents import errors_of
from tests.torture.generator_strings import LARGE, OTHER_TYPES, STRINGS

SEED = "hostile bytes 1"
V1, V2, RWS = "/api/v1.0/customers", "/api/v2/customer", "/rws/api/v1/customers"
PATHS = (V1, f"{V1}/256", f"{V1}/reference/NC-3", V2, f"{V2}/256", RWS, f"{RWS}/256", "/api/v1.0/customerCategories")
HEADERS = (
    "Accept",
    "Cookie",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Request-Id",
    "Origin",
    "X-Forwarded-For",
)
# What the server answers by itself, with an empty body: see docs/operations.md.
BY_THE_SERVER = {400, 414, 431}
CODE_KEYS = {"v1": "error", "v2": "", "rws": "errorCode"}
TEXT_KEYS = {"v1": "error_description", "v2": "detail", "rws": "errorMessage"}


def as_bytes(text: str) -> bytes:
    """Return a text as a client without scruples sends it."""
    return text.encode("utf-8", "surrogatepass")


def odd_request(server: Server, rng: Random) -> tuple[str, bytes]:
    """Return a request with a hostile string as a part of its path, of its head or as its body; and its path."""
    path, text = rng.choice(PATHS), as_bytes(rng.choice(STRINGS))
    method = rng.choice(("GET", "POST", "PUT", "DELETE"))
    place = rng.choice(("path", "query", "header", "type", "body"))
    body = text if place == "body" else b'{"name": "Hostile", "reference": "hostile"}'
    more = {"Content-Type": "application/json", "Content-Length": str(len(body) if method in {"POST", "PUT"} else 0)}
    if place == "header":
        more[rng.choice(HEADERS)] = "MARK"
    if place == "type":
        more["Content-Type"] = rng.choice((*OTHER_TYPES, "MARK", "multipart/form-data; boundary=MARK"))
    address = path + {"path": "/MARK", "query": "?name=MARK&company=MARK"}.get(place, "")
    head = server.head(method, address, **more).replace(b"MARK", text)
    return path, head + (body if method in {"POST", "PUT"} else b"")


def large_requests(server: Server) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what makes requests whose parts are larger than any that are meant well; all at once they fill a memory."""

    def with_body(path: str, method: str, name: str, start: bytes, end: bytes) -> bytes:
        body = start + as_bytes(LARGE[name]) + end
        more = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        return server.head(method, path, **more) + body

    for path, method in ((V1, "POST"), (f"{V1}/256", "PATCH"), (V2, "POST"), (RWS, "POST")):
        for name in LARGE:
            for start, end in ((b"", b""), (b'{"company": 1, "accountName": "Acme", "name": "', b'"}')):
                yield path, partial(with_body, path, method, name, start, end)
    for length in (8000, 9000, 60_000, 70_000, 1_000_000):
        yield V1, partial(server.head, "GET", f"{V1}/{'x' * length}")
        yield V1, partial(server.head, "GET", V1, **{"X-Long": "x" * length})
    for count in (80, 500, 9000):
        yield V1, partial(server.head, "GET", V1, **{f"X-{number}": "x" for number in range(count)})
        yield V1, partial(server.head, "GET", f"{V1}?{'a&' * count}", **{"Content-Type": "a/b; charset=utf-8"})


def odd_types(server: Server) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what makes requests of every odd content type, with a query that Django would take apart by its charset."""
    for content_type in OTHER_TYPES:
        more = {"Content-Type": content_type.replace("\0", "")}
        for query in ("a=%80", "a&" * 1500):
            yield V1, partial(server.head, "GET", f"{V1}?{query}", **more)


def made(path: str, make: Callable[[], bytes]) -> tuple[str, bytes]:
    """Return a request, and its path."""
    return path, make()


def wrong(path: str, answer: bytes) -> str | None:
    """Return what is wrong with an answer."""
    head, _, content = answer.partition(b"\r\n\r\n")
    if not answer.startswith(b"HTTP/1.1 ") or b"x-injected" in head.lower() or b"a=b" in head:
        return "no answer, or one with a header of the client's"
    status = int(head.split()[1])
    if not content:
        return None if status in BY_THE_SERVER or status == 304 else f"an empty {status}"
    status, body = parsed(answer)
    if status < 300:
        return None
    name = dialect_of(path).name
    code, text = body.get(CODE_KEYS[name]), body.get(TEXT_KEYS[name])
    documented = any(error.fits(status, code, text) for error in errors_of(name))
    return None if documented and status < 500 else f"{status} is no answer of the documents"


def test_the_server_survives_hostile_bytes_and_answers_them_in_the_dialects_words(hurt_server: Server) -> None:
    rng, seen, complaints = Random(SEED), Counter[str](), list[str]()
    large = list(large_requests(hurt_server))
    makers = [partial(odd_request, hurt_server, rng)] * size(150, 2000)
    makers += [partial(made, *item) for item in odd_types(hurt_server)]
    makers += [partial(made, *item) for item in rng.sample(large, size(12, len(large)))]
    for make in makers:
        path, request = make()
        answer = hurt_server.raw(request)
        seen[answer[9:12].decode("ascii", "replace")] += 1
        complaint = wrong(path, answer)
        if complaint is not None:
            complaints.append(f"{complaint}, seed {SEED!r}: {request[:700]!r}\n→ {answer[:700]!r}")
        assert len(complaints) < 4, "\n\n".join(complaints)
    assert not complaints, "\n\n".join(complaints)
    assert hurt_server.call("GET", f"{V1}/256").status == 200
    note(
        "hostile strings",
        f"{len(makers):,} over sockets: " + ", ".join(f"{count} × {status}" for status, count in sorted(seen.items())),
    )
