"""The pages of templates of custom fields, each with its fields; what they may be is the writer's matter."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from customers.field_templates import FieldValues, template_writer
from customers.models import CustomField, CustomFieldTemplate
from customers_api.back_office.duties import Duty
from customers_api.back_office.inlines import RowsInline
from customers_api.back_office.record_admin import RecordAdmin
from customers_api.core.drafts import Incoming


class FieldsInline(RowsInline):
    """The fields; one that is not needed any more is switched off, since customers hold values of it."""

    model = CustomField
    list_name = "fields"
    duty = Duty.ADMINISTER
    fields = ("name", "data_type", "order", "is_active")
    ordering = ("order", "pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what customers hold values of."""
        return False


@admin.register(CustomFieldTemplate)
class CustomFieldTemplateAdmin(RecordAdmin):
    """Templates of custom fields, for administrators."""

    duty = Duty.ADMINISTER
    writer = template_writer
    inlines = (FieldsInline,)
    list_display = ("name", "is_active", "last_updated")
    list_filter = ("is_active",)
    search_fields = ("name",)
    ordering = ("name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "is_active")}),)

    def incoming(self, form: Any, formsets: Iterable[Any]) -> Incoming:
        """Return the template with its fields."""
        values = dict(form.incoming().values)
        for formset in formsets:
            if formset.changes():
                values["fields"] = [FieldValues(id=row.instance.pk, **row.values()) for row in formset.sent()]
        return Incoming(values)
