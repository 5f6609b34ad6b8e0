"""The tree of customer categories."""

from typing import ClassVar

from django.db import models

from customers_api.core.fields import optional_text
from customers_api.core.models import ReferenceModel


class Category(ReferenceModel):
    """A kind of customer. A category without a parent is a root; the oldest root is the default of customers."""

    description = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", db_index=False
    )
    image = optional_text()
    image_digest = optional_text(64)

    class Meta(ReferenceModel.Meta):
        verbose_name_plural = "categories"
        indexes: ClassVar[list[models.Index]] = [
            *ReferenceModel.Meta.indexes,
            models.Index(fields=["organization", "parent"], name="%(class)s_parent"),
        ]
