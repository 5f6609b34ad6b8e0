"""A form that judges nothing itself: what was typed goes to the write path, whose problem comes back beside its field.

It knows Django's forms and the core's values; it knows no resource.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from customers_api.back_office.words import sentences
from customers_api.core.drafts import Incoming
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Problem
from customers_api.core.references import ById

# The version that the form was opened with, sent back so that nobody overwrites what another has changed meanwhile.
OPENED_VERSION = "opened_version"


if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm


class RecordForm(Form):
    """A form of one record.

    ``problem`` is what the write path refused the same values for, a moment ago: the form is then invalid and says so.
    ``places`` tells beside which form field the problem of a core's field is shown, where the names differ.
    """

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    problem: ClassVar[Problem | None] = None
    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if OPENED_VERSION in self.fields and self.instance.pk is not None:
            self.initial[OPENED_VERSION] = self.instance.version

    def _post_clean(self) -> None:
        """Neither build nor judge a record: the write path does both."""
        for place, text in sentences(self.problem) if self.problem is not None else ():
            name = self.place_of(place)
            self.add_error(name, text if name or not place else f"{place}: {text}")

    def place_of(self, field: str | None) -> str | None:
        """Return the form field beside which a core's field is shown; ``None`` puts the sentence above the form."""
        name = self.places.get(field or "", field)
        return name if name in self.fields else None

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Return the record as it is: the write path writes it."""
        self.save_m2m = self._save_m2m  # type: ignore[method-assign]
        return self.instance

    def _save_m2m(self) -> None:
        """Write nothing: the write path writes the links too."""

    # --- what the write path is given --------------------------------------------------------------------------

    def incoming(self) -> Incoming:
        """Return the values that were changed, or for a new record all that were filled in."""
        return Incoming(dict(self.sent_values()))

    def sent_values(self) -> Iterator[tuple[str, Any]]:
        """Yield the values by the core's names."""
        for name in self.changed_data:
            if name != OPENED_VERSION:
                yield name, core_value(self.fields[name], self.cleaned_data[name])

    def precondition(self) -> Precondition:
        """Demand the version that the form was opened with."""
        version: int | None = self.cleaned_data.get(OPENED_VERSION)
        if version is None:
            return ANY_STATE
        return Precondition(wanted=frozenset({version}))


def core_value(field: forms.Field, value: Any) -> Any:
    """Return what a form field holds as the core takes it: a chosen record as its id, nothing as ``None``."""
    if isinstance(field, ModelMultipleChoiceField):
        return [ById(record.pk) for record in value]
    if isinstance(field, ModelChoiceField) and isinstance(value, models.Model):
        return ById(value.pk)
    return None if value == "" else value
