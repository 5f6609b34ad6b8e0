"""A form that judges nothing itself: what was typed goes to the write path, whose problem comes back beside its field.

It knows Django's forms and the core's values; it knows no resource.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from customers_api.back_office.words import sentences
from customers_api.core.drafts import Incoming
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import ById

# The version that the form was opened with, sent back so that nobody overwrites what another has changed meanwhile.
OPENED_VERSION = "opened_version"


if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm


class FormAsShown(Form):
    """A form that knows what somebody has changed."""

    @cached_property
    def changed_data(self) -> list[str]:
        """Return the fields that somebody has changed: what a browser does to texts by itself does not count."""
        return [name for name in super().changed_data if not self.is_as_shown(name)]

    def is_as_shown(self, name: str) -> bool:
        """Tell whether a text came back as the page has shown it."""
        shown = self[name].initial
        sent = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if not (isinstance(shown, str) and isinstance(sent, str)):
            return False
        is_area = isinstance(self.fields[name].widget, forms.Textarea)
        return as_sent_back(shown, in_lines=is_area) == as_sent_back(sent, in_lines=is_area)


class RecordForm(FormAsShown):
    """A form of one record.

    ``problem`` is what the write path refused the same values for, a moment ago: the form is then invalid and says so.
    ``places`` tells beside which form field the problem of a core's field is shown, where the names differ.
    ``lists`` are the core's names of the lists whose rows stand below the form, and show their problems there.
    """

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    problem: ClassVar[Problem | None] = None
    places: ClassVar[Mapping[str, str]] = {}
    lists: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if OPENED_VERSION in self.fields and self.instance.pk is not None:
            self.initial[OPENED_VERSION] = self.instance.version

    def _post_clean(self) -> None:
        """Neither build nor judge a record: the write path does both."""
        problem = self.problem or self.overtaken()
        for place, text in sentences(problem) if problem is not None else ():
            if (place or "").partition("[")[0] not in self.lists:
                name = self.place_of(place)
                self.add_error(name, text if name or not place else f"{place}: {text}")

    def overtaken(self) -> Problem | None:
        """Return the problem that somebody else was faster; the write path asks again, under its lock."""
        version = self.cleaned_data.get(OPENED_VERSION)
        is_other = self.instance.pk is not None and version not in (None, self.instance.version)
        return Problem(ProblemCode.PRECONDITION_FAILED) if is_other else None

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
    # Browsers send line breaks as those of old teletypes.
    return (value.replace("\r\n", "\n") or None) if isinstance(value, str) else value


def as_sent_back(text: str, *, in_lines: bool) -> str:
    """Return what a browser sends of a text that it was shown: one line has no breaks; blanks around are cut off."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (lines if in_lines else lines.replace("\n", "")).strip()
