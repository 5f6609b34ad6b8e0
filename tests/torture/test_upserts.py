"""20,000 upserts over 100 references of two organizations, over HTTP: one row each, and no half of a write is seen.

Seen to fail: with the row's lock taken away, records had 15 versions after 18 writes; without the second attempt of an
upsert that another one has overtaken, 22 of 800 answers were 400.
"""

import random
from collections import Counter
from dataclasses import dataclass
from functools import partial

import pytest

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import Server
from tests.torture.callers import Clock, all_at_once, line_of, version_in
from tests.torture.figures import note, size
from tests.torture.numbered_writes import API, body, origins, part_of, prepare_links
from tests.torture.servers import STRANGER, rows

pytestmark = ON_POSTGRESQL

CALLERS = 32
UPSERTS = size(200, 20_000)
REFERENCES = [f"R-{number}" for number in range(size(10, 100))]
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True)
class Upsert:
    """A write, as it was sent and answered."""

    number: int
    organization: str
    reference: str
    reply: Reply

    @property
    def record(self) -> tuple[str, str]:
        """Return which record it writes."""
        return self.organization, self.reference


def send(servers: dict[str, Server], numbers: list[int]) -> list[Upsert]:
    """Send one caller's writes, one after the other, each to a record by chance."""
    done = []
    with line_of(servers["entity1"]) as first, line_of(servers["Stranger"]) as second:
        lines = {"entity1": first, "Stranger": second}
        for number in numbers:
            organization, reference = random.choice(list(lines)), random.choice(REFERENCES)
            path = f"{API}/customers/reference/{reference}"
            done.append(Upsert(number, organization, reference, lines[organization].json("POST", path, body(number))))
    return done


@pytest.fixture
def servers(torture_server: Server) -> dict[str, Server]:
    """The server, called for each of the two organizations."""
    found = {"entity1": torture_server, "Stranger": torture_server.acting_as(STRANGER)}
    for server in found.values():
        prepare_links(server)
    return found


def test_upserts_of_few_references_by_many_callers_of_two_organizations(servers: dict[str, Server]) -> None:
    clock = Clock()
    works = [partial(send, servers, list(range(UPSERTS))[caller::CALLERS]) for caller in range(CALLERS)]
    with clock.running():
        upserts = [upsert for done in all_at_once(works) for upsert in done]
    records = {upsert.record for upsert in upserts}
    statuses = Counter(upsert.reply.status for upsert in upserts)
    assert statuses == {201: len(records), 200: UPSERTS - len(records)}
    created = [upsert.record for upsert in upserts if upsert.reply.headers["x-upsert-result"] == "created"]
    assert sorted(created) == sorted(records), "each record is created once"
    assert_rows(servers["entity1"], upserts)
    assert_whole(servers, upserts)
    (deadlocks,) = rows(servers["entity1"], DEADLOCKS)[0]
    figures = f"{UPSERTS:,} upserts of {len(records)} records by {CALLERS} callers: {clock.rate(UPSERTS)}"
    note("concurrent upserts", f"{figures}; {len(created)} created, no 5xx, {deadlocks} deadlocks, none surfaced")


def assert_rows(server: Server, upserts: list[Upsert]) -> None:
    """Each record is one row, and each of its writes has made one version of it."""
    statement = (
        "SELECT o.name, c.reference, c.id, c.version FROM customers_customer c"
        " JOIN organizations_organization o ON o.id = c.organization_id WHERE c.reference LIKE 'R-%%'"
    )
    ids = {upsert.record: upsert.reply.body["id"] for upsert in upserts}
    assert {upsert.reply.body["id"] for upsert in upserts} == set(ids.values())
    writes = Counter(upsert.record for upsert in upserts)
    assert sorted(rows(server, statement)) == sorted((*record, ids[record], count) for record, count in writes.items())
    versions = {(upsert.record, version_in(upsert.reply)) for upsert in upserts}
    assert versions == {(record, version + 1) for record, count in writes.items() for version in range(count)}


def assert_whole(servers: dict[str, Server], upserts: list[Upsert]) -> None:
    """Each answer shows its own write, whole, beside parts of earlier ones; the last answer is what is stored."""
    by_number = {upsert.number: upsert for upsert in upserts}
    for upsert in upserts:
        found = origins(upsert.reply.body)
        assert found[part_of(upsert.number)] == upsert.number
        assert {by_number[number].record for number in found.values() if number is not None} == {upsert.record}
        assert upsert.reply.body["organization"] == upsert.organization
    last = {upsert.record: upsert for upsert in sorted(upserts, key=lambda each: version_in(each.reply))}
    for (organization, reference), upsert in last.items():
        stored = servers[organization].call("GET", f"{API}/customers/reference/{reference}")
        assert stored.pair == (200, upsert.reply.body)
