"""Kinds of filters of a list: of a choice, a linked record, a day, a text; they know no customer.

A value that cannot be read matches nothing, and the page says so: it is never left out in silence.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from customers_api.back_office.choosing import ChooseOne, id_of
from customers_api.back_office.list_queries import LONGEST_SHOWN, say_once
from customers_api.back_office.scope import scope_of
from customers_api.core.counting import Facts
from customers_api.core.tenancy import TenantQuerySet
from customers_api.core.text import is_storable

Rows = TenantQuerySet[Any]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class UnreadableError(Exception):
    """The value of a filter that means nothing."""


class Filter(admin.SimpleListFilter):
    """A filter of one parameter, with one input."""

    template = "unfold/filters/filters_field.html"
    form_class: ClassVar[type[forms.Form]] = forms.Form

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any) -> None:
        self.request = request
        self.site = model_admin.admin_site
        self.model = model
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return no links: there is an input."""
        return []

    def has_output(self) -> bool:
        """Show the filter."""
        return True

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the rows that pass."""
        text = self.value()
        if not text:
            return queryset
        try:
            condition, facts = self.condition(text), self.facts(text)
        except UnreadableError:
            say_once(request, f"{self.title}: “{text[:LONGEST_SHOWN]}” is unknown, so nothing is found.")
            return queryset.none()
        return queryset.filter(condition) if facts is None else queryset.filter_counted(condition, facts)

    def facts(self, text: str) -> Facts | None:
        """Return the facts of the tally that say the same as the condition, or ``None`` where it knows none."""
        return None

    def condition(self, text: str) -> Q:
        """Return the condition that the text means, or raise ``UnreadableError``."""
        raise NotImplementedError

    def field(self) -> forms.Field:
        """Return the input."""
        raise NotImplementedError

    def shown(self) -> str | None:
        """Return the text that the input shows."""
        return self.value()

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """Yield the form of the one input."""
        name = str(self.parameter_name)
        form = self.form_class({name: self.shown()})
        form.fields[name] = self.field()
        yield {"form": form}


class ChoiceFilter(Filter):
    """One of a few words."""

    words: ClassVar[dict[str, tuple[str, Q]]]
    counted: ClassVar[dict[str, Facts]] = {}

    def facts(self, text: str) -> Facts | None:
        """Return the facts of a word."""
        return self.counted.get(text)

    def condition(self, text: str) -> Q:
        """Return the condition of a word."""
        if text not in self.words:
            raise UnreadableError
        return self.words[text][1]

    def field(self) -> forms.Field:
        """Return the words to choose from."""
        words = [("", "All"), *((word, label) for word, (label, _) in self.words.items())]
        return forms.ChoiceField(
            choices=words, required=False, label=self.title, widget=UnfoldAdminSelectWidget(choices=words)
        )

    def shown(self) -> str | None:
        """Show no word that is none."""
        return self.value() if self.value() in self.words else None


def yes_or_no(column: str) -> dict[str, tuple[str, Q]]:
    """Return the words for a truth."""
    return {"yes": ("Yes", Q(**{column: True})), "no": ("No", Q(**{column: False}))}


class LookUpForm(forms.Form):
    """A form whose records are looked up while one types."""

    class Media:
        js = (
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/vendor/select2/select2.full.min.js",
            "admin/js/jquery.init.js",
            "admin/js/autocomplete.js",
            "unfold/js/select2.init.js",
        )
        css: ClassVar = {"screen": ("admin/css/vendor/select2/select2.min.css", "admin/css/autocomplete.css")}


class RecordFilter(Filter):
    """A linked record, by its id; a record of another organization is unknown."""

    form_class = LookUpForm
    column: ClassVar[str]

    def condition(self, text: str) -> Q:
        """Return the condition that the record is linked."""
        record = self.record(text)
        if record is None:
            raise UnreadableError
        return self.linked_to(record)

    def linked_to(self, record: Any) -> Q:
        """Return the condition that a row is linked to the record."""
        return Q(**{f"{self.column}_id": record.pk})

    def record(self, text: str) -> Any:
        """Return the record of an id."""
        key = id_of(text)
        return None if key is None else self.records().filter(pk=key).first()

    def records(self) -> Rows:
        """Return the records to choose from."""
        model: Any = self.model._meta.get_field(self.column).related_model
        return scope_of(self.request).shown(model.objects.all())

    def field(self) -> forms.Field:
        """Return the input that looks records up."""
        column = self.model._meta.get_field(self.column)
        widget = ChooseOne(column, self.site, attrs={"data-placeholder": "All"})
        return forms.ModelChoiceField(self.records(), required=False, label=self.title, widget=widget)


class TextFilter(Filter):
    """A text."""

    def field(self) -> forms.Field:
        """Return the input."""
        return forms.CharField(required=False, label=self.title, widget=UnfoldAdminTextInputWidget)

    def shown(self) -> str | None:
        """Show what can be shown."""
        text = self.value()
        return text if text is None or is_storable(text) else None


class DayFilter(TextFilter):
    """A day, from which on or up to which, whole, by UTC."""

    column: ClassVar[str]
    is_last: ClassVar[bool] = False

    def condition(self, text: str) -> Q:
        """Return the condition on the date."""
        try:
            day = date.fromisoformat(text if DAY.match(text) else "")
        except ValueError as error:
            raise UnreadableError from error
        if self.is_last:
            return Q(**{f"{self.column}__lte": datetime.combine(day, time.max, UTC)})
        return Q(**{f"{self.column}__gte": datetime.combine(day, time.min, UTC)})

    def field(self) -> forms.Field:
        """Return the input of a day."""
        widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})
        return forms.CharField(required=False, label=self.title, widget=widget)
