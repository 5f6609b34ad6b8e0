"""What the demo world answers to the examples of payment types and currencies in dialect v1."""

from customers_api.api.notes import Answers
from customers_api.openapi.answered import DEMO_DATES, NEW_DATES

ORGANIZATION = "entity1"
PAYMENT_TYPE_ANSWERS = Answers(
    shown={
        "id": 7,
        "reference": "cash",
        "name": "cash",
        "isActive": True,
        "organization": ORGANIZATION,
        **DEMO_DATES,
    },
    created={
        "id": 11,
        "reference": "voucher",
        "name": "Voucher",
        "isActive": True,
        "organization": ORGANIZATION,
        **NEW_DATES,
    },
    further=("coupon", "token"),
)
CURRENCY_ANSWERS = Answers(
    shown={
        "id": 1,
        "reference": "EUR",
        "name": "Euro",
        "symbol": "€",
        "digits": 2,
        "exchangeRate": 1,
        "isDefault": True,
        "isActive": True,
        **DEMO_DATES,
    },
    created={
        "id": 5,
        "reference": "SEK",
        "name": "Swedish Krona",
        "symbol": "SEK",
        "digits": 2,
        "exchangeRate": 11.25,
        "isDefault": False,
        "isActive": True,
        **NEW_DATES,
    },
    # Only what ISO 4217 knows can be a currency.
    further=("NOK", "DKK"),
)
