"""The write path of templates of custom fields, each written together with its fields; it knows no customer's values.

A field's type stays: values are stored as its text. A field is switched off and not taken away, for the same reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from customers.models import CustomField, CustomFieldTemplate
from customers_api.core.constraints import problem_of
from customers_api.core.drafts import Caller, Draft
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import Resolved
from customers_api.core.validation import flaws_of
from customers_api.core.writing import RecordWriter

COLUMNS = ("name", "data_type", "is_active", "order")


@dataclass(frozen=True, slots=True)
class FieldValues:
    """A field as it is sent; ``id`` is ``None`` for a new one."""

    id: int | None
    name: str | None
    data_type: str | None
    is_active: bool
    order: int

    def columns(self) -> dict[str, Any]:
        """Return the columns of the row."""
        return {name: getattr(self, name) for name in COLUMNS}


class TemplateWriter(RecordWriter[CustomFieldTemplate]):
    """Writes templates. Value beside the columns: ``fields`` (of ``FieldValues``), which holds those to write."""

    model = CustomFieldTemplate
    required: ClassVar[tuple[str, ...]] = ("name",)
    never_empty: ClassVar[tuple[str, ...]] = ("name",)

    def facts(
        self, caller: Caller, values: Mapping[str, Any], links: Resolved, existing: CustomFieldTemplate | None
    ) -> Mapping[str, Any]:
        """Return the stored fields by id."""
        if existing is None or "fields" not in values:
            return {"stored": {}}
        rows = CustomField.objects.for_organization(caller.organization).filter(template=existing)
        return {"stored": {row.pk: row for row in rows}}

    def flaws(self, draft: Draft[CustomFieldTemplate]) -> Iterable[Flaw]:
        """Name what is wrong with fields, by their place in the list."""
        stored: Mapping[int, CustomField] = draft.facts["stored"]
        for index, field in enumerate(draft.values.get("fields", ())):
            place = f"fields[{index}]"
            if field.id is not None and field.id not in stored:
                raise Problem(ProblemCode.LINK_NOT_FOUND, f"{place}.name", key="id", value=field.id)
            for name, value in field.columns().items():
                if value in (None, ""):
                    raise Problem(ProblemCode.MISSING, f"{place}.{name}")
                yield from (
                    Flaw(f"{place}.{name}", flaw.rule, flaw.limit) for flaw in flaws_of(CustomField, name, value)
                )
            if field.id is not None and stored[field.id].data_type != field.data_type:
                yield Flaw(f"{place}.data_type", FlawRule.FIXED)
        self.refuse_same_names(draft)

    def refuse_same_names(self, draft: Draft[CustomFieldTemplate]) -> None:
        """Raise ``NOT_UNIQUE`` for the second field of a name."""
        stored: Mapping[int, CustomField] = draft.facts["stored"]
        sent = list(draft.values.get("fields", ()))
        replaced = {field.id for field in sent}
        taken = {row.name for key, row in stored.items() if key not in replaced}
        for index, field in enumerate(sent):
            if field.name in taken:
                raise Problem(ProblemCode.NOT_UNIQUE, f"fields[{index}].name")
            taken.add(field.name)

    def changes_beside(self, draft: Draft[CustomFieldTemplate], existing: CustomFieldTemplate) -> bool:
        """Tell whether a field is new or differs."""
        stored: Mapping[int, CustomField] = draft.facts["stored"]
        return any(field.id is None or differs(stored[field.id], field) for field in draft.values.get("fields", ()))

    def after_write(self, draft: Draft[CustomFieldTemplate], record: CustomFieldTemplate, *, created: bool) -> None:
        """Write the fields."""
        try:
            with transaction.atomic():
                self.write_fields(draft, record)
        except IntegrityError as error:
            raise problem_of(error, CustomField) from error

    def write_fields(self, draft: Draft[CustomFieldTemplate], record: CustomFieldTemplate) -> None:
        """Write those that are there first: a new field may take the name that another one gives up."""
        stored: Mapping[int, CustomField] = draft.facts["stored"]
        for field in sorted(draft.values.get("fields", ()), key=lambda field: field.id is None):
            if field.id is None:
                CustomField.objects.create(organization=draft.caller.organization, template=record, **field.columns())
            elif differs(stored[field.id], field):
                change(stored[field.id], field)


def change(row: CustomField, field: FieldValues) -> None:
    """Write a changed field."""
    changes = {**field.columns(), "version": row.version + 1, "last_updated": timezone.now()}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def differs(row: CustomField, field: FieldValues) -> bool:
    """Tell whether a stored field is another than the one that was sent."""
    return any(getattr(row, name) != value for name, value in field.columns().items())


template_writer = TemplateWriter()
