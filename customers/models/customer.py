"""The customer: every column that any dialect of the service reads or writes."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from customers.models.counting import kept_number
from customers_api.core.fields import coordinate, folded, keyed, money, optional_text
from customers_api.core.models import ReferenceModel
from customers_api.core.tenancy import LockedRecord, TenantQuerySet


class DueDateRule(models.TextChoices):
    """From when the days until an invoice is due are counted."""

    AFTER_INVOICE_DATE = "days_after_invoice_date"
    AFTER_END_OF_INVOICE_MONTH = "days_after_end_of_invoice_month"


def between(field: str, low: int, high: int) -> models.CheckConstraint:
    """Return the constraint that a coordinate lies on the globe."""
    condition = models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return models.CheckConstraint(condition=condition, name=f"customer_{field}_range")


def known(field: str, *, name: str) -> models.Index:
    """Return the index of a text that few organizations use: it holds those rows alone that have one."""
    return models.Index(fields=["organization", field], name=name, condition=models.Q(**{f"{field}__isnull": False}))


class Customer(ReferenceModel):
    """A company or person that an organization sells to.

    The address columns without a prefix are the shipping address. A customer with a parent is a sub-customer. Amounts
    are in the customer's currency. ``custom_values`` maps the id of a custom field to its value as text, exactly.
    """

    reference2 = optional_text()
    barcode = optional_text()
    is_active = models.BooleanField(default=True)
    category = models.ForeignKey(
        "customers.Category", on_delete=models.PROTECT, related_name="customers", db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_customers", db_index=False
    )
    bill_with_parent = models.BooleanField(default=False)
    segmentation = models.ForeignKey(
        "customers.Segmentation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        db_index=False,
    )
    # Unset where a user of another organization of the account group created it: links stay in the organization.
    created_by = models.ForeignKey(
        "organizations.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_same_address = models.BooleanField(default=True)

    billing_country = optional_text()
    billing_city = optional_text()
    billing_state = optional_text()
    billing_postal_code = optional_text()
    billing_address = optional_text()
    billing_address2 = optional_text()
    billing_latitude = coordinate(90)
    billing_longitude = coordinate(180)
    country = optional_text()
    city = optional_text()
    state = optional_text()
    postal_code = optional_text()
    address = optional_text()
    address2 = optional_text()
    latitude = coordinate(90)
    longitude = coordinate(180)

    email = optional_text()
    phone = optional_text()
    mobile = optional_text()
    fax = optional_text()
    website = optional_text()
    comment = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
    supplementary_description = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
    additional_description = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
    nda_signed = models.BooleanField(default=False)
    nda_signed_date = models.DateField(null=True, blank=True)
    msa_signed = models.BooleanField(default=False)
    msa_signed_date = models.DateField(null=True, blank=True)

    credit_limit = money(MinValueValidator(0))
    due_days = models.PositiveIntegerField(null=True, blank=True)
    due_date_rule = models.CharField(max_length=40, choices=DueDateRule, null=True, blank=True)  # noqa: DJ001
    tax_number = optional_text()
    company_registration_number = optional_text()
    currency = models.ForeignKey("paymenttypes.Currency", on_delete=models.PROTECT, related_name="+", db_index=False)
    payment_types = models.ManyToManyField("paymenttypes.PaymentType", through="customers.CustomerPaymentType")
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    risk = optional_text()
    risk_color = optional_text(7)
    on_hold = models.BooleanField(default=False)
    on_hold_reason = optional_text()
    image = optional_text()
    image_digest = optional_text(64)

    poc_tenus = optional_text()
    is_credit = models.BooleanField(null=True, blank=True)
    balance = money()
    max_cheque_period = models.PositiveIntegerField(null=True, blank=True)
    max_cheque_value = money()
    applied_cash_back_output = money()
    return_discount = money()
    invoices_per_route = models.PositiveIntegerField(null=True, blank=True)
    payment_term = optional_text()

    template = models.ForeignKey(
        "customers.CustomFieldTemplate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    custom_values = models.JSONField(default=dict, blank=True)
    security_question = optional_text()
    security_answer = optional_text()

    name_key = keyed("name")
    reference2_folded = folded("reference2")
    barcode_folded = folded("barcode")
    email_folded = folded("email")
    city_folded = folded("city")
    country_folded = folded("country")
    billing_city_folded = folded("billing_city")
    billing_country_folded = folded("billing_country")
    search_folded = folded("reference", "name", "email", "phone", "city")

    tally = staticmethod(kept_number)

    class Meta(ReferenceModel.Meta):
        # The links without an index (currency, creator, template) are looked up only when one of those is deleted.
        indexes: ClassVar[list[models.Index]] = [
            *ReferenceModel.Meta.indexes,
            models.Index(fields=["organization", "name_key"], name="customer_name_key"),
            models.Index(fields=["organization", "name", "id"], name="customer_name"),
            known("barcode_folded", name="customer_barcode"),
            known("reference2_folded", name="customer_reference2"),
            models.Index(fields=["organization", "category"], name="customer_category"),
            models.Index(fields=["organization", "segmentation"], name="customer_segmentation"),
            models.Index(fields=["organization", "parent"], name="customer_parent"),
            models.Index(fields=["organization", "region"], name="customer_region"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ReferenceModel.Meta.constraints,
            between("latitude", -90, 90),
            between("longitude", -180, 180),
            between("billing_latitude", -90, 90),
            between("billing_longitude", -180, 180),
            models.CheckConstraint(condition=models.Q(credit_limit__gte=0), name="customer_credit_limit_not_negative"),
            models.CheckConstraint(
                condition=models.Q(due_date_rule__isnull=True) | models.Q(due_days__isnull=False),
                name="customer_due_days_with_rule",
            ),
            models.CheckConstraint(
                condition=models.Q(due_date_rule__isnull=True) | models.Q(due_date_rule__in=DueDateRule.values),
                name="customer_due_date_rule_known",
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="customer_parent_is_another"),
        ]


class CustomerPaymentType(LockedRecord):
    """A way to pay that a customer may use."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="payment_type_links", db_index=False)
    payment_type = models.ForeignKey(
        "paymenttypes.PaymentType", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "customer", "payment_type"], name="customerpaymenttype_link_unique"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "payment_type"], name="customerpaymenttype_type"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.payment_type_id}"
