"""Templates of the fields that an organization adds to its customers."""

from typing import ClassVar

from django.db import models

from customers_api.core.models import TenantModel


class DataType(models.TextChoices):
    """How the value of a custom field is written."""

    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class CustomFieldTemplate(TenantModel):
    """A named set of custom fields."""

    name = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "name"], name="customfieldtemplate_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomField(TenantModel):
    """One field of a template; ``order`` is its place in it."""

    template = models.ForeignKey(CustomFieldTemplate, on_delete=models.CASCADE, related_name="fields", db_index=False)
    name = models.CharField(max_length=255)
    data_type = models.CharField(max_length=10, choices=DataType)
    is_active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "template", "name"], name="customfield_name_unique"),
            models.CheckConstraint(
                condition=models.Q(data_type__in=DataType.values), name="customfield_data_type_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
