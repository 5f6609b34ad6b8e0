"""How a linked record is chosen: by typing a part of it, among those of one organization; it knows no resource."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, Page, Paginator
from django.db import models
from django.db.models import QuerySet

from customers_api.back_office.paging import narrowed
from customers_api.back_office.scope import scope_of
from customers_api.core.references import LARGEST_ID
from customers_api.core.tenancy import LockedRecord, TenantQuerySet
from customers_api.core.text import is_storable

ORGANIZATION = "organization"
# Nobody scrolls further, and a database counts every row that it skips.
MOST_PAGES = 100


def id_of(text: str) -> int | None:
    """Return the id that a text means, or ``None``: what is no id is no record's, and must reach no database."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST_ID)):
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None


class InOrganization:
    """Asks for the records of one organization: the one that the form's record belongs to.

    Without one, for those of all organizations that the pages show.
    """

    organization_id: int | None = None

    def get_url(self) -> str:
        """Return the address that is asked."""
        url: str = super().get_url()  # type: ignore[misc]
        return url if self.organization_id is None else f"{url}?{urlencode({ORGANIZATION: self.organization_id})}"

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        """Return the chosen records; a form that was refused may have sent anything."""
        ids = [str(one) for one in value if id_of(str(one)) is not None]
        return super().optgroups(name, ids, attr)  # type: ignore[misc]


class ChooseOne(InOrganization, AutocompleteSelect):
    """Chooses one record."""


class ChooseMany(InOrganization, AutocompleteSelectMultiple):
    """Chooses several records."""


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several records; what is no id must reach no database."""

    default_error_messages: ClassVar = {
        "invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"],
    }

    def clean(self, value: Any) -> Any:
        """Return the chosen records."""
        if any(id_of(str(key)) is None for key in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class PeekingPaginator(Paginator):  # type: ignore[type-arg]
    """Tells whether there is a next page by one row more, and counts nothing."""

    @property
    def num_pages(self) -> int:
        """Return how many pages there can be: where the last one is, nobody has counted."""
        return MOST_PAGES

    def validate_number(self, number: Any) -> int:
        """Return the number of a page that is worth to be looked for."""
        page = id_of(str(number))
        if page is None or page > MOST_PAGES:
            raise EmptyPage("There is no such page.")
        return page

    def page(self, number: Any) -> "PeekedPage":
        """Read a page and one row more."""
        page = self.validate_number(number)
        start = (page - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        return PeekedPage(rows, page, self)


class PeekedPage(Page):  # type: ignore[type-arg]
    """A page that holds one row more than it shows, where there is one."""

    def __init__(self, rows: list[Any], number: int, paginator: PeekingPaginator) -> None:
        super().__init__(rows[: paginator.per_page], number, paginator)
        self.is_followed = len(rows) > paginator.per_page

    def has_next(self) -> bool:
        """Tell whether there is more."""
        return self.is_followed


class ChoiceView(AutocompleteJsonView):
    """Answers what was typed: records of the asked organization, if the user may enter it, and of no other."""

    def get_paginator(self, *args: Any, **kwargs: Any) -> PeekingPaginator:
        """Count nothing: this is asked for each letter that somebody types."""
        return PeekingPaginator(*args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the records that fit."""
        rows = self.rows().order_by(*self.model_admin.get_ordering(self.request) or ["pk"])
        if not is_storable(self.term):
            return rows.none()
        found, may_repeat = self.model_admin.get_search_results(self.request, rows, self.term)
        if may_repeat:
            return found.distinct()
        return narrowed(found) if self.term else found

    def rows(self) -> TenantQuerySet[Any]:
        """Return the records of the asked organization; where none is asked for, those that the pages show."""
        if not is_tenant(self.model_admin.model):
            raise PermissionDenied
        scope, every = scope_of(self.request), self.model_admin.model.objects.all()
        given = self.request.GET.get(ORGANIZATION)
        if given is None:
            return scope.shown(every)
        organization = id_of(given)
        if organization is None or not scope.allows(organization):
            raise PermissionDenied
        return cast("TenantQuerySet[Any]", every.for_organization(organization))


def is_tenant(model: type[models.Model]) -> bool:
    """Tell whether the records of a model belong to organizations."""
    return issubclass(model, LockedRecord)
