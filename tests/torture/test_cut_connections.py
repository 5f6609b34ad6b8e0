"""Clients hang up at five points of a request: nothing is stored of what was not sent whole, and the rest comes whole.

The requests create customers with links, payment types and a picture, and contacts, which nothing but the request's own
name keeps from being there twice. Half of the clients send again what they do not know the end of.

Seen to fail: with the header `Idempotency-Key` unheard, a request sent again was refused as not unique, and contacts
were there twice; with a short body taken for a whole one, a request sent again met what its first half had left.
"""

import json
import random
import socket
import struct
import time
from collections.abc import Callable
from enum import Enum
from functools import partial

from django.db import connection
from django.test.client import MULTIPART_CONTENT

from tests.clients import Reply
from tests.live.serving import Server
from tests.torture.figures import note, size
from tests.torture.ledger import Ledger, State, orphans
from tests.torture.writers import API, create, form

EACH = size(4, 40)
CONTACTS = "/api/v1.0/contacts"
# A close that the other side hears as a reset instead of an end.
RESET = struct.pack("ii", 1, 0)
PATIENCE = 30


class Point(Enum):
    """Where the client hangs up."""

    HALF_HEAD = "half of the head"
    HEAD = "the head"
    HALF_BODY = "half of the body"
    BODY = "the body, before the answer"
    ANSWER = "the middle of the answer"


def send_and_cut(server: Server, head: bytes, body: bytes, point: Point) -> None:
    """Send a request up to a point and hang up, by an end or by a reset."""
    parts = {Point.HALF_HEAD: head[: len(head) // 2], Point.HEAD: head, Point.HALF_BODY: head + body[: len(body) // 2]}
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as client:
        client.sendall(parts.get(point, head + body))
        if point is Point.BODY:
            # At ever other moments of the work.
            time.sleep(random.random() * 0.04)
        if point is Point.ANSWER:
            begun = client.recv(20)
            assert begun.startswith(b"HTTP/1.1 201 "), begun
        if random.random() < 0.5:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def until_done(send: Callable[[], Reply]) -> Reply:
    """Send again and again while the request of the same name still runs."""
    last = time.monotonic() + PATIENCE
    while (reply := send()).status == 409:
        assert reply.body["error"] == "request_in_progress"
        assert time.monotonic() < last
        time.sleep(0.02)
    return reply


def test_a_request_that_is_cut_off_is_stored_whole_or_not_at_all(written_server: Server) -> None:
    ledger = Ledger("Hung up")
    for number in range(EACH * len(Point)):
        point = list(Point)[number % len(Point)]
        state = State(f"Hung up {number}", number, (7, 9), width=16 + number % 64)
        entry, name, body = ledger.entry(state.name), f"hung up {number}", form(state)
        headers = {"Content-Type": MULTIPART_CONTENT, "Content-Length": str(len(body)), "Idempotency-Key": name}
        send_and_cut(written_server, written_server.head("POST", API, **headers), body, point)
        if point is Point.BODY:
            entry.attempted = state
        if point is Point.ANSWER:
            entry.certain = state
        if number % 2:
            reply = until_done(partial(create, written_server, state, **{"Idempotency-Key": name}))
            assert (reply.status, reply.body["name"]) == (201, state.name)
            assert reply.headers.get("idempotent-replayed") == "true" or point is not Point.ANSWER
            entry.certain = state
    assert ledger.differences(written_server) == []
    figures = f"{EACH * len(Point)} connections cut by clients, {orphans(written_server)} pictures too many"
    note("connections cut at five points of a request", f"{connection.vendor}: {figures}")


def test_a_named_request_sent_again_after_a_cut_makes_one_row(written_server: Server) -> None:
    for number in range(2 * EACH):
        contact = {"customerId": 256, "firstName": "Twice", "lastName": f"Contact {number}"}
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"contact {number}"}
        body = json.dumps(contact).encode()
        head = written_server.head("POST", CONTACTS, **headers, **{"Content-Length": str(len(body))})
        send_and_cut(written_server, head, body, (Point.BODY, Point.ANSWER)[number % 2])
        again = partial(written_server.call, "POST", CONTACTS, body, **headers)
        replies = [until_done(again), until_done(again)]
        assert [reply.status for reply in replies] == [201, 201]
        assert replies[0].body == replies[1].body
    stored = written_server.call("GET", "/api/v1.0/customers/256").body["contacts"]
    names = [contact["lastName"] for contact in stored if contact["firstName"] == "Twice"]
    assert sorted(names) == sorted(f"Contact {number}" for number in range(2 * EACH))
