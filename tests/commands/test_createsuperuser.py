"""Django's own command makes the first person who may open the back office."""

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Role, User
from tests.worlds import World


def create(**options: object) -> None:
    call_command("createsuperuser", interactive=False, verbosity=0, username="boss", email="b@example.com", **options)


def test_a_superuser_belongs_to_the_organization_of_the_given_id(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long password 1")
    create(organization=world.organization.pk)
    boss = User.accounts.get(username="boss")
    assert (
        boss.organization,
        boss.role,
        boss.is_superuser,
        boss.is_staff,
        boss.check_password("a long password 1"),
    ) == (
        world.organization,
        Role.ADMINISTRATOR,
        True,
        True,
        True,
    )


def test_an_unknown_organization_makes_no_superuser(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long password 1")
    with pytest.raises(CommandError):
        create(organization=world.organization.pk + 1)
    assert not User.accounts.filter(username="boss").exists()
