"""The write path of payment types and currencies."""

from decimal import Decimal

from customers_api.core.drafts import Caller, Draft
from customers_api.core.iso_currencies import find_currency
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import LinkTarget
from customers_api.core.writing import RecordWriter
from paymenttypes.models import Currency, PaymentType

PAYMENT_TYPE = LinkTarget("paymenttypes.PaymentType")
# The fact: whether customers can be given the currency.
CURRENCY = LinkTarget(
    "paymenttypes.Currency", fact="CASE WHEN exchange_rate IS NOT NULL AND is_active THEN 1 ELSE 0 END"
)
STANDARD_PAYMENT_TYPES = ("cash", "cheque", "credit_card")
SMALLEST_RATE = Decimal("0.00000001")


class PaymentTypeWriter(RecordWriter[PaymentType]):
    """Writes payment types."""

    model = PaymentType

    def deletion_problem(self, caller: Caller, record: PaymentType) -> Problem | None:
        """Keep the standard payment types, whatever they are called by now."""
        return Problem(ProblemCode.DELETE_PROTECTED) if record.is_standard else None


class CurrencyWriter(RecordWriter[Currency]):
    """Writes currencies; what a caller leaves out comes from ISO 4217."""

    model = Currency
    required = ("reference",)

    def plan(self, draft: Draft[Currency]) -> None:
        """Fill in name, symbol and digits; keep the organization's own currency at the rate 1."""
        super().plan(draft)
        changes = draft.changes
        known = find_currency(draft.sent_or_stored("reference"))
        if known is None or known.code != draft.sent_or_stored("reference"):
            raise Problem.invalid(Flaw("reference", FlawRule.BAD_FORMAT, "an ISO 4217 code"))
        for name, default in (("name", known.name), ("symbol", known.symbol), ("digits", known.digits)):
            if changes.get(name, draft.sent_or_stored(name)) in (None, "") or (
                name in draft.values and draft.values[name] is None
            ):
                changes[name] = default
        if changes.get("exchange_rate") is not None and changes["exchange_rate"] < SMALLEST_RATE:
            raise Problem.invalid(Flaw("exchange_rate", FlawRule.TOO_SMALL, f"{SMALLEST_RATE:f}"))
        self.keep_default(draft)

    def keep_default(self, draft: Draft[Currency]) -> None:
        """Refuse what would leave the organization without its own currency."""
        stored = draft.existing
        if stored is None or stored.reference != draft.caller.organization.currency:
            return
        fixed = {"reference": stored.reference, "exchange_rate": Decimal(1), "is_active": True}
        flaws = [Flaw(name, FlawRule.FIXED) for name, value in fixed.items() if draft.changes.get(name, value) != value]
        if flaws:
            raise Problem.invalid(*flaws)

    def deletion_problem(self, caller: Caller, record: Currency) -> Problem | None:
        """Keep the organization's own currency."""
        is_default = record.reference == caller.organization.currency
        return Problem(ProblemCode.DELETE_PROTECTED) if is_default else None


payment_type_writer = PaymentTypeWriter()
currency_writer = CurrencyWriter()
