"""On which terms customers buy: limits, balances, days to pay, risks; it knows amounts, and no database."""

from decimal import Decimal
from math import exp, log10
from typing import Any

from customers.generation import shares
from customers.generation.chance import Random, Weighted, bell, happens, pick
from customers.generation.plan import Money

Values = dict[str, Any]

# Columns have 15 digits, 3 of them decimals.
LARGEST = 10**12 - 1
_DUE_DAYS = Weighted((0, 7, 10, 14, 30, 45, 60, 90), (6, 6, 8, 16, 40, 12, 9, 3))
_RULES = Weighted(("days_after_invoice_date", "days_after_end_of_invoice_month"), (7, 3))
_RISKS = Weighted((("low", "#2E9E5B"), ("medium", "#E0A100"), ("high", "#D64545")), (62, 27, 11))
_REASONS = (
    "Two invoices are overdue.",
    "The credit limit is exceeded.",
    "The bank has returned a cheque.",
    "The address cannot be reached.",
    "A complaint is being looked into.",
    "The credit insurer has withdrawn its cover.",
    "Insolvency proceedings were opened.",
)
_COMMENTS = (
    "Closed in August.",
    "Deliver before 10 a.m.",
    "Ring at the back door.",
    "Wants one invoice a month.",
    "Prefers to be called.",
    "Asked for the new catalogue.",
    "Moved here in spring.",
    "Order number on each invoice, please.",
    "Met at the trade fair.",
    "Pays early for a discount.",
    "No deliveries on Fridays.",
    "Belongs to the buying group since last year.",
)


def amount(value: float, money: Money) -> Decimal:
    """Return an amount as the currency writes it."""
    units: int = 10 ** min(money.digits, 3)
    whole = Decimal(int(min(max(value, -LARGEST), LARGEST) * units))
    return whole / Decimal(units)


def limit(random: Random, money: Money, scale: float) -> Decimal:
    """Return a credit limit: most are small, a few very large, all round."""
    value = min(scale * exp(1.1 * bell(random)) * money.rate, LARGEST)
    step = 10 ** max(int(log10(max(value, 1))) - 1, 0)
    return Decimal(int(value // step) * step)


def credit(random: Random, money: Money, share: float, scale: float) -> Values:
    """Return currency, credit limit and balance; one balance in some twenty-five is above its limit."""
    values: Values = {"currency_id": money.id}
    highest = limit(random, money, scale) if happens(share, random) else None
    if highest is not None:
        values |= {"credit_limit": highest, "is_credit": True}
    if happens(shares.BALANCE, random):
        values["balance"] = balance(random, money, highest)
    return values


def balance(random: Random, money: Money, highest: Decimal | None) -> Decimal:
    """Return what a customer owes: mostly a part of its limit, sometimes nothing, or less than that."""
    if happens(shares.PAID_UP, random):
        return Decimal(0)
    if highest is None:
        owed = exp(5.5 + 1.2 * bell(random)) * money.rate
    else:
        owed = exp(0.75 * bell(random) - 1.3) * float(highest)
    return amount(-owed / 10 if happens(shares.OVERPAID, random) else owed, money)


def conditions(random: Random) -> Values:
    """Return when a customer pays, and what is given for it."""
    values: Values = {}
    if happens(shares.DUE_DATE, random):
        days, rule = _DUE_DAYS.draw(random), _RULES.draw(random)
        values |= {"due_days": days, "due_date_rule": rule, "payment_term": f"{days} days" if days else "at once"}
    if happens(shares.CHEQUES, random):
        values |= {
            "max_cheque_period": pick((30, 60, 90), random),
            "max_cheque_value": Decimal(int(random() * 50 + 1) * 100),
        }
    if happens(shares.DISCOUNT, random):
        values |= {"return_discount": Decimal(int(random() * 20 + 1)) / 2, "invoices_per_route": int(random() * 5) + 1}
    return values


def standing(random: Random) -> Values:
    """Return what is thought of a customer: active or not, on hold, at risk; and a word about one in twelve."""
    values: Values = {"is_active": not happens(shares.INACTIVE, random)}
    if happens(shares.ON_HOLD, random):
        values |= {"on_hold": True, "on_hold_reason": pick(_REASONS, random)}
    if happens(shares.RATED, random):
        values["risk"], values["risk_color"] = _RISKS.draw(random)
    if happens(shares.COMMENTED, random):
        values["comment"] = pick(_COMMENTS, random)
    return values
