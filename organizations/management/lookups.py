"""How the service's commands find what their arguments name; a name that nobody has ends them with one line."""

from django.core.management.base import CommandError

from customers_api.core.text import is_storable
from organizations.models import Organization, User

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


def listing(names: list[str]) -> str:
    """Return a sentence with the first names that there are."""
    if not names:
        return ""
    shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
    return f"There are: {shown}. "
