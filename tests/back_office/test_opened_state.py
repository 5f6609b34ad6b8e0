"""Users, organizations and their like: a form that was opened before somebody else saved is refused.

Seen to fail: without the state in the form, each older form was saved and took the newer values back; without the lock,
several of eight simultaneous forms were saved.
"""

from collections.abc import Callable
from typing import Any, cast

import pytest
from django.test import Client

from organizations.admin.clients import Application
from organizations.models import AccountGroup, Organization, Role, User
from organizations.oauth import client_create
from tests.back_office.people import person
from tests.concurrency.racing import COMMITTING, racers
from tests.worlds import World

REFUSED = "Somebody else has changed this record since you opened it. Nothing was saved"


@pytest.fixture
def office(world: World) -> Client:
    return person(world, "boss", role=Role.ADMINISTRATOR, is_superuser=True).browser


def opened(office: Client, address: str) -> dict[str, Any]:
    """Return what the form on a page would send if nobody typed anything."""
    form = office.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if name != "password"}
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def a_user(world: World) -> tuple[str, dict[str, str], dict[str, str]]:
    return f"user/{world.editor.pk}", {"role": "reader"}, {"email": "ed@example.com"}


def an_organization(world: World) -> tuple[str, dict[str, str], dict[str, str]]:
    return f"organization/{world.organization.pk}", {"name": "renamed"}, {"being_erased": "on"}


def a_group(_: World) -> tuple[str, dict[str, str], dict[str, str]]:
    return f"accountgroup/{AccountGroup.objects.create(name='Group').pk}", {"name": "First"}, {"name": "Second"}


@pytest.mark.parametrize("record_of", [a_user, an_organization, a_group])
def test_an_older_form_takes_nothing_back(
    office: Client, world: World, record_of: Callable[[World], tuple[str, dict[str, str], dict[str, str]]]
) -> None:
    path, first, second = record_of(world)
    address = f"/admin/organizations/{path}/change/"
    older = opened(office, address)
    assert office.post(address, older | first).status_code == 302
    newer = opened(office, address)
    page = office.post(address, older | second)
    [sentence] = page.context["adminform"].form.non_field_errors()
    assert sentence.startswith(REFUSED)
    assert opened(office, address) == newer
    assert office.post(address, newer | second).status_code == 302
    assert opened(office, address).items() >= second.items()


def test_an_older_form_of_an_oauth_application_takes_nothing_back(office: Client, world: World) -> None:
    client_id, _ = client_create(name="shop", user=world.editor)
    client = Application.objects.get(client_id=client_id)
    address = f"/admin/oauth2_provider/application/{client.pk}/change/"
    older = opened(office, address)
    assert office.post(address, older | {"name": "web shop"}).status_code == 302
    page = office.post(address, older | {"name": "till"})
    assert page.context["adminform"].form.non_field_errors()[0].startswith(REFUSED)
    assert Application.objects.get(client_id=client_id).name == "web shop"


def test_what_happens_beside_the_form_refuses_nobody(office: Client, world: World) -> None:
    address = f"/admin/organizations/user/{world.editor.pk}/change/"
    older = opened(office, address)
    world.editor.set_password("another-password-3")
    world.editor.save()
    assert office.post(address, older | {"email": "ed@example.com"}).status_code == 302
    changed = User.objects.for_organization(world.organization).get(pk=world.editor.pk)
    assert (changed.email, changed.check_password("another-password-3")) == ("ed@example.com", True)


class TestAtOnce:
    """Several people save at the same moment."""

    pytestmark = COMMITTING

    def test_one_of_eight_forms_is_saved(self, office: Client, world: World) -> None:
        address = f"/admin/organizations/organization/{world.organization.pk}/change/"
        older = opened(office, address)

        def saving(number: int) -> Callable[[], Any]:
            browser = Client()
            browser.cookies = office.cookies
            return lambda: browser.post(address, older | {"name": f"name {number}"})

        with racers(8) as race:
            answers = cast("list[Any]", race(*[saving(number) for number in range(8)]))
        saved = [number for number, answer in enumerate(answers) if answer.status_code == 302]
        assert [answer.status_code for answer in answers].count(200) == 7
        assert [Organization.objects.get(pk=world.organization.pk).name] == [f"name {number}" for number in saved]
