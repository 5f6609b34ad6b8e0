"""200 clients that begin a request and do not go on: whoever else calls is answered within a second.

`tests/live/test_server.py` asks the same of a server on SQLite, with fewer. Seen to fail: with 8 threads to wait for
clients in each process, the first call of another one was not answered within a minute.
"""

import time
from functools import partial

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import Server
from tests.live.slow_clients import hanging, kinds
from tests.torture.callers import Clock, all_at_once
from tests.torture.figures import FULL, note, size

pytestmark = ON_POSTGRESQL

SLOW = 200
CALLERS = size(1, 4)
# A read and a write in each.
ROUNDS = size(10, 200)
WITHIN_SECONDS = 1
CUSTOMER = "/api/v1.0/customers/256"


def call_in_rounds(server: Server, caller: int) -> list[tuple[float, Reply]]:
    """Read and write, each on a connection of its own, and tell how long each took."""
    calls = []
    for number in range(ROUNDS):
        for method, body in (("GET", None), ("POST", f"name=caller {caller}, round {number}")):
            begin = time.monotonic()
            reply = server.call(method, CUSTOMER, body, **{"Content-Type": "application/x-www-form-urlencoded"})
            calls.append((time.monotonic() - begin, reply))
    return calls


def longest_of(server: Server) -> float:
    """Let some callers call at once; return the longest time that one of them waited."""
    done = all_at_once([partial(call_in_rounds, server, caller) for caller in range(CALLERS)])
    calls = [call for calls in done for call in calls]
    assert {reply.status for _, reply in calls} == {200}
    return max(seconds for seconds, _ in calls)


def test_slow_clients_of_every_kind_hold_up_nobody(torture_server: Server) -> None:
    clock = Clock()
    alone = longest_of(torture_server)
    with hanging(torture_server, SLOW), clock.running():
        longest = longest_of(torture_server)
    # A machine that is busy with other tests as well takes its time for every call.
    assert longest < WITHIN_SECONDS + (0 if FULL else alone)
    number = 2 * ROUNDS * CALLERS
    figures = (
        f"{SLOW} clients slow in {len(kinds(torture_server))} ways; {number:,} calls of others: {clock.rate(number)}"
    )
    note("slow clients", f"{figures}; the longest took {longest * 1000:,.0f} ms, {alone * 1000:,.0f} ms without them")
