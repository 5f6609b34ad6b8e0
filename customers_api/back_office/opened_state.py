"""Forms of what has no version to send back: they are refused where somebody has changed what they show meanwhile.

For users, organizations and the like, which Django's own forms write. It knows forms, and none of their models.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from unfold.admin import ModelAdmin

from customers_api.back_office.words import SENTENCES
from customers_api.core.problems import ProblemCode

OPENED_STATE = "opened_state"

if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm


class OpenedStateForm(Form):
    """A form of a record that tells, when it comes back, which values it was opened with."""

    opened_state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial[OPENED_STATE] = self.state()

    def state(self) -> str:
        """Return a digest of the stored values that the form can change; it tells nothing of them."""
        changeable = [name for name, field in self.fields.items() if not field.disabled and name != "password"]
        values = model_to_dict(self.instance, changeable)
        return salted_hmac(OPENED_STATE, repr(sorted(values.items())), algorithm="sha256").hexdigest()

    def clean(self) -> Any:
        """Refuse what was opened before somebody else has saved."""
        cleaned = super().clean()
        opened = self.cleaned_data.get(OPENED_STATE)
        if self.instance.pk is not None and opened not in ("", None, self.initial[OPENED_STATE]):
            raise ValidationError(SENTENCES[ProblemCode.PRECONDITION_FAILED])
        return cleaned


class OpenedStateAdmin(ModelAdmin):  # type: ignore[misc]
    """Pages whose form is an ``OpenedStateForm``."""

    form = OpenedStateForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Send the state along with the form of a record that is there."""
        sections = list(self.sections(request, obj))
        if obj is None or not self.has_change_permission(request, obj):
            return sections
        title, first = sections[0]
        names = [name for name in first["fields"] if name != OPENED_STATE]
        return [(title, {**first, "fields": [*names, OPENED_STATE]}), *sections[1:]]

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Return the sections of the page."""
        return super().get_fieldsets(request, obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record, locked if it is about to be written: what is judged is what is written over."""
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST" or not connection.in_atomic_block:
            return record
        try:
            record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update())
        except ObjectDoesNotExist:
            return None
        return record
