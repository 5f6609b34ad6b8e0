"""Rows inside of a record's form, written together with the record by its writer; they know no resource."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.forms import PaginationInlineFormSet

from customers_api.back_office.duties import Duty, may
from customers_api.back_office.forms import FormAsShown, core_value
from customers_api.back_office.scope import scope_of
from customers_api.back_office.words import sentences
from customers_api.core.problems import Problem

# How the core names a value of a row: the list, the place in it, the field.
PLACE = re.compile(r"(?P<list>\w+)\[(?P<index>[0-9]+)\]\.(?P<field>\w+)\Z")


class RowForm(FormAsShown):
    """A row that judges nothing itself."""

    def _post_clean(self) -> None:
        """Neither build nor judge a record: the write path does both."""

    def values(self) -> dict[str, Any]:
        """Return what the row holds, by the core's names."""
        links = {self._meta.model._meta.pk.name, "DELETE"} | self.hidden_links()
        names = [name for name in self.fields if name not in links]
        return {name: core_value(self.fields[name], self.cleaned_data.get(name)) for name in names}

    def hidden_links(self) -> set[str]:
        """Return the fields by which the row hangs on its record."""
        return {name for name, field in self.fields.items() if isinstance(field, forms.models.InlineForeignKeyField)}


class RowSet(PaginationInlineFormSet):  # type: ignore[misc]
    """The rows of a record. ``problem`` is what the write path refused a moment ago; ``list_name`` the core's name."""

    problem: ClassVar[Problem | None] = None
    list_name: ClassVar[str] = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Find rows by their id among those of the record alone."""
        super().add_fields(form, index)
        key = form.fields.get(self._pk_field.name)
        if key is not None:
            key.queryset = self.queryset

    def sent(self) -> list[Any]:
        """Return the forms of the rows that the record will have, in their order: the list as the core gets it."""
        return [form for form in self.forms if not self._should_delete_form(form) and self.is_filled(form)]

    def is_filled(self, form: Any) -> bool:
        """Tell whether a form stands for a row: one that is stored, or a new one that somebody wrote into."""
        return form.instance.pk is not None or form.has_changed()

    def clean(self) -> None:
        """Show what the write path refused in the row that it concerns."""
        sent = self.sent()
        for index, field, text in self.refused():
            if index < len(sent):
                form = sent[index]
                form.add_error(field if field in form.fields else None, text)

    def refused(self) -> Iterator[tuple[int, str, str]]:
        """Yield the place, the field and the sentence of each value that was refused."""
        for place, text in sentences(self.problem) if self.problem is not None else ():
            match = PLACE.match(place or "")
            if match is not None and match["list"] == self.list_name:
                yield int(match["index"]), match["field"], text

    def changes(self) -> bool:
        """Tell whether any row was changed, added or taken away."""
        return any(form.has_changed() for form in self.forms) or bool(self.deleted_forms)

    def save(self, commit: bool = True) -> list[Any]:  # noqa: FBT001, FBT002 (Django's signature)
        """Write nothing: the rows were written with their record."""
        return []


class RowsInline(TabularInline):  # type: ignore[misc]
    """Shows rows of the organizations that the user may enter."""

    form = RowForm
    formset = RowSet
    extra = 0
    duty: ClassVar[Duty] = Duty.EDIT
    # What the core calls the list of the rows.
    list_name: ClassVar[str]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows, still to be limited to one record."""
        return scope_of(request).allowed(self.model.objects.get_queryset())

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the rows' forms, which say what the write path refused."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.problem = getattr(request, "refused", None)
        formset.list_name = self.list_name
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let all staff look."""
        return may(request, Duty.LOOK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those add whose duty it is."""
        return may(request, self.duty)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those change whose duty it is."""
        return may(request, self.duty)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those take away whose duty it is."""
        return may(request, self.duty)
