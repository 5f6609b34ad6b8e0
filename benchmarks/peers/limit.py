"""The limit: the statements of the service and the bytes of its answer, in a loop, with no HTTP and nothing decided.

Run as a process that reads a request's name and a number of seconds from each line, and prints what `client.py` reads.
It learns the statements by asking the service once in this process, so it follows every change of them.
"""

import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import orjson
import psycopg2

from benchmarks.peers.client import CONNECTIONS, Load
from benchmarks.peers.database import world_of
from benchmarks.peers.requests import loads

REFERENCE = "of-the-limit"
NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Work:
    """What one request comes down to: statements in order, an answer, and the id that a creation was given."""

    statements: Sequence[str]
    answer: Any
    created: int | None


def learn(load: Load, api_key: str) -> Work:
    """Ask the service, and note what it asks the database; the second time, when all that is kept is there."""
    from django.db import connection  # noqa: PLC0415 (the settings are read by main)
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"Authorization": f"Bearer {api_key}", "Host": "127.0.0.1"})
    ask(client, load)
    with CaptureQueriesContext(connection) as captured:
        answer: Any = ask(client, load)
    if answer.status_code not in {200, 201}:
        raise RuntimeError(f"{load.name} was answered by {answer.status_code}")
    shown = orjson.loads(answer.content)
    statements = [query["sql"] for query in captured.captured_queries]
    return Work(statements, shown, shown["id"] if load.method == "POST" else None)


def ask(client: Any, load: Load) -> Any:
    """Send one request through the service."""
    if load.method == "GET":
        return client.get(load.lines[0])
    path, body = load.lines
    sent = body.replace("REFERENCE", f"{REFERENCE}-{os.getpid()}-{next(NUMBERS)}")
    return client.post(path, sent, content_type="application/json")


def read(cursor: "psycopg2.extensions.cursor", work: Work) -> None:
    """Do what a reading request comes down to."""
    for statement in work.statements:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()
    orjson.dumps(work.answer)


def create(cursor: "psycopg2.extensions.cursor", work: Work) -> None:
    """Do what a creation comes down to: under another reference, and with the id that is given this time."""
    own, old, new = f"{REFERENCE}-{os.getpid()}-new-{next(NUMBERS)}", str(work.created), None
    for statement in work.statements:
        changed = re.sub(rf"{REFERENCE}-\d+-\d+", own, statement)
        cursor.execute(changed if new is None else re.sub(rf"\b{old}\b", new, changed))
        found = cursor.fetchall() if cursor.description else []
        if changed.startswith('INSERT INTO "customers_customer"'):
            new = str(found[0][0])
    orjson.dumps(work.answer)


def repeat(cursor: "psycopg2.extensions.cursor", work: Work, seconds: float) -> list[float]:
    """Repeat the work; return how long each time took."""
    step: Callable[[Any, Work], None] = read if work.created is None else create
    times, end = [], time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        step(cursor, work)
        times.append(time.perf_counter() - start)
    return times


def connected(url: str) -> "psycopg2.extensions.cursor":
    """Return a cursor on a connection of its own, which lasts as long as the process."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection.cursor()


def run(cursors: Sequence["psycopg2.extensions.cursor"], work: Work, seconds: int) -> str:
    """Repeat the work in as many threads as the others have connections; return the line of results."""
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        parts = threads.map(lambda cursor: repeat(cursor, work, seconds), cursors)
        times = sorted(each for part in parts for each in part)
    median, slowest = statistics.median(times), times[int(len(times) * 0.99)]
    return f"BENCH {len(times)} {seconds * 10**6} 0 {median * 10**6:.0f} {slowest * 10**6:.0f}"


def main() -> None:
    """Answer lines until there are no more."""
    import logging  # noqa: PLC0415

    import django  # noqa: PLC0415

    django.setup()
    logging.disable(logging.CRITICAL)
    world = world_of(os.environ["DATABASE_URL"])
    known = loads(world)
    learnt: dict[str, Work] = {}
    cursors = [connected(world.url) for _ in range(CONNECTIONS)]
    for line in sys.stdin:
        name, seconds = line.split()
        if name not in learnt:
            learnt[name] = learn(known[name], world.api_key)
        print(run(cursors, learnt[name], int(seconds)), flush=True)


if __name__ == "__main__":
    main()
