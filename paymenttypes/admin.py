"""The pages of payment types and currencies; what they may be is their writers' matter."""

from typing import ClassVar

from django.contrib import admin

from customers_api.back_office.record_admin import RecordAdmin
from paymenttypes.models import Currency, PaymentType
from paymenttypes.services import currency_writer, payment_type_writer


@admin.register(PaymentType)
class PaymentTypeAdmin(RecordAdmin):
    """Payment types."""

    writer = payment_type_writer
    list_display = ("name", "reference", "is_active", "is_standard", "last_updated")
    list_filter = ("is_active", "is_standard")
    search_fields = ("reference", "name")
    ordering = ("name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "reference", "is_active")}),)


@admin.register(Currency)
class CurrencyAdmin(RecordAdmin):
    """Currencies and their exchange rates."""

    writer = currency_writer
    list_display = ("reference", "name", "symbol", "digits", "exchange_rate", "is_active", "last_updated")
    list_filter = ("is_active",)
    search_fields = ("reference", "name")
    ordering = ("reference", "pk")
    fieldsets: ClassVar = (
        (None, {"fields": ("reference", "name", "symbol", "digits")}),
        ("Use", {"fields": ("exchange_rate", "is_active")}),
    )
