"""Which organizations a user may act for; it knows users and their groups, and no record of a customer.

Any other organization is unknown: whether it exists is nobody's business.
"""

from collections.abc import Sequence

from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import LARGEST_ID
from customers_api.core.text import is_storable
from organizations.models import Organization, User


def accounts_of(user: User) -> Sequence[Organization]:
    """Return the organizations that a user may act for, by id: its own, or with the right to it the whole group's."""
    own = user.organization
    if not user.whole_group or own.account_group_id is None:
        return [own]
    return list(Organization.objects.filter(account_group=own.account_group_id).order_by("pk"))


def account_by_id(user: User, key: int) -> Organization:
    """Return the organization of an id, if the user may act for it."""
    if key == user.organization_id:
        return user.organization
    if key <= LARGEST_ID:
        for organization in accounts_of(user):
            if organization.pk == key:
                return organization
    raise Problem(ProblemCode.LINK_NOT_FOUND, "organization", key="id", value=key)


def account_by_name(user: User, name: str) -> Organization:
    """Return the organization of a name, written exactly so, if the user may act for it."""
    for organization in accounts_of(user) if is_storable(name) else ():
        if organization.name == name:
            return organization
    raise Problem(ProblemCode.LINK_NOT_FOUND, "organization", key="name", value=name)


def demand_not_being_erased(organization: Organization) -> None:
    """Raise when the organization is marked as being erased."""
    if organization.being_erased:
        raise Problem.invalid(Flaw("organization", FlawRule.BEING_ERASED))


def account_ids(organization: Organization) -> list[int]:
    """Return the ids of the whole account that an organization belongs to: its group's, or its own alone."""
    group = organization.account_group_id
    if group is None:
        return [organization.pk]
    return list(Organization.objects.filter(account_group=group).order_by("pk").values_list("pk", flat=True))


def account_key(organization: Organization) -> str:
    """Return what tells the account of an organization from all others."""
    group = organization.account_group_id
    return f"organization {organization.pk}" if group is None else f"group {group}"
