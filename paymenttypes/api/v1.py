"""Payment types and currencies in dialect v1."""

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from customers_api.api.filters import ReferenceFilters, TruthFilter
from customers_api.api.notes import Notes
from customers_api.api.parameters import Boolean, Double, Integer, Text
from customers_api.api.resources import Resource
from customers_api.api.viewsets import ResourceViewSet, routes
from customers_api.core.reading import ReadModel, column, computed, dates, organization_name
from customers_api.openapi import schemas
from paymenttypes.api.v1_answers import CURRENCY_ANSWERS, PAYMENT_TYPE_ANSWERS
from paymenttypes.models import Currency, PaymentType
from paymenttypes.services import SMALLEST_RATE, currency_writer, payment_type_writer

IS_DEFAULT = ExpressionWrapper(Q(reference=F("organization__currency")), output_field=BooleanField())


class ActiveFilters(ReferenceFilters):
    """Filters of records that can be switched off."""

    isActive = TruthFilter("isActive", "is_active")


PAYMENT_TYPES = Resource(
    path="paymentTypes",
    noun="payment type",
    protected_noun="type of payment",
    reading=ReadModel(
        model=PaymentType,
        keys=(
            column("id"),
            column("reference"),
            column("name"),
            column("isActive", "is_active"),
            organization_name(),
            *dates(),
        ),
    ),
    filters=ActiveFilters,
    writer=payment_type_writer,
    parameters=(Text("reference"), Text("name"), Boolean("isActive", "is_active")),
    notes=Notes(
        examples={"id": 7, "reference": "cash", "name": "Cash"}, creation={"reference": "voucher", "name": "Voucher"}
    ),
    answers=PAYMENT_TYPE_ANSWERS,
)

CURRENCIES = Resource(
    path="currencies",
    noun="currency",
    protected_noun="currency",
    reading=ReadModel(
        model=Currency,
        keys=(
            column("id"),
            column("reference"),
            column("name"),
            column("symbol"),
            column("digits"),
            column("exchangeRate", "exchange_rate"),
            computed("isDefault", IS_DEFAULT),
            column("isActive", "is_active"),
            *dates(),
        ),
    ),
    filters=ActiveFilters,
    writer=currency_writer,
    parameters=(
        Text("reference"),
        Text("name"),
        Text("symbol"),
        Integer("digits"),
        Double("exchangeRate", "exchange_rate"),
        Boolean("isActive", "is_active"),
    ),
    notes=Notes(
        examples={"id": 1, "reference": "EUR", "name": "Euro", "symbol": "€", "digits": 2, "exchangeRate": 1.0825},
        creation={"reference": "SEK", "exchangeRate": 11.25},
        sent={
            "reference": schemas.text(3, 3, pattern="^[A-Z]{3}$"),
            "exchangeRate": {"type": "number", "minimum": float(SMALLEST_RATE), "maximum": 9999999.99999999},
        },
    ),
    answers=CURRENCY_ANSWERS,
)


class PaymentTypeViewSet(ResourceViewSet):
    """The ways to pay."""

    resource = PAYMENT_TYPES


class CurrencyViewSet(ResourceViewSet):
    """The currencies with their exchange rates."""

    resource = CURRENCIES


urlpatterns = routes(PaymentTypeViewSet) + routes(CurrencyViewSet)
