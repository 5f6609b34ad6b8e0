"""Worker processes of the production server are killed under writes: what was acknowledged stays, nothing is a half.

The killed ones take turns, and none dies young: the server takes a worker that dies within 5.5 seconds of its birth for
one that can never live, and ends (see docs/operations.md).

Seen to fail: with pictures written after COMMIT, 11 customers pointed at a picture that was not there after 50 kills.
"""

import os
import random
import signal
import time
from pathlib import Path

from django.db import connection

from tests.live.serving import Server, wait_until_ready
from tests.torture.cluster import children_of
from tests.torture.figures import note, size
from tests.torture.ledger import orphans
from tests.torture.writers import Crowd, writing

KILLS = size(2, 50)
# Few of them may all come at a moment at which the killed one had nothing to do.
MOST_KILLS = KILLS + 5
CLIENTS = 4
PATIENCE = 60
CHILDHOOD = 6.0


def workers_of(server: Server) -> list[int]:
    """Return the processes that serve, the oldest first."""
    found = []
    for child in children_of(server.process.pid):
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if command and b"resource_tracker" not in command:
            found.append(child)
    return found


def kill_and_wait(server: Server, crowd: Crowd, births: dict[int, float]) -> float:
    """Kill the oldest worker in the middle of the writing; return after how long there was another in its place."""
    before = workers_of(server)
    time.sleep(max(0.0, births.get(before[0], 0.0) + CHILDHOOD - time.monotonic()))
    crowd.wait_for(random.randint(3, 12))
    time.sleep(random.random() * 0.02)
    begin = time.monotonic()
    os.kill(before[0], signal.SIGKILL)
    while len(after := workers_of(server)) < len(before) or before[0] in after:
        assert server.process.poll() is None, "the server ended"
        assert time.monotonic() < begin + PATIENCE, "the worker is not replaced"
        time.sleep(0.01)
    births.update(dict.fromkeys(set(after) - set(before), time.monotonic()))
    wait_until_ready(server.process, server.port, len(before))
    return time.monotonic() - begin


def test_what_was_acknowledged_is_there_after_workers_were_killed(hurt_server: Server) -> None:
    births: dict[int, float] = {}
    with writing(hurt_server, "Killed worker", CLIENTS) as crowd:
        replaced = [kill_and_wait(hurt_server, crowd, births) for _ in range(KILLS)]
        while not crowd.lost and len(replaced) < MOST_KILLS:
            replaced.append(kill_and_wait(hurt_server, crowd, births))
        crowd.wait_for(20)
    assert crowd.refused == []
    assert crowd.ledger.differences(hurt_server) == []
    assert crowd.lost > 0, "no write was hit: nothing was tested"
    figures = f"{len(replaced)} kills, {crowd.acknowledged} writes acknowledged and there, {crowd.lost} cut off; "
    figures += f"a new worker after {max(replaced):.1f} s at most, {orphans(hurt_server)} pictures too many"
    note("kill -9 of a worker under writes", f"{connection.vendor}: {figures}")
