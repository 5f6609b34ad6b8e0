"""Custom fields in the form of a customer: an input of its type for each one; it knows no rule of their values."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
)

from customers.custom_fields import CustomValue, Field, Template, load_templates, shown_value
from customers.models import Customer, DataType

PREFIX = "custom_"


def template_of(customer: Customer | None) -> Template | None:
    """Return the template that a customer has now."""
    if customer is None or customer.template_id is None:
        return None
    return load_templates(customer.organization_id, [customer.template_id]).get(customer.template_id)


def input_name(field: Field) -> str:
    """Return the name of the input of a custom field."""
    return f"{PREFIX}{field.id}"


def inputs_of(template: Template | None, stored: Mapping[str, str]) -> dict[str, forms.Field]:
    """Return the inputs of the fields that can be written, by their names, in the order of the template."""
    fields = template.fields if template is not None else ()
    return {input_name(field): input_of(field, stored.get(str(field.id))) for field in fields if field.is_active}


def input_of(field: Field, stored: str | None) -> forms.Field:
    """Return the input of one field; how long or how large a value may be is the write path's matter."""
    options: dict[str, Any] = {
        "label": field.name,
        "required": False,
        "initial": None if stored is None else shown_value(field.data_type, stored),
    }
    if field.data_type == DataType.MONEY:
        return forms.DecimalField(widget=UnfoldAdminDecimalFieldWidget(attrs={"step": "0.01"}), **options)
    if field.data_type == DataType.NUMBER:
        return forms.IntegerField(widget=UnfoldAdminIntegerFieldWidget, **options)
    if field.data_type == DataType.DATE:
        return forms.DateField(widget=UnfoldAdminSingleDateWidget, **options)
    return forms.CharField(widget=UnfoldAdminTextInputWidget, empty_value=None, **options)


def sent_custom_values(template: Template, sent: Mapping[str, Any], stored: Mapping[str, str]) -> Iterator[CustomValue]:
    """Yield the whole list of values, each with the name of its input as its place; ``sent`` are those that changed."""
    for field in template.fields:
        name, text = input_name(field), stored.get(str(field.id))
        if name in sent:
            value = sent[name]
            yield CustomValue(field.id, value.isoformat() if isinstance(value, date) else value, name, name)
        elif field.is_active and text is not None:
            yield CustomValue(field.id, shown_value(field.data_type, text), name, name)


def stored_values(customer: Customer, template: Template | None) -> Iterator[tuple[Field, str]]:
    """Yield the fields that a customer has a value of."""
    for field in template.fields if template is not None else ():
        if str(field.id) in customer.custom_values:
            yield field, customer.custom_values[str(field.id)]


def values_to_read(customer: Customer, template: Template | None, *, active: bool) -> SafeString | str:
    """Return the values of the fields that are in use, or of those that were switched off, as a list to read."""
    shown = [(field.name, text) for field, text in stored_values(customer, template) if field.is_active is active]
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", shown)
    return format_html('<dl class="custom-values">{}</dl>', rows) if shown else "-"
