"""Whose records a page shows: the organizations of the user, or the one among them that was chosen; it knows no record.

Staff have one organization, those of a whole account group theirs, superusers all. What is outside is unknown.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest

from customers_api.core.drafts import Caller
from customers_api.core.references import LARGEST_ID
from customers_api.core.tenancy import LockedRecord, TenantQuerySet
from organizations.accounts import accounts_of
from organizations.models import Organization, User

M = TypeVar("M", bound=LockedRecord)
# The key of the session under which the choice is kept.
CHOSEN = "back_office_organization"
# What is kept there when no single one of them is chosen.
ALL = "all"


@dataclass(frozen=True)
class Scope:
    """What a user sees. ``chosen`` is ``None`` where the records of all the user's organizations are shown."""

    user: User
    chosen: Organization | None

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of all organizations that the user may enter; a superuser's are not counted up."""
        return tuple(organization.pk for organization in accounts_of(self.user))

    @property
    def has_choice(self) -> bool:
        """Tell whether there is more than one organization to choose from."""
        return self.user.is_superuser or len(self.ids) > 1

    def choices(self) -> QuerySet[Organization]:
        """Return the organizations that the user may enter, by name."""
        rows = Organization.objects.order_by("name", "pk")
        return rows if self.user.is_superuser else rows.filter(pk__in=self.ids)

    def allows(self, organization_id: int) -> bool:
        """Tell whether the user may enter an organization."""
        return self.user.is_superuser or organization_id in self.ids

    def shown(self, rows: TenantQuerySet[M]) -> TenantQuerySet[M]:
        """Limit rows to what the pages show now."""
        return self.allowed(rows) if self.chosen is None else rows.for_organization(self.chosen)

    def allowed(self, rows: TenantQuerySet[M]) -> TenantQuerySet[M]:
        """Limit rows to what the user may see at all: an address of another of the user's organizations still leads."""
        return rows.across_organizations() if self.user.is_superuser else rows.for_organizations(self.ids)

    def for_new_records(self) -> Organization | None:
        """Return the organization that new records belong to; ``None`` where it has to be chosen first."""
        if self.chosen is None and not self.has_choice:
            return self.user.organization
        return self.chosen

    def caller(self, organization: Organization) -> Caller:
        """Return who writes."""
        return Caller(organization, self.user)


def scope_of(request: HttpRequest) -> Scope:
    """Return the scope of a request, worked out once."""
    scope: Scope | None = getattr(request, "back_office_scope", None)
    if scope is None:
        user = cast("User", request.user)
        scope = Scope(user, chosen_organization(user, request.session.get(CHOSEN)))
        request.back_office_scope = scope  # type: ignore[attr-defined]
    return scope


def chosen_organization(user: User, key: object) -> Organization | None:
    """Return the chosen organization while the user may still enter it; at first, a user's own."""
    if not user.is_superuser and not user.whole_group:
        return user.organization
    if not isinstance(key, int):
        return None if user.is_superuser or key == ALL else user.organization
    return enterable(user, key)


def enterable(user: User, key: int) -> Organization | None:
    """Return the organization of an id if the user may enter it."""
    if user.is_superuser:
        return Organization.objects.filter(pk=key).first() if 0 < key <= LARGEST_ID else None
    return next((row for row in accounts_of(user) if row.pk == key), None)
