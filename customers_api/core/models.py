"""What every record of an organization has; it knows columns and their constraints, and no resource in particular."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from customers_api.core.counting import CountedQuerySet
from customers_api.core.fields import folded
from customers_api.core.tenancy import LockedRecord


class TenantModel(LockedRecord):
    """A record that belongs to one organization.

    ``version`` counts the changes, from 1. Dates are UTC, to the microsecond. ``organization`` stands first in every
    unique key and list index, so that the tables can be distributed by it.
    """

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    date_created = models.DateTimeField(default=timezone.now)
    last_updated = models.DateTimeField(default=timezone.now)

    objects = CountedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What a composite foreign key points at.
            models.UniqueConstraint(fields=["organization", "id"], name="%(class)s_id_unique"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "date_created", "id"], name="%(class)s_created"),
            models.Index(fields=["organization", "last_updated", "id"], name="%(class)s_updated"),
        ]


class ReferenceModel(TenantModel):
    """A record with a name, known to its organization's other systems by a reference of their own."""

    reference = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    reference_folded = folded("reference")
    name_folded = folded("name")

    class Meta(TenantModel.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "reference"], name="%(class)s_reference_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})" if self.reference else self.name
