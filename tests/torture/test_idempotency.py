"""500 idempotency keys, each used by 20 callers at once: one execution each, and one answer for all of them.

Seen to fail: without the lock on a key, and without keeping answers, several callers of one key heard a first answer.
"""

from dataclasses import dataclass, field
from functools import partial
from threading import Barrier
from typing import Any

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import PATIENCE, Server
from tests.torture.callers import Clock, Line, all_at_once, line_of
from tests.torture.figures import note, size
from tests.torture.servers import STRANGER, rows

pytestmark = ON_POSTGRESQL

CALLERS = 20
KEYS = size(10, 500)
V1 = "/api/v1.0"
REPEATED = "idempotent-replayed"
TOLD_AGAIN = ("etag", "x-upsert-result")
IN_PROGRESS = {
    "v1": (
        409,
        {
            "error": "request_in_progress",
            "error_description": "A request with the same Idempotency-Key is still running: try again later.",
        },
    ),
    "v2": (
        429,
        {"detail": "A request with the same Idempotency-Key is still running. Expected available in 1 seconds."},
    ),
}
MISMATCH = {
    "v1": (
        422,
        {
            "error": "idempotency_mismatch",
            "error_description": "The Idempotency-Key was already used for another request.",
        },
    ),
    "v2": (400, {"detail": "Idempotency-Key: already used for another request"}),
}


@dataclass(frozen=True)
class Organization:
    """Who writes, and a customer of its own."""

    server: Server
    number: int
    customer: int


@dataclass(frozen=True)
class Write:
    """A named write. Done twice, it would leave two records, or answer differently the second time."""

    key: str
    method: str
    path: str
    status: int
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def dialect(self) -> str:
        """Return the dialect whose words are answered."""
        return "v2" if "/v2/" in self.path else "v1"

    def send(self, line: Line, **more: Any) -> Reply:
        """Send it, or another one under its key."""
        return line.json(self.method, self.path, {**self.body, **more}, **{"Idempotency-Key": self.key})


def writes_of(organization: Organization, key: str) -> list[Write]:
    """Return a write of each kind under a key. Nothing but it tells two contacts apart."""
    contact = {"customerId": organization.customer, "firstName": "Once", "lastName": key}
    return [
        Write(key, "POST", f"{V1}/contacts", 201, contact),
        Write(key, "POST", f"{V1}/customers", 201, {"reference": f"created by {key}", "name": key}),
        Write(key, "POST", f"{V1}/customers/reference/upserted by {key}".replace(" ", "%20"), 201, {"name": key}),
        Write(key, "POST", "/api/v2/customer", 201, {"company": organization.number, "name": key}),
        Write(key, "DELETE", f"{V1}/customers/reference/deleted by {key}".replace(" ", "%20"), 200),
        Write(key, "POST", f"{V1}/customers", 400, {"name": key}),
    ]


@dataclass(frozen=True)
class Round:
    """The write that all callers send at once."""

    organization: Organization
    write: Write


def rounds_of(organizations: list[Organization]) -> list[Round]:
    """Return the rounds: each kind of write in turn, and each key in either organization, for keys are a user's own."""
    rounds = []
    for number in range(KEYS):
        pair, side = divmod(number, len(organizations))
        writes = writes_of(organizations[side], f"key {pair}")
        rounds.append(Round(organizations[side], writes[pair % len(writes)]))
    return rounds


def prepare(torture_server: Server) -> list[Organization]:
    """Return the two organizations, each with a customer for contacts."""
    found = []
    for number, server in ((1, torture_server), (3, torture_server.acting_as(STRANGER))):
        customer = server.json("POST", f"{V1}/customers", {"reference": "of contacts", "name": "Of contacts"})
        found.append(Organization(server, number, customer.body["id"]))
    return found


def prepare_deletion(each: Round) -> None:
    """Make the customer that a round deletes."""
    if each.write.method == "DELETE":
        created = each.organization.server.json("POST", each.write.path, {"name": "To be deleted"})
        assert created.status == 201, created.pair


def send_all(rounds: list[Round], barrier: Barrier) -> list[Reply]:
    """Send one caller's share: the write of each round, at the moment when all others send it."""
    replies = []
    first, second = (next(each.organization.server for each in rounds[side:]) for side in (0, 1))
    with line_of(first) as line, line_of(second) as other:
        for number, each in enumerate(rounds):
            barrier.wait(PATIENCE)
            replies.append(each.write.send((line, other)[number % 2]))
    return replies


def test_a_named_write_is_done_once_however_many_send_it_at_once(torture_server: Server) -> None:
    organizations, clock, barrier = prepare(torture_server), Clock(), Barrier(CALLERS)
    rounds = rounds_of(organizations)
    for each in rounds:
        prepare_deletion(each)
    with clock.running():
        by_caller = all_at_once([partial(send_all, rounds, barrier)] * CALLERS)
    by_round = list(zip(rounds, zip(*by_caller, strict=True), strict=True))
    for each, replies in by_round:
        assert_one_answer(each, replies)
    assert_one_execution(organizations, rounds)
    told = [reply for replies in by_caller for reply in replies]
    repeated = sum(REPEATED in reply.headers for reply in told)
    figures = f"{KEYS} keys × {CALLERS} callers: {clock.rate(len(told))}"
    running = len(told) - KEYS - repeated
    note(
        "one key in parallel (`Idempotency-Key`)",
        f"{figures}; {KEYS} executions, {repeated:,} repeated answers, {running:,} times in progress",
    )


def assert_one_answer(each: Round, replies: tuple[Reply, ...]) -> None:
    """One caller hears what was done, and the others the same or that it is not done yet; so does who comes later."""
    write, running = each.write, IN_PROGRESS[each.write.dialect]
    done = [reply for reply in replies if reply.pair != running]
    waiting = [reply for reply in replies if reply.pair == running]
    assert {reply.headers.get("retry-after") for reply in waiting} <= {"1"}
    (first,) = [reply for reply in done if REPEATED not in reply.headers]
    assert first.status == write.status, first.pair
    with line_of(each.organization.server) as line:
        done.append(write.send(line))
        assert write.send(line, comment="another body").pair == MISMATCH[write.dialect]
    for reply in done:
        assert reply.pair == first.pair
        assert [reply.headers.get(name) for name in TOLD_AGAIN] == [first.headers.get(name) for name in TOLD_AGAIN]
    assert {reply.headers.get(REPEATED) for reply in done if reply is not first} == {"true"}


def assert_one_execution(organizations: list[Organization], rounds: list[Round]) -> None:
    """What creates has left one record, untouched since; what deletes and what was refused has left none."""
    server, ids = organizations[0].server, [each.number for each in organizations]
    contacts = rows(server, "SELECT organization_id, last_name FROM customers_contact WHERE first_name = 'Once'")
    customers = rows(
        server, "SELECT organization_id, name, version FROM customers_customer WHERE starts_with(name, 'key ')"
    )
    creations = [each for each in rounds if each.write.status == 201]
    expected = [(each.organization.number, each.write.key) for each in creations]
    of_contacts = [(each.organization.number, each.write.key) for each in creations if "lastName" in each.write.body]
    assert sorted(contacts) == sorted(of_contacts)
    assert sorted(customers) == sorted((*pair, 1) for pair in expected if pair not in of_contacts)
    versions = "SELECT organization_id, version FROM customers_customer WHERE reference = 'of contacts'"
    assert sorted(rows(server, versions)) == [
        (number, 1 + sum(pair[0] == number for pair in of_contacts)) for number in ids
    ]
