"""The service's connection to PostgreSQL is cut at every statement of a write: before it, and right after it.

Right after COMMIT is the hard case: the write is there, and the service does not know. The caller gets 503 or a whole
answer; the customer is there whole, with its picture, or not at all; and the same request sent again works.

Seen to fail: with pictures removed after every COMMIT that ended in an error, a customer pointed at a picture that was
not there; so did one without a transaction, whose row outlived the cut in front of a later statement.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import Server, serving
from tests.torture.figures import FULL, note
from tests.torture.ledger import Ledger, State, orphans
from tests.torture.servers import Prepared
from tests.torture.test_killed_database import is_away
from tests.torture.wire import Cut, Wire, wired
from tests.torture.writers import Send, create, create_with_contacts, upsert_picture

pytestmark = ON_POSTGRESQL

# Of all statements of a write, so many are tried in a short run, COMMIT always among them.
FEW = 4
# So many statements more than the least may come.
AROUND = 4
TRIES = 10
NOT_UNIQUE = {"error": "not_unique", "error_description": "reference already used"}
TAKEN = {"errorMessage": "Duplicate customer name.", "errorCode": "10000602"}


@pytest.fixture
def wired_server(demo_on_postgres: Prepared, tmp_path: Path) -> Iterator[tuple[Server, Wire]]:
    """A server whose connections to the database can be cut."""
    folder = tmp_path / "data"
    with (
        demo_on_postgres.copy(folder) as own,
        wired(own) as (wire, database_url),
        # One thread, thus one connection: its statements can be counted.
        serving(folder, {"--workers": "1"}, database_url=database_url, variables={"THREADS": "1"}) as server,
    ):
        server.call("GET", "/api/v1.0/customers/256")
        yield server, wire


def create_named(server: Server, state: State) -> Reply:
    """Create a customer by a request that has a name of its own."""
    return create(server, state, **{"Idempotency-Key": state.name})


def is_created_once(first: Reply, again: Reply) -> bool:
    """Tell whether the second request created what the first one did not."""
    if first.status != 503:
        return again.pair == (400, NOT_UNIQUE)
    return again.status == 201 or again.pair == (400, NOT_UNIQUE)


def is_same_answer(first: Reply, again: Reply) -> bool:
    """Tell whether a named request is answered as if nothing had happened, and the same each time."""
    return again.status == 201 and (first.status == 503 or first.body == again.body)


def is_updated(first: Reply, again: Reply) -> bool:
    """Tell whether the customer was there both times."""
    return again.status == 200 and (first.status == 503 or again.headers["x-upsert-result"] == "unchanged")


def is_taken_or_created(first: Reply, again: Reply) -> bool:
    """Tell whether the second request created what the first one did not, in dialect rws."""
    return again.status == 200 or again.pair == (400, TAKEN)


@dataclass(frozen=True)
class Write:
    """A kind of write, and how its repetition is answered."""

    send: Send
    is_right: Callable[[Reply, Reply], bool]
    is_update: bool = False


WRITES = {
    "creation": Write(create, is_created_once),
    "named creation": Write(create_named, is_same_answer),
    "update with a new picture": Write(upsert_picture, is_updated, is_update=True),
    "creation with contacts": Write(create_with_contacts, is_taken_or_created),
}


@dataclass
class Cutter:
    """Sends writes of one kind and cuts them."""

    server: Server
    wire: Wire
    ledger: Ledger
    kind: str
    sent: int = 0

    @property
    def write(self) -> Write:
        """The kind of write."""
        return WRITES[self.kind]

    def state(self) -> State:
        """Return the next customer to be sent; one that is to be updated is there already, with another picture."""
        self.sent += 1
        name, number = f"{self.ledger.prefix} {self.kind} {self.sent}", 10 * self.sent
        if self.write.send is create_with_contacts:
            return State(name, number, contacts=("One", "Two", "Three"))
        if self.write.is_update:
            there = State(name, number, (7, 9), width=20)
            assert create(self.server, there).status == 201
            self.ledger.entry(name).certain = there
        return State(name, number + 1, (8, 10), width=30)

    def statements(self) -> int:
        """Return how many statements such a write has at least.

        One that reads the credential comes and goes, and so does one that plans another for its connection.
        """
        totals = []
        for _ in range(3):
            state = self.state()
            totals.append(self.wire.statements_of(partial(self.write.send, self.server, state)))
            self.ledger.entry(state.name).certain = state
        return min(totals)

    def cut_all(self) -> Iterator[str]:
        """Cut at all statements of such writes, or at some, and at COMMIT; yield where."""
        total = self.statements()
        early = range(1, total)
        for number in early if FULL else sorted(random.sample(early, min(FEW, len(early)))):
            yield from (self.cut(number, cut) for cut in Cut)
        for cut in Cut:
            yield from self.cut_until_commit(total, cut)

    def cut_until_commit(self, total: int, cut: Cut) -> Iterator[str]:
        """Cut at the last statements until COMMIT was one: which of them it is differs from write to write."""
        for number in (total + more for _ in range(TRIES) for more in range(AROUND)):
            statement = self.cut(number, cut)
            yield statement
            if statement == "COMMIT":
                return
        raise AssertionError(f"{self.kind} has no COMMIT near statement {total}")

    def cut(self, number: int, cut: Cut) -> str:
        """Send a write that is cut there, and send it again; return the statement, if there was one."""
        state = self.state()
        entry = self.ledger.entry(state.name)
        entry.attempted = state
        self.wire.arm(number, cut)
        first = self.write.send(self.server, state)
        statement = (self.wire.disarm() or b"").decode()
        assert is_away(first) or first.status in {200, 201}, first
        if not statement or (statement == "COMMIT" and cut is Cut.AFTER):
            entry.certain = state
        assert self.ledger.differences(self.server) == [], (self.kind, cut, statement)
        again = self.write.send(self.server, state)
        assert self.write.is_right(first, again), (self.kind, cut, statement, first, again)
        entry.certain = state
        return statement


def test_a_write_cut_off_from_the_database_is_whole_or_not_there(wired_server: tuple[Server, Wire]) -> None:
    server, wire = wired_server
    statements: list[str] = []
    for kind in WRITES:
        cutter = Cutter(server, wire, Ledger(f"Cut {kind}"), kind)
        statements += [statement for statement in cutter.cut_all() if statement]
        assert cutter.ledger.differences(server) == []
    assert statements.count("COMMIT") >= len(Cut) * len(WRITES)
    figures = f"{len(statements)} cuts between service and PostgreSQL, at statements of {len(WRITES)} kinds of writes"
    note("connections cut at five points of a request", f"{figures}, {orphans(server)} pictures too many")
