"""Regions: a tree of places that customers are assigned to; they know no customer."""

from typing import ClassVar

from django.db import models

from customers_api.core.fields import folded, optional_text
from customers_api.core.models import ReferenceModel


class Region(ReferenceModel):
    """A place; ``level`` counts from 1 at the top and is derived from the tree. Its reference is optional."""

    reference = optional_text()  # type: ignore[assignment]
    reference_folded = folded("reference")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", db_index=False
    )
    level = models.PositiveSmallIntegerField(default=1)
    position = models.IntegerField(null=True, blank=True)

    class Meta(ReferenceModel.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ReferenceModel.Meta.indexes,
            models.Index(fields=["organization", "parent"], name="%(class)s_parent"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ReferenceModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(level__gte=1), name="region_level_positive"),
        ]
