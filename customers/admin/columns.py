"""The columns of the list of customers, and what its page shows without changing it; it knows records and colours."""

import re
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from unfold.decorators import display

from customers.admin.custom_fields import template_of, values_to_read
from customers.admin.pictures import preview, thumbnail
from customers.models import Customer, CustomerPaymentType
from customers_api.core.countries import country_by_alpha2

COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
SUB_CUSTOMERS_SHOWN = 20


class CustomerColumns:
    """What is shown of a customer."""

    @display(description="Picture")  # type: ignore[untyped-decorator]
    def thumbnail(self, customer: Customer) -> SafeString:
        """Return the small picture."""
        return thumbnail(customer.image)

    @display(description="Name", ordering="name_key")  # type: ignore[untyped-decorator]
    def name_shown(self, customer: Customer) -> str:
        """Return the name; sorted without regard to letters' case."""
        return customer.name

    @display(description="Category")  # type: ignore[untyped-decorator]
    def category_shown(self, customer: Customer) -> str:
        """Return the name of the category."""
        return customer.category.name

    @display(description="Country")  # type: ignore[untyped-decorator]
    def country_shown(self, customer: Customer) -> str:
        """Return the name of the country: of the shipping address, or else of the bills."""
        stored = customer.country or customer.billing_country or ""
        country = country_by_alpha2(stored)
        return country.name if country is not None else stored or "-"

    @display(description="Status", label={"Active": "success", "Inactive": "default"})  # type: ignore[untyped-decorator]
    def status(self, customer: Customer) -> str:
        """Return whether the customer is active."""
        return "Active" if customer.is_active else "Inactive"

    @display(description="On hold", label={"On hold": "warning"})  # type: ignore[untyped-decorator]
    def on_hold_shown(self, customer: Customer) -> str | None:
        """Return whether the customer is on hold."""
        return "On hold" if customer.on_hold else None

    @display(description="Risk")  # type: ignore[untyped-decorator]
    def risk_shown(self, customer: Customer) -> SafeString | str:
        """Return the risk beside its colour; the text is readable on any colour."""
        if not customer.risk:
            return "-"
        color = customer.risk_color if customer.risk_color and COLOR.match(customer.risk_color) else "transparent"
        return format_html(
            '<span class="risk"><span class="risk-color" style="background: {}"></span>{}</span>', color, customer.risk
        )

    @display(description="Last updated", ordering="last_updated")  # type: ignore[untyped-decorator]
    def updated_shown(self, customer: Customer) -> SafeString:
        """Return when the customer was changed last, by UTC, in few letters."""
        return format_html('<span class="moment">{}</span>', f"{customer.last_updated:%Y-%m-%d %H:%M}")

    # --- what the page of a customer shows ----------------------------------------------------------------------

    @display(description="Picture")  # type: ignore[untyped-decorator]
    def picture(self, customer: Customer) -> SafeString | str:
        """Return the picture, for those who only look."""
        return preview(customer.image)

    @display(description="Payment types")  # type: ignore[untyped-decorator]
    def ways_to_pay(self, customer: Customer) -> str:
        """Return the names of the payment types, for those who only look."""
        links = CustomerPaymentType.objects.for_organization(customer.organization_id).filter(customer=customer)
        return ", ".join(links.order_by("payment_type_id").values_list("payment_type__name", flat=True)) or "-"

    @display(description="Values")  # type: ignore[untyped-decorator]
    def custom_values_shown(self, customer: Customer) -> SafeString | str:
        """Return the custom values, for those who only look."""
        return values_to_read(customer, template_of(customer), active=True)

    @display(description="Switched-off fields")  # type: ignore[untyped-decorator]
    def switched_off(self, customer: Customer) -> SafeString | str:
        """Return the values of fields that were switched off: they are kept, and nobody can change them."""
        return values_to_read(customer, template_of(customer), active=False)

    @display(description="Sub-customers")  # type: ignore[untyped-decorator]
    def sub_customers(self, customer: Customer) -> SafeString | str:
        """Return the first customers below this one, and the way to all of them."""
        below = Customer.objects.for_organization(customer.organization_id).filter(parent=customer)
        shown = list(below.only("pk", "name", "reference").order_by("pk")[: SUB_CUSTOMERS_SHOWN + 1])
        if not shown:
            return "-"
        rows = format_html_join("", "<li>{}</li>", ([link_to(sub)] for sub in shown[:SUB_CUSTOMERS_SHOWN]))
        address = f"{reverse('admin:customers_customer_changelist')}?{urlencode({'parent': customer.pk})}"
        more = "All sub-customers" if len(shown) > SUB_CUSTOMERS_SHOWN else "As a list"
        return format_html('<ul class="sub-customers">{}</ul><a href="{}">{}</a>', rows, address, more)


def link_to(record: Model | Any) -> SafeString:
    """Return a link to the page of a record."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), str(record))
