"""The people behind a customer."""

from typing import ClassVar

from django.db import models

from customers_api.core.fields import optional_text
from customers_api.core.models import TenantModel


class ContactKind(models.TextChoices):
    """What a contact is asked about."""

    ACCOUNT_MANAGEMENT = "account_management"
    BILLING = "billing"
    EXECUTIVE = "executive"
    SALES = "sales"
    SUPPORT = "support"
    TECHNICAL = "technical"


class Contact(TenantModel):
    """A person at a customer; ``position`` is the place among the customer's contacts, from 0."""

    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.CASCADE, related_name="contacts", db_index=False
    )
    position = models.PositiveIntegerField(default=0)
    first_name = optional_text()
    last_name = optional_text()
    job_title = optional_text()
    kind = models.CharField(max_length=20, choices=ContactKind, null=True, blank=True)  # noqa: DJ001
    phone = optional_text()
    phone2 = optional_text()
    mobile = optional_text()
    fax = optional_text()
    email = optional_text(320)
    comment = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
    country = optional_text()
    city = optional_text()
    postal_code = optional_text()
    address = optional_text()
    is_decision_maker = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *TenantModel.Meta.indexes,
            models.Index(fields=["organization", "customer", "position", "id"], name="contact_position"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)
