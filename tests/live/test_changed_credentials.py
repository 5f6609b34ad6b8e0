"""What changes of a credential, of its user or of the organization counts within a second, in every process.

Seen to fail: with credentials remembered for two seconds in place of a half.
"""

import json
import time
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from threading import Event
from typing import Any

from django.db import transaction
from django.utils import timezone

from customers.models import Customer
from organizations.credentials import api_key_create, api_key_revoke
from organizations.models import ApiKey, Organization, Role, User
from organizations.oauth import AccessToken, Application
from tests.concurrency.racing import COMMITTING, one_large_race
from tests.live.many_processes import HOST, READY_SECONDS, database_url, server
from tests.oauth.clients import App
from tests.worlds import World, new_world

pytestmark = COMMITTING

PROMISED = 1.0
# How often each one asks before something changes, so that all processes know them, and for how many seconds after.
CALLS, AFTER = 20, 2.5
LIST = "/api/v1.0/customers?fields=organization"

Seen = tuple[int, Any]


@dataclass
class Asked:
    """One who asks the same again and again: what is answered before the change and after it, and what was."""

    name: str
    authorization: str
    before: Seen
    after: Seen
    change: Callable[[], object]
    method: str = "GET"
    path: str = LIST
    calls: list[tuple[float, float, Seen]] = field(default_factory=list)

    def call(self, port: int) -> None:
        """Ask once, on a connection of its own: the system deals them out to the processes."""
        began = time.monotonic()
        with closing(HTTPConnection(HOST, port, timeout=READY_SECONDS)) as client:
            headers = {"Authorization": self.authorization, "Content-Type": "application/json"}
            client.request(self.method, self.path, "{}" if self.method == "POST" else None, headers)
            response = client.getresponse()
            seen = response.status, told(response.status, json.loads(response.read()))
        self.calls.append((began, time.monotonic(), seen))

    def ask_until(self, port: int, end: Event) -> None:
        """Ask until it is enough."""
        while not end.wait(0.02):
            self.call(port)

    def judge(self, begun: float, done: float) -> None:
        """Demand that nobody was answered by what was no more true for a second."""
        early = {seen for _, end, seen in self.calls if end < begun}
        between = {seen for start, end, seen in self.calls if end >= begun and start < done + PROMISED}
        late = {seen for start, _, seen in self.calls if start >= done + PROMISED}
        assert (early, late) == ({self.before}, {self.after}), self.name
        assert between <= {self.before, self.after}, self.name


def told(status: int, body: Any) -> Any:
    """Return what an answer tells of the organization, if it tells anything."""
    data = body.get("data", []) if status == 200 else []
    return next((record.get("organization", tuple(sorted(record))) for record in data), None)


def world_of(name: str) -> World:
    """Return an organization with a customer."""
    world = new_world(name, geography=1)
    Customer.objects.create(
        organization=world.organization, reference="c", name="C", category=world.root, currency=world.euro
    )
    return world


def bearer_of(user: User) -> tuple[ApiKey, str]:
    """Return a new key of a user, and the header that shows it."""
    row, key = api_key_create(user=user)
    return row, f"Bearer {key}"


def keys() -> list[Asked]:
    """Return what can happen to keys."""
    asked = []
    changes: dict[str, Callable[[ApiKey], object]] = {
        "revoked": lambda row: api_key_revoke(prefix=row.prefix),
        "removed": lambda row: row.delete(),
        "expired": lambda row: ApiKey.objects.filter(pk=row.pk).update(expires=timezone.now()),
    }
    world = world_of("keys")
    for name, change in changes.items():
        row, bearer = bearer_of(world.editor)
        asked.append(Asked(f"a key that is {name}", bearer, (200, "keys"), (401, None), partial(change, row)))
    row, key = api_key_create(user=world.editor)
    basic = "Basic " + b64encode(f"{world.editor.username}:{key}".encode()).decode()
    path = f"/rws/api/v1/customers/{Customer.objects.for_organization(world.organization).get().pk}"
    revoke = partial(api_key_revoke, prefix=row.prefix)
    return [*asked, Asked("a key as a password", basic, (200, None), (401, None), revoke, path=path)]


def tokens() -> list[Asked]:
    """Return what can happen to access tokens and to those who stand behind them."""
    changes: dict[str, Callable[[Any], object]] = {
        "revoked": lambda token: token.delete(),
        "expired": lambda token: AccessToken.objects.filter(pk=token.pk).update(expires=timezone.now()),
        "of a client that is gone": lambda token: Application.objects.filter(pk=token.application_id).delete(),
        "of a user who is gone": lambda token: changed(token.application.user, is_active=False),
    }
    asked = []
    for name, change in changes.items():
        world = world_of(f"token {name}")
        text = App.of(world.editor).token()
        token = AccessToken.objects.get(application__user=world.editor)
        before: Seen = (200, world.organization.name)
        asked.append(Asked(f"a token {name}", f"Bearer {text}", before, (401, None), partial(change, token)))
    return asked


def changed(user: User, **columns: Any) -> int:
    """Change columns of a user."""
    return User.accounts.filter(pk=user.pk).update(**columns)


def people() -> list[Asked]:
    """Return what can happen to a user and to an organization."""
    off, reader, mover, new, renamed, plain = (
        world_of(name) for name in ("off", "reader", "mover", "new", "renamed", "plain")
    )
    house = Organization.objects
    region = "/api/v1.0/customers?fields=id,region"
    return [
        Asked("switched off", bearer_of(off.editor)[1], (200, "off"), (401, None),
              lambda: changed(off.editor, is_active=False)),
        Asked("demoted", bearer_of(reader.editor)[1], (400, None), (403, None),
              lambda: changed(reader.editor, role=Role.READER), method="POST"),
        Asked("moved", bearer_of(mover.editor)[1], (200, "mover"), (200, "new"),
              lambda: changed(mover.editor, organization_id=new.organization.pk, reference="ed-2")),
        Asked("renamed", bearer_of(renamed.editor)[1], (200, "renamed"), (200, "another"),
              lambda: house.filter(pk=renamed.organization.pk).update(name="another")),
        Asked("without regions", bearer_of(plain.editor)[1], (200, ("id", "region")), (400, None),
              lambda: house.filter(pk=plain.organization.pk).update(has_geography=False), path=region),
    ]  # fmt: skip


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what takes as long as it takes."""
    end = time.monotonic() + READY_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_change_counts_within_a_second_in_every_process() -> None:
    asked, end = [*keys(), *tokens(), *people()], Event()
    with one_large_race(), server(DATABASE_URL=database_url()) as port, ThreadPoolExecutor(len(asked)) as pool:
        asking = [pool.submit(one.ask_until, port, end) for one in asked]
        try:
            wait_until(lambda: all(len(one.calls) >= CALLS for one in asked))
            begun = time.monotonic()
            with transaction.atomic():
                for one in asked:
                    one.change()
            done = time.monotonic()
            time.sleep(AFTER)
        finally:
            end.set()
        for future in asking:
            future.result(READY_SECONDS)
    for one in asked:
        one.judge(begun, done)
