"""The form of a customer: what it shows and sends, by the core's names; it knows no rule of a customer."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldBooleanSwitchWidget

from customers.admin.countries import CountryField
from customers.admin.custom_fields import PREFIX, sent_custom_values
from customers.admin.pictures import PictureField, StoredPicture, sent_picture
from customers.custom_fields import Template
from customers.models import CustomerPaymentType
from customers.planning import NOBODY
from customers_api.back_office.choosing import SeveralField
from customers_api.back_office.forms import RecordForm
from customers_api.core.drafts import Incoming
from customers_api.core.problems import Problem
from paymenttypes.models import PaymentType

# What is sent under other names, or made into something else first.
SENT_APART = frozenset({"picture", "new_security_answer", "forget_security_answer"})


class CustomerForm(RecordForm):
    """A customer. ``template_shown`` is the template whose fields the form has inputs for."""

    template_shown: ClassVar[Template | None] = None
    places: ClassVar[Mapping[str, str]] = {
        "payment_types": "ways_to_pay",
        "image": "picture",
        "security_answer": "new_security_answer",
        "custom_values": "template",
        "category_id": "category",
        "currency_id": "currency",
    }

    picture = PictureField(required=False)
    country = CountryField()
    billing_country = CountryField()
    ways_to_pay = SeveralField(PaymentType.objects.none(), required=False, label="Payment types")
    new_security_answer = forms.CharField(
        required=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="The stored answer is never shown; what is written here replaces it.",
    )
    forget_security_answer = forms.BooleanField(required=False, widget=UnfoldBooleanSwitchWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance
        if stored.pk is None:
            return
        links = CustomerPaymentType.objects.for_organization(stored.organization_id).filter(customer=stored)
        self.initial["ways_to_pay"] = sorted(links.values_list("payment_type_id", flat=True))
        if stored.image:
            self.initial["picture"] = StoredPicture(stored.image)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = in_short(value)

    # --- what the write path is given --------------------------------------------------------------------------

    def incoming(self) -> Incoming:
        """Return the values that were changed, with the first one that could not be read."""
        values = dict(self.sent_values())
        try:
            if "picture" in self.changed_data:
                values["picture"] = sent_picture(self.cleaned_data["picture"])
        except Problem as problem:
            return Incoming(values, problem)
        return Incoming(values)

    def sent_values(self) -> Iterator[tuple[str, Any]]:
        """Yield the values by the core's names."""
        for name, value in super().sent_values():
            if name == "ways_to_pay":
                yield "payment_types", value
            elif name == "currency":
                yield name, value and self.cleaned_data[name].reference
            elif name == "created_by" and value is None:
                yield name, NOBODY
            elif name not in SENT_APART and not name.startswith(PREFIX):
                yield name, value
        yield from self.sent_secret()
        yield from self.sent_custom_fields()

    def sent_secret(self) -> Iterator[tuple[str, Any]]:
        """Yield a new answer to the security question, or that there is none any more."""
        answer = self.cleaned_data["new_security_answer"]
        if answer or self.cleaned_data["forget_security_answer"]:
            yield "security_answer", answer or None

    def sent_custom_fields(self) -> Iterator[tuple[str, Any]]:
        """Yield the whole list of custom values where one has changed; those of a template that goes, go with it."""
        sent = {name: self.cleaned_data[name] for name in self.changed_data if name.startswith(PREFIX)}
        if sent and self.template_shown is not None and "template" not in self.changed_data:
            stored = self.instance.custom_values
            yield "custom_values", list(sent_custom_values(self.template_shown, sent, stored))


def in_short(number: Decimal) -> Decimal:
    """Return a number without the zeros at its end, and without an exponent."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".")) if "." in f"{number:f}" else number
