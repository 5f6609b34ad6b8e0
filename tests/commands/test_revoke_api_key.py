"""``revoke_api_key``: the key stops working at once."""

from django.utils import timezone

from organizations.credentials import api_key_create
from organizations.models import ApiKey
from tests.clients import Caller
from tests.commands.running import refusal, run
from tests.worlds import World

PATH = "/api/v1.0/customers"


def test_a_revoked_key_stops_working_at_once_and_others_go_on(world: World) -> None:
    row, key = api_key_create(user=world.editor, name="shop")
    caller = Caller(f"Bearer {key}")
    assert caller.get(PATH).status == 200
    printed = run("revoke_api_key", row.prefix)
    assert printed.output == f"1 key revoked: {row.prefix}… (shop) of here-editor.\n"
    assert caller.get(PATH).status == 401
    assert world.api.get(PATH).status == 200


def test_the_whole_key_names_itself_too(world: World) -> None:
    _, key = api_key_create(user=world.editor)
    run("revoke_api_key", key)
    assert Caller(f"Bearer {key}").get(PATH).status == 401


def test_a_second_time_nothing_happens_and_the_first_time_is_told(world: World) -> None:
    row, _ = api_key_create(user=world.editor, name="shop")
    run("revoke_api_key", row.prefix)
    first = ApiKey.objects.get(pk=row.pk).revoked
    assert first is not None
    assert first <= timezone.now()
    printed = run("revoke_api_key", row.prefix)
    assert printed.output == (
        f"0 keys revoked: {row.prefix}… (shop) of here-editor was revoked on {first:%Y-%m-%d %H:%M} UTC.\n"
    )
    assert ApiKey.objects.get(pk=row.pk).revoked == first


def test_an_unknown_prefix_is_refused(world: World) -> None:
    assert refusal("revoke_api_key", "ck_unknown99") == (
        "No key begins with 'ck_unknown99': the back office lists the prefixes."
    )


def test_a_part_of_a_prefix_revokes_nothing(world: World) -> None:
    row, _ = api_key_create(user=world.editor)
    assert refusal("revoke_api_key", row.prefix[:-1]).startswith("No key begins with")
    assert ApiKey.objects.get(pk=row.pk).revoked is None
