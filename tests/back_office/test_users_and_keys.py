"""The back office of users, keys and organizations, as a superuser uses it."""

import re
from typing import Any

import pytest
from django.test import Client

from organizations.models import ApiKey, User
from tests.clients import Caller
from tests.worlds import World

SHOWN_KEY = re.compile(r"ck_[\w-]{43}")


@pytest.fixture
def superuser(world: World) -> User:
    user: User = User.objects.create_superuser(
        "root", "root@example.com", "a-long-password", organization=world.organization
    )
    return user


@pytest.fixture
def office(superuser: User) -> Client:
    client = Client()
    client.force_login(superuser)
    return client


def user_fields(user: User, **changes: Any) -> dict[str, Any]:
    """Return what the form of a user sends."""
    fields = {
        "username": user.username,
        "organization": user.organization_id,
        "reference": user.reference,
        "email": user.email,
        "role": user.role,
        "is_active": "on",
    }
    return {**fields, **changes}


def test_the_superuser_enters_by_password(superuser: User) -> None:
    client = Client()
    sent = {"username": "root", "password": "a-long-password", "next": "/admin/"}
    assert client.post("/admin/login/", sent).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_an_editor_does_not_enter(world: World) -> None:
    client = Client()
    client.force_login(world.editor)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("model", ["accountgroup", "organization", "user", "apikey"])
def test_each_list_is_shown(office: Client, model: str) -> None:
    assert office.get(f"/admin/organizations/{model}/").status_code == 200


@pytest.mark.parametrize("model", ["accountgroup", "user", "apikey"])
def test_each_form_is_shown(office: Client, model: str) -> None:
    assert office.get(f"/admin/organizations/{model}/add/").status_code == 200


def test_organizations_are_neither_made_nor_deleted_here(office: Client, world: World) -> None:
    assert office.get("/admin/organizations/organization/add/").status_code == 403
    assert office.get(f"/admin/organizations/organization/{world.organization.pk}/delete/").status_code == 403
    assert office.get(f"/admin/organizations/organization/{world.organization.pk}/change/").status_code == 200


def test_a_new_key_is_shown_once_and_works(office: Client, world: World) -> None:
    sent = {"user": world.editor.pk, "name": "shop", "expires_0": "", "expires_1": ""}
    page = office.post("/admin/organizations/apikey/add/", sent, follow=True).content.decode()
    [key] = set(SHOWN_KEY.findall(page))
    assert Caller(f"Bearer {key}").get("/api/v1.0/customers").status == 200
    assert ApiKey.objects.filter(user=world.editor, name="shop").count() == 1
    row = ApiKey.objects.get(name="shop")
    for address in ("", f"{row.pk}/change/", f"{row.pk}/history/"):
        page = office.get(f"/admin/organizations/apikey/{address}").content.decode()
        assert row.prefix in page
        assert not SHOWN_KEY.search(page)


def test_a_key_keeps_the_date_until_which_it_works(office: Client, world: World) -> None:
    sent = {"user": world.editor.pk, "name": "old", "expires_0": "2020-01-31", "expires_1": "12:00:00"}
    page = office.post("/admin/organizations/apikey/add/", sent, follow=True).content.decode()
    [key] = set(SHOWN_KEY.findall(page))
    assert Caller(f"Bearer {key}").get("/api/v1.0/customers").status == 401
    assert str(ApiKey.objects.get(name="old").expires) == "2020-01-31 12:00:00+00:00"


def test_chosen_keys_are_revoked_and_not_deleted(office: Client, world: World) -> None:
    keys = list(ApiKey.objects.filter(user__in=[world.editor, world.reader]).values_list("pk", flat=True))
    sent = {"action": "revoke", "_selected_action": keys}
    page = office.post("/admin/organizations/apikey/", sent, follow=True).content.decode()
    assert "2 of 2 keys revoked" in page
    assert world.api.get("/api/v1.0/customers").status == 401
    assert office.post(f"/admin/organizations/apikey/{keys[0]}/delete/", {"post": "yes"}).status_code == 403


def test_a_user_is_made_with_a_password_that_opens_the_api(office: Client, world: World) -> None:
    sent = {
        "username": "clerk",
        "organization": world.organization.pk,
        "reference": "clerk-1",
        "role": "editor",
        "usable_password": "true",
        "password1": "correct-horse-9",
        "password2": "correct-horse-9",
    }
    assert office.post("/admin/organizations/user/add/", sent).status_code == 302
    clerk = User.accounts.get(username="clerk")
    assert (clerk.reference, clerk.role, clerk.organization_id) == ("clerk-1", "editor", world.organization.pk)
    assert clerk.check_password("correct-horse-9")


def test_a_taken_reference_is_told_at_the_field_and_not_by_a_crash(office: Client, world: World) -> None:
    sent = user_fields(world.editor, reference=world.reader.reference)
    answer = office.post(f"/admin/organizations/user/{world.editor.pk}/change/", sent)
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def test_a_user_does_not_move_to_another_organization(office: Client, world: World, elsewhere: World) -> None:
    sent = user_fields(world.editor, organization=elsewhere.organization.pk, email="new@example.com")
    assert office.post(f"/admin/organizations/user/{world.editor.pk}/change/", sent).status_code == 302
    world.editor.refresh_from_db()
    assert (world.editor.organization_id, world.editor.email) == (world.organization.pk, "new@example.com")


def test_an_empty_reference_is_none_at_all(office: Client, world: World) -> None:
    for user in (world.editor, world.reader):
        sent = user_fields(user, reference="")
        assert office.post(f"/admin/organizations/user/{user.pk}/change/", sent).status_code == 302
    references = User.objects.for_organization(world.organization).values_list("username", "reference")
    assert set(references) == {(world.editor.username, None), (world.reader.username, None), ("root", None)}
