"""What a role may do in the back office: a table, asked by every page; it knows no page and no record."""

from collections.abc import Mapping
from enum import StrEnum
from typing import cast

from django.http import HttpRequest

from organizations.models import Role, User


class Duty(StrEnum):
    """A kind of work."""

    # Look at records, and export them.
    LOOK = "look"
    # Change customers and what they are sorted by, and import them.
    EDIT = "edit"
    # Manage users, their keys and clients, custom fields, and the organization itself.
    ADMINISTER = "administer"
    # Manage organizations and account groups as such.
    OVERSEE = "oversee"


DUTIES: Mapping[str, frozenset[Duty]] = {
    Role.READER: frozenset({Duty.LOOK}),
    Role.EDITOR: frozenset({Duty.LOOK, Duty.EDIT}),
    Role.ADMINISTRATOR: frozenset({Duty.LOOK, Duty.EDIT, Duty.ADMINISTER}),
}


def may(request: HttpRequest, duty: Duty) -> bool:
    """Tell whether the user of a request may do a kind of work; whoever is not staff may do nothing."""
    user = cast("User", request.user)
    if not (user.is_active and user.is_staff):
        return False
    return user.is_superuser or duty in DUTIES[user.role]
