"""What every organization begins with: its root category, its currency and the standard payment types.

It stands above the apps that these records belong to, and knows no HTTP.
"""

from django.db import transaction

from customers.models import Category
from customers_api.core.models import ReferenceModel
from organizations.models import Organization
from organizations.services import demand_currency, organization_create
from paymenttypes.models import Currency, PaymentType
from paymenttypes.services import STANDARD_PAYMENT_TYPES


def organization_set_up(
    *, name: str, currency: str = "EUR", group: str | None = None, region_level: int | None = None
) -> tuple[Organization, list[ReferenceModel]]:
    """Create an organization with its standard records; return both."""
    with transaction.atomic():
        organization = organization_create(name=name, currency=currency, group=group, region_level=region_level)
        records = standard_records(organization)
        for record in records:
            record.save(force_insert=True)
    return organization, records


def standard_records(organization: Organization) -> list[ReferenceModel]:
    """Return the records, not yet saved: the root category first, then the currency, then the payment types."""
    currency = demand_currency(organization.currency)
    return [
        Category(organization=organization, reference="root", name="Root"),
        Currency(
            organization=organization,
            reference=currency.code,
            name=currency.name,
            symbol=currency.symbol,
            digits=currency.digits,
            exchange_rate=1,
        ),
        *(
            PaymentType(organization=organization, reference=reference, name=reference, is_standard=True)
            for reference in STANDARD_PAYMENT_TYPES
        ),
    ]
