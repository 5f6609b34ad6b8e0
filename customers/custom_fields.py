"""Values of custom fields: typed as their field demands, kept exactly, as text.

It knows templates, fields and types; it knows no wire name and no HTTP. Amounts are text in the store because
SQLite's decimals are not exact at their seventeen digits.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from customers.models import Customer, CustomFieldTemplate, DataType
from customers_api.core.drafts import Draft
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import LARGEST_ID, ById
from customers_api.core.text import is_storable
from customers_api.core.validation import decimals_of

LARGEST_MONEY = Decimal("999999999999999.00")
MONEY_DECIMALS = 2
LARGEST_NUMBER = 999_999_999_999_999
LONGEST_TEXT = 50
NUMERIC = re.compile(r"[+-]?([0-9]{1,100}(\.[0-9]{0,100})?|\.[0-9]{1,100})\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class CustomValue:
    """A value as it was sent for the field of an id or a name; the two places are what the sender calls them.

    One that ``is_stored`` was so before it was sent: its field may have been switched off since.
    """

    field: int | str
    value: object
    field_place: str = "custom_values"
    value_place: str = "custom_values"
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A template by its name, of a customer that had it before: it may have been switched off since."""

    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template."""

    id: int
    name: str
    data_type: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template with its fields in their order."""

    id: int
    name: str
    is_active: bool
    fields: tuple[Field, ...]

    def field(self, key: int | str) -> Field | None:
        """Return the field of an id or of a name."""
        return next((field for field in self.fields if key == (field.id if isinstance(key, int) else field.name)), None)


TemplateKey = int | StoredTemplate


def load_templates(organization_id: int, keys: Iterable[TemplateKey]) -> dict[int, Template]:
    """Return templates of an organization by id, in one statement."""
    wanted = set(keys)
    ids = [key for key in wanted if isinstance(key, int) and 0 <= key <= LARGEST_ID]
    names = [key.name for key in wanted if isinstance(key, StoredTemplate) and is_storable(key.name)]
    if not ids and not names:
        return {}
    rows = (
        CustomFieldTemplate.objects.for_organization(organization_id)
        .filter(Q(pk__in=ids) | Q(name__in=names))
        .order_by("pk", "fields__order", "fields__pk")
        .values_list("pk", "name", "is_active", "fields__pk", "fields__name", "fields__data_type", "fields__is_active")
    )
    templates: dict[int, Template] = {}
    for key, name, is_active, *columns in rows:
        field: Any = columns
        fields = templates[key].fields if key in templates else ()
        templates[key] = Template(key, name, is_active, fields if field[0] is None else (*fields, Field(*field)))
    return templates


def wanted_template(values: Mapping[str, Any], existing: Customer | None) -> TemplateKey | None:
    """Return the id of the template that the customer will have, or what names it."""
    if "template" not in values:
        return existing.template_id if existing is not None else None
    pointer: ById | StoredTemplate | None = values["template"]
    return pointer.value if isinstance(pointer, ById) else pointer


def plan_custom_fields(draft: Draft[Customer], templates: Mapping[int, Template]) -> None:
    """Plan the template and the values. A list of values is whole: active fields that it leaves out are cleared."""
    if not {"template", "custom_values"} & draft.values.keys():
        return
    template = template_after(draft, templates)
    sent: Iterable[CustomValue] = draft.values.get("custom_values") or ()
    if template is None:
        if sent:
            raise Problem(ProblemCode.MISSING, "template")
        draft.changes |= {"template_id": None, "custom_values": {}}
        return
    draft.changes["template_id"] = template.id
    stored = draft.existing if draft.existing is not None and draft.existing.template_id == template.id else None
    if stored is None or "custom_values" in draft.values:
        draft.changes["custom_values"] = kept_values(template, stored) | typed_values(template, sent)


def template_after(draft: Draft[Customer], templates: Mapping[int, Template]) -> Template | None:
    """Return the template as it will stand; one that was switched off stays only where it is."""
    key = wanted_template(draft.values, draft.existing)
    if key is None:
        return None
    if isinstance(key, StoredTemplate):
        return demand_template(next((found for found in templates.values() if found.name == key.name), None), key)
    template = demand_template(templates.get(key), key)
    if not template.is_active and (draft.existing is None or draft.existing.template_id != key):
        raise Problem.invalid(Flaw("template", FlawRule.INACTIVE))
    return template


def demand_template(template: Template | None, key: TemplateKey) -> Template:
    """Return the template, or raise that there is none."""
    if template is not None:
        return template
    if isinstance(key, StoredTemplate):
        raise Problem(ProblemCode.LINK_NOT_FOUND, "template", key="name", value=key.name)
    raise Problem(ProblemCode.LINK_NOT_FOUND, "template", key="id", value=key)


def kept_values(template: Template, stored: Customer | None) -> dict[str, str]:
    """Return the stored values of fields that were switched off: nobody can write those."""
    if stored is None:
        return {}
    inactive = {str(field.id) for field in template.fields if not field.is_active}
    return {key: text for key, text in stored.custom_values.items() if key in inactive}


def typed_values(template: Template, sent: Iterable[CustomValue]) -> dict[str, str]:
    """Return what is stored of the values as sent; an empty one is not stored."""
    texts: dict[str, str] = {}
    named: set[int] = set()
    for entry in sent:
        field = template.field(entry.field)
        if field is None:
            key = "id" if isinstance(entry.field, int) else "name"
            raise Problem(ProblemCode.LINK_NOT_FOUND, entry.field_place, key=key, value=entry.field)
        if not field.is_active and not entry.is_stored:
            raise Problem.invalid(Flaw(entry.field_place, FlawRule.INACTIVE))
        if field.id in named:
            raise Problem.invalid(Flaw(entry.field_place, FlawRule.REPEATED))
        named.add(field.id)
        if entry.value is not None and entry.value != "":
            texts[str(field.id)] = typed_text(field.data_type, entry.value, entry.value_place)
    return texts


def typed_text(data_type: str, value: object, place: str) -> str:
    """Return the text that is stored of a value, or raise what is wrong with it."""
    result = {
        DataType.MONEY: money_text,
        DataType.NUMBER: number_text,
        DataType.DATE: date_text,
        DataType.TEXT: plain_text,
    }[DataType(data_type)](value)
    if isinstance(result, str):
        return result
    rule, limit = result
    raise Problem.invalid(Flaw(place, rule, limit))


Broken = tuple[FlawRule, int | str | None]


def money_text(value: object) -> str | Broken:
    """Return an amount with two decimals; it may come as a number or as the text of one."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not is_number and not (isinstance(value, str) and NUMERIC.match(value)):
        return FlawRule.BAD_FORMAT, DataType.MONEY.value
    amount = Decimal(str(value))
    if amount < 0:
        return FlawRule.TOO_SMALL, 0
    if amount > LARGEST_MONEY:
        return FlawRule.TOO_LARGE, f"{LARGEST_MONEY:f}"
    if decimals_of(amount) > MONEY_DECIMALS:
        return FlawRule.TOO_MANY_DECIMALS, MONEY_DECIMALS
    return f"{abs(amount):.2f}"


def number_text(value: object) -> str | Broken:
    """Return a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        return FlawRule.BAD_FORMAT, DataType.NUMBER.value
    if value < -LARGEST_NUMBER:
        return FlawRule.TOO_SMALL, -LARGEST_NUMBER
    return str(value) if value <= LARGEST_NUMBER else (FlawRule.TOO_LARGE, LARGEST_NUMBER)


def date_text(value: object) -> str | Broken:
    """Return a real day of the calendar."""
    if isinstance(value, str) and DAY.match(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    return FlawRule.BAD_FORMAT, DataType.DATE.value


def plain_text(value: object) -> str | Broken:
    """Return a text."""
    if not isinstance(value, str):
        return FlawRule.BAD_FORMAT, DataType.TEXT.value
    if len(value) > LONGEST_TEXT:
        return FlawRule.TOO_LONG, LONGEST_TEXT
    return value if is_storable(value) else (FlawRule.NOT_STORABLE, None)


def shown_value(data_type: str, text: str) -> Decimal | int | str:
    """Return a stored value in its type."""
    if data_type == DataType.MONEY:
        return Decimal(text)
    return int(text) if data_type == DataType.NUMBER else text
