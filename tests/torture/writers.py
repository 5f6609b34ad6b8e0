"""Clients that write one after the other what a ledger keeps, until they are told to stop.

They know how a state is sent in two dialects; they must not know what is done to the server meanwhile.
"""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from itertools import count
from threading import Event
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.clients import Reply
from tests.live.serving import Server
from tests.pictures import sample
from tests.torture.ledger import PAYMENT_TYPES, Ledger, State
from tests.v1.test_pictures import upload

API, RWS = "/api/v1.0/customers", "/rws/api/v1/customers"
PATIENCE = 60
# What a client does when the service is not there.
PAUSE = 0.02

Send = Callable[[Server, State], Reply]


@dataclass
class Crowd:
    """Clients of one server, and what came of what they have sent."""

    server: Server
    ledger: Ledger
    acknowledged: int = 0
    lost: int = 0
    refused: list[Reply] = field(default_factory=list)
    longest: float = 0.0
    stopping: Event = field(default_factory=Event)

    def work(self, client: int) -> None:
        """Write customer after customer; what was not acknowledged is left behind as it is."""
        for number in count():
            state = State(f"{self.ledger.prefix} {client}-{number}", number * 1000)
            for send, following in story(state):
                if self.stopping.is_set():
                    return
                if not self.attempt(send, following):
                    self.stopping.wait(PAUSE)
                    break

    def attempt(self, send: Send, state: State) -> bool:
        """Send a state; tell whether it was acknowledged."""
        entry = self.ledger.entry(state.name)
        entry.attempted = state
        begin = time.monotonic()
        try:
            reply = send(self.server, state)
        except (OSError, HTTPException):
            self.lost += 1
            return False
        finally:
            self.longest = max(self.longest, time.monotonic() - begin)
        if reply.status not in {200, 201}:
            self.refused.append(reply)
            return False
        entry.certain, entry.attempted = state, None
        self.acknowledged += 1
        return True

    def wait_for(self, more: int) -> float:
        """Wait until so many more writes are acknowledged; return how long it took."""
        begin, goal = time.monotonic(), self.acknowledged + more
        while self.acknowledged < goal:
            assert time.monotonic() < begin + PATIENCE, "the service does not come back"
            time.sleep(0.005)
        return time.monotonic() - begin


def story(state: State) -> Iterator[tuple[Send, State]]:
    """Yield what is sent of one customer, one after the other, and then another customer through another dialect."""
    number = state.number
    created = replace(state, payment_types=some(number), width=16 + number // 1000 % 64)
    yield create, created
    # The picture is left alone by what does not name it.
    changed = replace(created, number=number + 1, payment_types=some(number + 1))
    yield upsert, changed
    yield upsert_picture, replace(changed, number=number + 2, payment_types=(), width=100 + number // 1000 % 64)
    yield create_with_contacts, State(f"{state.name} rws", number + 3, contacts=("One", "Two", "Three"))


def some(number: int) -> tuple[int, ...]:
    """Return some of the payment types, others for the next number."""
    return tuple(pk for place, pk in enumerate(PAYMENT_TYPES) if (number + number // 1000) >> place & 1)


def fields(state: State) -> dict[str, Any]:
    """Return a state in the words of dialect v1, for JSON."""
    return {
        "name": state.name,
        "categoryId": 2,
        "parentCustomer": 256,
        "billingCity": state.city,
        "billingAddress": state.address,
        "paymentTypes": [{"id": pk} for pk in state.payment_types],
        "useExternalId": False,
    }


def form(state: State) -> bytes:
    """Return a state with its picture as a multipart form of dialect v1."""
    texts = {**fields(state), "paymentTypes": json.dumps(fields(state)["paymentTypes"]), "useExternalId": "false"}
    picture = {"imageFile": upload(sample("PNG", state.width or 0))} if state.width else {}
    return bytes(encode_multipart(BOUNDARY, {"reference": state.name, **texts, **picture}))


def path_of(state: State) -> str:
    """Return the address of a customer by its reference."""
    return f"{API}/reference/{state.name.replace(' ', '%20')}"


def create(server: Server, state: State, **headers: str) -> Reply:
    """Create a customer with its picture."""
    return server.call("POST", API, form(state), **{"Content-Type": MULTIPART_CONTENT, **headers})


def upsert(server: Server, state: State) -> Reply:
    """Change a customer without a word of its picture."""
    return server.json("POST", path_of(state), fields(state))


def upsert_picture(server: Server, state: State) -> Reply:
    """Change a customer and its picture."""
    return server.call("POST", path_of(state), form(state), **{"Content-Type": MULTIPART_CONTENT})


def create_with_contacts(server: Server, state: State) -> Reply:
    """Create a customer with contacts, through dialect rws."""
    body = {
        "accountName": "entity1",
        "name": state.name,
        "billingAddress": {"addressLine1": state.address, "city": state.city},
        "contacts": [{"name": name} for name in state.contacts],
    }
    basic = "Basic " + b64encode(f"api:{server.key}".encode()).decode()
    headers = {"Authorization": basic, "Content-Type": "application/json"}
    return server.call("POST", RWS, json.dumps(body), **headers)


@contextmanager
def writing(server: Server, prefix: str, clients: int) -> Iterator[Crowd]:
    """Let clients write while the block runs; nobody is left writing afterwards, and an error of theirs is raised."""
    crowd = Crowd(server, Ledger(prefix))
    with ThreadPoolExecutor(clients) as pool:
        futures: list[Future[None]] = [pool.submit(crowd.work, client) for client in range(clients)]
        try:
            yield crowd
        finally:
            crowd.stopping.set()
    for future in futures:
        future.result()
