"""PostgreSQL is killed under load, all of its processes at once, and started again; the service lives through it.

While it is away, each request is answered 503 with Retry-After and no connection is cut; once it is back, the service
is back too, without being restarted, and has every write that it has acknowledged.

Seen to fail: with PostgreSQL's `synchronous_commit` off, 6 customers had lost an acknowledged state after two kills.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.clients import Reply
from tests.concurrency.racing import ON_POSTGRESQL
from tests.live.serving import Server, serving
from tests.torture.cluster import MortalCluster, own_cluster
from tests.torture.figures import note, size
from tests.torture.ledger import orphans
from tests.torture.servers import Prepared
from tests.torture.test_killed_workers import workers_of
from tests.torture.writers import Crowd, writing

pytestmark = ON_POSTGRESQL

KILLS = size(1, 10)
CLIENTS = 4
AWAY = size(1, 2)
# Longer than this nobody waits for the answer that the database is away.
LONGEST_ANSWER = 5


@pytest.fixture
def cluster() -> Iterator[MortalCluster]:
    """A PostgreSQL server of the test's own."""
    with own_cluster() as cluster:
        yield cluster


@pytest.fixture
def server(cluster: MortalCluster, demo_on_postgres: Prepared, tmp_path: Path) -> Iterator[Server]:
    """The service on that server, with the demo world."""
    folder = tmp_path / "data"
    demo_on_postgres.copy_into(cluster, folder)
    with serving(folder, database_url=cluster.database_url) as server:
        yield server


def is_away(reply: Reply) -> bool:
    """Tell whether an answer says that the database does not answer, and when to come again."""
    # Dialect rws has one text for all of its faults, and no such word.
    words = {reply.body.get("error", "service_unavailable"), reply.headers.get("retry-after")}
    return reply.status == 503 and words == {"service_unavailable", "5"}


def kill_and_start(cluster: MortalCluster, server: Server, crowd: Crowd) -> float:
    """Kill the database under writes, look at the answers while it is away; return how long the service took to return.

    It is measured from the moment at which the database takes connections again to the next acknowledged write.
    """
    crowd.wait_for(random.randint(5, 20))
    time.sleep(random.random() * 0.02)
    cluster.kill()
    end = time.monotonic() + AWAY
    while time.monotonic() < end:
        replies = [server.call("GET", "/api/v1.0/customers/256"), server.json("POST", "/api/v1.0/customers/256", {})]
        assert all(is_away(reply) for reply in replies), replies
    cluster.start()
    return crowd.wait_for(1)


def test_no_acknowledged_write_is_lost_when_postgresql_is_killed(cluster: MortalCluster, server: Server) -> None:
    workers = workers_of(server)
    with writing(server, "Killed database", CLIENTS) as crowd:
        recoveries = [kill_and_start(cluster, server, crowd) for _ in range(KILLS)]
        crowd.wait_for(20)
    assert [reply for reply in crowd.refused if not is_away(reply)] == []
    assert (crowd.lost, workers_of(server)) == (0, workers), "the service did not live through it"
    assert crowd.longest < LONGEST_ANSWER
    assert crowd.ledger.differences(server) == []
    figures = f"{KILLS} kills, {crowd.acknowledged} writes acknowledged and there, {len(crowd.refused)} answered 503, "
    figures += f"the slowest answer after {crowd.longest:.1f} s; first write after PostgreSQL was back: median "
    figures += f"{median(recoveries):.2f} s, {max(recoveries):.2f} s at most; {orphans(server)} pictures too many"
    note("kill -9 of PostgreSQL under load", figures)
