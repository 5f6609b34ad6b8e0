"""Pages of what belongs to users and has no organization of its own: keys and clients; it knows neither of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from customers_api.back_office.duties import Duty, may
from customers_api.back_office.scope import scope_of
from customers_api.back_office.scoped_admin import ScopedAdmin
from organizations.admin.rank import manageable
from organizations.models import User


class OwnedAdmin(ScopedAdmin):
    """Shows administrators what the users they may manage own, and all other staff what is their own."""

    duty = Duty.LOOK
    needs_organization = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return what lists show."""
        return self.ordered(request, self.owned_by(chosen_owners(request)))

    def rows_for_object(self, request: HttpRequest) -> Any:
        """Return the rows among which an address finds its own."""
        return self.owned_by(owners(request))

    def owned_by(self, users: QuerySet[User]) -> Any:
        """Return the rows of users."""
        return self.model._default_manager.filter(user__in=users)

    def is_allowed(self, request: HttpRequest, obj: Any) -> bool:
        """Tell whether a row belongs to a user whom the actor may manage."""
        return obj is None or owners(request).filter(pk=obj.user_id).exists()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the users whom the actor may manage."""
        if db_field.name == "user":
            kwargs["queryset"] = chosen_owners(request).order_by("username")
            kwargs["initial"] = scope_of(request).user
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Let administrators look users up; others have one choice."""
        return ("user",) if may(request, Duty.ADMINISTER) else ()


def owners(request: HttpRequest) -> QuerySet[User]:
    """Return the users whom the actor may manage; whoever is no administrator, themselves alone."""
    return among(request, scope_of(request).allowed(User.objects.get_queryset()))


def chosen_owners(request: HttpRequest) -> QuerySet[User]:
    """Return those of them whose organization is chosen."""
    return among(request, scope_of(request).shown(User.objects.get_queryset()))


def among(request: HttpRequest, users: QuerySet[User]) -> QuerySet[User]:
    """Limit users to those whom the actor may manage."""
    actor = scope_of(request).user
    return users.filter(**manageable(actor)) if may(request, Duty.ADMINISTER) else users.filter(pk=actor.pk)
