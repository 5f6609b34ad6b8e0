"""How the service's commands find what their arguments name; a name that nobody has ends them with one line."""

from django.core.management.base import CommandError
from django.db.models import Q

from customers_api.core.text import is_storable
from organizations.accounts import accounts_of
from organizations.models import Organization, Role, User

SHOWN = 10


def organization_named(name: str) -> Organization:
    """Return the organization of this name."""
    organization = Organization.objects.filter(name=name).first() if is_storable(name) else None
    if organization is None:
        known = listing(list(Organization.objects.order_by("name").values_list("name", flat=True)[: SHOWN + 1]))
        raise CommandError(f"There is no organization {name!r}. {known}Make it with create_organization.")
    return organization


def user_named(name: str) -> User:
    """Return the user of this name."""
    user = User.accounts.filter(username=name).first() if is_storable(name) else None
    if user is None:
        known = listing(list(User.accounts.order_by("username").values_list("username", flat=True)[: SHOWN + 1]))
        raise CommandError(f"There is no user {name!r}. {known}Make it with create_user.")
    return user


def writer_named(name: str, organization: Organization) -> User:
    """Return the user of this name, who must have the right to change the organization's records."""
    user = user_named(name)
    if organization not in accounts_of(user):
        raise CommandError(f"The user {name} may not act for {organization.name}: name one of its own users.")
    if not user.is_active:
        raise CommandError(f"The user {name} is switched off: name another one.")
    if not user.may_write:
        raise CommandError(f"The user {name} only reads: name an editor or an administrator.")
    return user


def first_writer(organization: Organization) -> User:
    """Return the organization's first active administrator, or where there is none its first active editor."""
    users = User.objects.for_organization(organization).filter(is_active=True).order_by("pk")
    user = users.filter(Q(role=Role.ADMINISTRATOR) | Q(is_superuser=True)).first()
    user = user or users.filter(role=Role.EDITOR).first()
    if user is None:
        raise CommandError(
            f"{organization.name} has no active user who may write: make one with create_user, or name another one."
        )
    return user


def listing(names: list[str]) -> str:
    """Return a sentence with the first names that there are."""
    if not names:
        return ""
    shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
    return f"There are: {shown}. "
