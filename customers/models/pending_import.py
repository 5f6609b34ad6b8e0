"""A file of customers that somebody has uploaded and not decided on yet."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from customers_api.core.tenancy import LockedRecord, TenantQuerySet


class PendingImport(LockedRecord):
    """The one file that a user has uploaded into an organization to look at what it would change.

    It is in the database because the next request may be answered by another process, on another machine.
    """

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # The user's id, and no link, which would stay in the organization: who acts for a group uploads into all of it.
    owner = models.BigIntegerField()
    name = models.CharField(max_length=255)
    file_format = models.CharField(max_length=10)
    content = models.BinaryField()
    uploaded = models.DateTimeField(default=timezone.now)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "owner"], name="pendingimport_owner_unique"),
        ]

    def __str__(self) -> str:
        return self.name
