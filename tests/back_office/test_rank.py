"""Nobody manages a user who may do more: else an administrator would make a key of somebody else's rights and use it.

Seen to fail: with ``may_manage`` always true, and with ``manageable`` empty, an administrator makes a superuser's key.
"""

from typing import Any

import pytest

from organizations.admin.clients import Application
from organizations.models import ApiKey, Role, User
from tests.back_office.people import Person, person
from tests.worlds import World


@pytest.fixture
def boss(world: World) -> Person:
    return person(world, "boss", role=Role.ADMINISTRATOR)


@pytest.fixture
def mighty(world: World) -> list[User]:
    """Users of the same organization who may do more than its administrator."""
    rights: tuple[dict[str, Any], ...] = ({"is_superuser": True}, {"whole_group": True})
    return [
        User.objects.create(username=f"mighty-{index}", organization=world.organization, **right)
        for index, right in enumerate(rights)
    ]


def test_an_administrator_makes_no_key_and_no_client_for_who_may_do_more(boss: Person, mighty: list[User]) -> None:
    for user in mighty:
        sent = {"user": user.pk, "name": "k", "expires_0": "", "expires_1": "", "redirect_uris": ""}
        for address in ("/admin/organizations/apikey/add/", "/admin/oauth2_provider/application/add/"):
            assert boss.browser.post(address, sent).status_code == 200, address
    assert not ApiKey.objects.filter(user__in=mighty).exists()
    assert not Application.objects.filter(user__in=mighty).exists()


def test_an_administrator_changes_neither_them_nor_their_passwords(boss: Person, mighty: list[User]) -> None:
    for user in mighty:
        start = f"/admin/organizations/user/{user.pk}"
        assert boss.browser.post(f"{start}/change/", {"username": "taken"}).status_code == 403
        passwords = {"password1": "a-new-password-1", "password2": "a-new-password-1"}
        assert boss.browser.post(f"{start}/password/", passwords).status_code == 403
        user.refresh_from_db()
        assert (user.username.startswith("mighty"), user.password) == (True, "")


def test_an_administrator_gives_no_right_that_they_lack(boss: Person, world: World) -> None:
    sent = {
        "username": "new",
        "organization": world.organization.pk,
        "role": "administrator",
        "is_superuser": "on",
        "whole_group": "on",
        "is_staff": "on",
        "is_active": "on",
        "usable_password": "true",
        "password1": "correct-horse-9",
        "password2": "correct-horse-9",
    }
    assert boss.browser.post("/admin/organizations/user/add/", sent).status_code == 302
    new = User.accounts.get(username="new")
    assert (new.is_superuser, new.whole_group, new.is_staff, new.role) == (False, False, True, "administrator")


def test_nobody_changes_their_own_rights(boss: Person, world: World) -> None:
    sent = {"username": "boss", "organization": world.organization.pk, "role": "reader", "email": "b@example.com"}
    boss.browser.post(f"/admin/organizations/user/{boss.user.pk}/change/", sent)
    boss.user.refresh_from_db()
    assert (boss.user.role, boss.user.is_staff, boss.user.is_active) == (Role.ADMINISTRATOR, True, True)
    assert boss.user.email == "b@example.com"


def test_a_user_is_made_in_no_organization_that_the_maker_may_not_enter(boss: Person, elsewhere: World) -> None:
    sent = {
        "username": "spy",
        "organization": elsewhere.organization.pk,
        "role": "reader",
        "usable_password": "true",
        "password1": "correct-horse-9",
        "password2": "correct-horse-9",
    }
    assert boss.browser.post("/admin/organizations/user/add/", sent).status_code == 200
    assert not User.accounts.filter(username="spy").exists()


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_who_is_no_administrator_makes_and_revokes_keys_of_their_own_alone(world: World, role: Role) -> None:
    someone = person(world, "someone", role=role)
    for user, status in ((world.editor, 200), (someone.user, 302)):
        sent = {"user": user.pk, "name": "mine", "expires_0": "", "expires_1": ""}
        assert someone.browser.post("/admin/organizations/apikey/add/", sent).status_code == status
    [key] = ApiKey.objects.filter(name="mine")
    assert key.user == someone.user
    foreign = ApiKey.objects.filter(user=world.editor)[0]
    chosen = {"action": "revoke", "_selected_action": [key.pk, foreign.pk]}
    someone.browser.post("/admin/organizations/apikey/", chosen)
    states = {row.pk: row.revoked is not None for row in ApiKey.objects.filter(pk__in=[key.pk, foreign.pk])}
    assert states == {key.pk: True, foreign.pk: False}


def test_the_secret_of_a_client_is_shown_once_and_works(boss: Person, world: World) -> None:
    sent = {"user": world.editor.pk, "name": "shop", "redirect_uris": ""}
    page = boss.browser.post("/admin/oauth2_provider/application/add/", sent, follow=True).content.decode()
    client = Application.objects.get(name="shop")
    secret = page.partition("secret, which is not shown again: ")[2].partition("<")[0].strip()
    answer: Any = boss.browser.post(
        "/oauth/token",
        {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret},
    )
    assert answer.status_code == 200
    assert secret not in boss.browser.get(f"/admin/oauth2_provider/application/{client.pk}/change/").content.decode()
