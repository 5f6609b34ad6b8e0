"""Payment types and currencies of an organization; they know no customer."""

from typing import ClassVar

from django.db import models

from customers_api.core.models import ReferenceModel


class PaymentType(ReferenceModel):
    """A way to pay. The standard ones exist in every organization and are never deleted."""

    is_active = models.BooleanField(default=True)
    is_standard = models.BooleanField(default=False, editable=False)


class Currency(ReferenceModel):
    """A currency that an organization uses; ``reference`` is its ISO 4217 code.

    ``exchange_rate`` is the price of one unit of the organization's currency in this one; a currency without it is
    not configured, and no customer can be given it.
    """

    symbol = models.CharField(max_length=16)
    digits = models.PositiveSmallIntegerField(default=2)
    exchange_rate = models.DecimalField(max_digits=15, decimal_places=8, null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta(ReferenceModel.Meta):
        verbose_name_plural = "currencies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ReferenceModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(exchange_rate__gt=0), name="currency_exchange_rate_positive"),
        ]
