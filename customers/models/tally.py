"""How many customers an organization has of each kind, counted while they are written instead of when one asks."""

from typing import ClassVar

from django.db import models

from customers_api.core.tenancy import LockedRecord, TenantQuerySet


class CustomerTally(LockedRecord):
    """A number of customers that the facts hold for; the sum over an organization's rows is the truth of this moment.

    PostgreSQL's triggers on the table of customers write the rows (migration ``0007_count_customers``): one with all
    facts for a customer that came (+1) or went (-1), and now and then one for each fact in place of several rows. No
    row is ever changed, so writers never wait for each other. SQLite has no such triggers, and no rows.

    ``facts`` are words of ``customers.tally_facts`` with blanks between them.
    """

    # No foreign key in the database: it would look the organization up for each write, after the customer's own has.
    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    facts = models.TextField()
    customers = models.BigIntegerField()
    is_folded = models.BooleanField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "customer tallies"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "is_folded", "facts"], name="customertally_facts"),
        ]

    def __str__(self) -> str:
        return f"{self.facts}: {self.customers}"
