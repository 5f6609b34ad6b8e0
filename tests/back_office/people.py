"""Who comes to the back office: one person of each role, beside their organization's group and a foreign one."""

from dataclasses import dataclass

from django.test import Client

from organizations.models import AccountGroup, Organization, Role, User
from tests.worlds import World


@dataclass(frozen=True)
class Person:
    """A user with a browser."""

    user: User
    browser: Client


def person(world: World, name: str, **fields: object) -> Person:
    """Return a person of an organization, signed in; staff unless it is said otherwise."""
    values: dict[str, object] = {"is_staff": True, "reference": name, **fields}
    user = User.objects.create(username=name, organization=world.organization, **values)
    browser = Client()
    browser.force_login(user)
    return Person(user, browser)


def people_of(world: World, elsewhere: World) -> dict[str, Person]:
    """Return one person of each kind, the group's in another organization of the group than ``world``'s."""
    group = AccountGroup.objects.create(name="Group")
    sister = Organization.objects.create(name="sister", currency="EUR", account_group=group)
    Organization.objects.filter(pk=world.organization.pk).update(account_group=group)
    world.organization.refresh_from_db()
    people = {role.value: person(world, role.value, role=role) for role in Role}
    people["outsider"] = person(world, "outsider", role=Role.ADMINISTRATOR, is_staff=False)
    people["group"] = person(world, "group", role=Role.ADMINISTRATOR, whole_group=True)
    # Moved by the database itself: a user stays in the organization otherwise.
    in_sister = User(username="in-sister", organization=sister, role=Role.ADMINISTRATOR, is_staff=True)
    in_sister.whole_group = True
    in_sister.save()
    browser = Client()
    browser.force_login(in_sister)
    people["sister"] = Person(in_sister, browser)
    people["foreign"] = person(elsewhere, "foreign", role=Role.ADMINISTRATOR)
    people["superuser"] = person(elsewhere, "superuser", role=Role.ADMINISTRATOR, is_superuser=True)
    return people
