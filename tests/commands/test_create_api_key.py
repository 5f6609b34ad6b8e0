"""``create_api_key``: the key alone on standard output, once."""

import re

import pytest
from django.utils import timezone

from organizations.models import ApiKey
from tests.clients import Caller
from tests.commands.running import refusal, run
from tests.worlds import World

PATH = "/api/v1.0/customers"
NO_CREDENTIALS = 401


def test_the_key_stands_alone_on_standard_output_and_works(world: World) -> None:
    printed = run("create_api_key", "here-editor")
    assert re.fullmatch(r"ck_[\w-]{43}\n", printed.output)
    assert Caller(f"Bearer {printed.output.strip()}").get(PATH).status == 200


def test_the_hints_name_the_prefix_and_not_the_key(world: World) -> None:
    printed = run("create_api_key", "here-editor", "--name", "shop")
    key = printed.output.strip()
    assert printed.hints == (
        "1 key of here-editor, good until it is revoked. It is not shown again; to revoke it:\n"
        f"manage.py revoke_api_key {key[:12]}\n"
    )
    row = ApiKey.objects.get(name="shop")
    assert (row.prefix, row.expires, row.user) == (key[:12], None, world.editor)
    assert key not in {row.digest, row.prefix, row.name}


def test_a_key_with_days_expires_after_them(world: World) -> None:
    before = timezone.now()
    run("create_api_key", "here-editor", "--name", "week", "--expires", "7")
    expires = ApiKey.objects.get(name="week").expires
    assert expires is not None
    assert (expires - before).days == 7


def test_zero_days_make_a_key_that_has_expired(world: World) -> None:
    key = run("create_api_key", "here-editor", "--expires", "0").output.strip()
    assert Caller(f"Bearer {key}").get(PATH).status == NO_CREDENTIALS


def test_a_key_of_a_user_who_is_switched_off_comes_with_a_warning(world: World) -> None:
    world.editor.is_active = False
    world.editor.save()
    printed = run("create_api_key", "here-editor")
    assert "The user here-editor is switched off" in printed.hints
    assert Caller(f"Bearer {printed.output.strip()}").get(PATH).status == NO_CREDENTIALS


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["nobody"],
            "There is no user 'nobody'. There are: here-editor, here-reader. Make it with create_user.",
        ),
        (
            ["no\udcffbody"],
            "There is no user 'no\\udcffbody'. There are: here-editor, here-reader. Make it with create_user.",
        ),
        (["here-editor", "--name", "x" * 256], "The name is too long: at most 255 characters."),
        (["here-editor", "--name", "\udcff"], "The name cannot be used: not storable."),
        (["here-editor", "--expires=-1"], "The number of days is too small: at least 0."),
        (["here-editor", "--expires=36501"], "The number of days is too large: at most 36500."),
        (["here-editor", "--expires=soon"], "Error: argument --expires: invalid int value: 'soon'"),
    ],
)
def test_a_refused_key_is_not_made(world: World, arguments: list[str], line: str) -> None:
    before = ApiKey.objects.count()
    assert refusal("create_api_key", *arguments) == line
    assert ApiKey.objects.count() == before
