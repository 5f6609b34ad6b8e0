"""32 writers change one customer on the state that they have read: as many succeed as there are new versions.

Seen to fail: with the row's lock taken away, version 1 alone was left by several winners.
"""

from dataclasses import dataclass
from functools import partial
from threading import Barrier

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import PATIENCE, Server
from tests.torture.callers import Clock, Line, all_at_once, line_of, version_in
from tests.torture.figures import note, size
from tests.torture.servers import rows

pytestmark = ON_POSTGRESQL

WRITERS = 32
ROUNDS = size(3, 100)
CUSTOMER = 256
STALE_V1 = {
    "error": "precondition_failed",
    "error_description": "The state of the customer is not the one that the request asks for.",
}
STALE_V2 = {"detail": "The customer is not in the state that the request asks for."}
# The ways to one record: how to read it, how to write it, and what who comes too late is told.
WAYS = (
    ("/api/v1.0/customers/256", "POST", STALE_V1),
    ("/api/v1.0/customers/reference/NC-3", "POST", STALE_V1),
    ("/api/v1.0/customers/reference/NC-3", "PUT", STALE_V1),
    ("/api/v2/customer/256", "PUT", STALE_V2),
)


@dataclass(frozen=True)
class Attempt:
    """A write, the version that it was to be done on, and its answer."""

    name: str
    version: int
    reply: Reply
    stale: dict[str, str]


def write_in_rounds(server: Server, barrier: Barrier, writer: int) -> list[Attempt]:
    """Read and write once in each round, which all writers begin together."""
    attempts = []
    with line_of(server) as line:
        for number in range(ROUNDS):
            barrier.wait(PATIENCE)
            attempts.append(write(line, writer, f"writer {writer}, round {number}"))
    return attempts


def write(line: Line, writer: int, name: str) -> Attempt:
    """Change the name on the state that was just read."""
    path, method, stale = WAYS[writer % len(WAYS)]
    read = line.call("GET", path)
    reply = line.json(method, path, {"name": name}, **{"If-Match": read.headers["etag"]})
    return Attempt(name, version_in(read), reply, stale)


def test_of_writers_on_one_state_one_succeeds(torture_server: Server) -> None:
    clock, barrier = Clock(), Barrier(WRITERS)
    begin = version_in(torture_server.call("GET", WAYS[0][0]))
    with clock.running():
        works = [partial(write_in_rounds, torture_server, barrier, writer) for writer in range(WRITERS)]
        attempts = [attempt for done in all_at_once(works) for attempt in done]
    lost = [attempt for attempt in attempts if attempt.reply.status != 200]
    assert [attempt.reply.pair for attempt in lost] == [(412, attempt.stale) for attempt in lost]
    won = sorted((attempt for attempt in attempts if attempt.reply.status == 200), key=lambda each: each.version)
    end = begin + len(won)
    assert [attempt.version for attempt in won] == list(range(begin, end)), "each version is left by one winner"
    assert [version_in(attempt.reply) for attempt in won] == list(range(begin + 1, end + 1))
    stored = rows(torture_server, "SELECT version, name FROM customers_customer WHERE id = %s", CUSTOMER)
    assert stored == [(end, won[-1].name)]
    figures = f"{WRITERS} writers × {ROUNDS} rounds: {clock.rate(2 * len(attempts))}"
    note(
        "race for one state (`If-Match`)",
        f"{figures}; {len(won)} winners = {stored[0][0] - begin} new versions, {len(lost)} times 412",
    )
