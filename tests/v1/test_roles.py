"""What readers, editors and administrators may do in dialect v1; it knows operations, and no rule of a record."""

import pytest

from organizations.models import Role, User
from tests.clients import Caller
from tests.v1.contracts import BASE, error, wrong_type
from tests.v1.crowds import MAKERS
from tests.worlds import World

pytestmark = pytest.mark.django_db
DENIED = error(403, "access_denied", "You are not allowed to do this.")
WRITABLE = [path for path in MAKERS if path != "users"]


@pytest.mark.parametrize("path", WRITABLE)
def test_a_reader_reads_and_writes_nothing(world: World, path: str) -> None:
    record = MAKERS[path](world)[-1]
    address = f"{BASE}/{path}/{record.pk}"
    shown = world.api.get(address).pair
    api = world.reading_api
    assert (api.get(address).pair, api.raw(address, b"", "", "HEAD").status) == (shown, 200)
    calls = [api.json(f"{BASE}/{path}", {}), api.delete(address), api.raw(address, b"{", "text/xml")]
    calls += [api.json(address, {"name": "x"}, method) for method in ("POST", "PUT", "PATCH")]
    calls += [api.delete(f"{BASE}/{path}/abc"), api.json(f"{BASE}/{path}/987654321", {})]
    if path != "contacts":
        by_reference = f"{BASE}/{path}/reference/new"
        calls += [api.json(by_reference, {}, method) for method in ("POST", "PUT", "PATCH")] + [
            api.delete(by_reference)
        ]
    assert [call.pair for call in calls] == [DENIED] * len(calls)
    assert world.api.get(address).pair == shown


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", [path for path in WRITABLE if path != "contacts"])
def test_editors_and_administrators_write_every_resource(world: World, path: str, role: str) -> None:
    user = User.objects.create(username="somebody", organization=world.organization, role=role)
    api, address = Caller.of(user), f"{BASE}/{path}/reference/SEK"
    assert api.json(address, {"name": "New", "isRoot": True}).status == 201
    assert api.json(address, {"name": "Changed"}).status == 200
    assert api.delete(address).status == 200
    assert api.get(f"{BASE}/{path}/abc").pair == wrong_type("id")


def test_a_superuser_writes_in_the_own_organization_alone(world: World, elsewhere: World) -> None:
    user = User.objects.create(
        username="root", organization=world.organization, role=Role.READER, is_superuser=True, reference="su"
    )
    api = Caller.of(user)
    body = elsewhere.api.json(f"{BASE}/customers", {"reference": "theirs", "name": "Theirs"}).body
    assert api.json(f"{BASE}/customers", {"reference": "ours", "name": "Ours"}).status == 201
    assert api.get(f"{BASE}/customers/{body['id']}").status == 404
    assert api.delete(f"{BASE}/customers/{body['id']}").status == 404
    assert [row["reference"] for row in api.get(f"{BASE}/customers").body["data"]] == ["ours"]


def test_a_role_that_is_taken_away_is_gone_at_once(world: World) -> None:
    assert world.api.json(f"{BASE}/customers", {"reference": "A", "name": "A"}).status == 201
    world.editor.role = Role.READER
    world.editor.save()
    assert world.api.json(f"{BASE}/customers", {"reference": "B", "name": "B"}).pair == DENIED
    world.editor.is_active = False
    world.editor.save()
    assert world.api.get(f"{BASE}/customers").status == 401
