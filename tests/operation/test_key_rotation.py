"""A new SECRET_KEY ends no session while the old one is among the fallbacks, and all of them when it is not.

Seen to fail: without the fallback the session ended (which the second test demands).
"""

import pytest
from pytest_django.fixtures import Settings

from tests.clients import Caller
from tests.worlds import World

pytestmark = pytest.mark.django_db
LIST = "/api/v1.0/customers"


def logged_in(world: World) -> Caller:
    caller = Caller()
    caller.client.force_login(world.editor)
    assert caller.get(LIST).status == 200
    return caller


def test_a_session_outlives_the_key_while_the_old_one_is_a_fallback(world: World, settings: Settings) -> None:
    caller = logged_in(world)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-" * 8
    assert caller.get(LIST).status == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert caller.get(LIST).status == 200


def test_a_session_ends_with_a_key_that_is_no_fallback_and_an_api_key_does_not(
    world: World, settings: Settings
) -> None:
    caller = logged_in(world)
    settings.SECRET_KEY = "a-new-key-" * 8
    assert (caller.get(LIST).status, world.api.get(LIST).status) == (401, 200)
