"""How a linked record is chosen: by typing a part of it, among those of one organization; it knows no resource."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet

from customers_api.back_office.scope import scope_of
from customers_api.core.references import LARGEST_ID
from customers_api.core.tenancy import LockedRecord, TenantQuerySet

ORGANIZATION = "organization"


class InOrganization:
    """Asks for the records of one organization: the one that the form's record belongs to."""

    organization_id: int

    def get_url(self) -> str:
        """Return the address that is asked."""
        url: str = super().get_url()  # type: ignore[misc]
        return f"{url}?{urlencode({ORGANIZATION: self.organization_id})}"


class ChooseOne(InOrganization, AutocompleteSelect):
    """Chooses one record."""


class ChooseMany(InOrganization, AutocompleteSelectMultiple):
    """Chooses several records."""


class ChoiceView(AutocompleteJsonView):
    """Answers what was typed: records of the asked organization, if the user may enter it, and of no other."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the records that fit."""
        rows = self.rows().order_by(*self.model_admin.get_ordering(self.request) or ["pk"])
        found, may_repeat = self.model_admin.get_search_results(self.request, rows, self.term)
        return found.distinct() if may_repeat else found

    def rows(self) -> TenantQuerySet[Any]:
        """Return the records of the asked organization; where none is asked for, those that the pages show."""
        if not is_tenant(self.model_admin.model):
            raise PermissionDenied
        scope, every = scope_of(self.request), self.model_admin.model.objects.all()
        given = self.request.GET.get(ORGANIZATION)
        if given is None:
            return scope.shown(every)
        if (
            not (given.isascii() and given.isdigit())
            or not 0 < int(given) <= LARGEST_ID
            or not scope.allows(int(given))
        ):
            raise PermissionDenied
        return cast("TenantQuerySet[Any]", every.for_organization(int(given)))


def is_tenant(model: type[models.Model]) -> bool:
    """Tell whether the records of a model belong to organizations."""
    return issubclass(model, LockedRecord)
