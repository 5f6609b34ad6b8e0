"""The tables of `tables.sql` as models."""

from typing import Any, ClassVar

from django.db import models


def text(length: int = 255) -> "models.CharField[str | None, str | None]":
    """Return an optional text."""
    return models.CharField(max_length=length, null=True, blank=True)


def money() -> "models.DecimalField[Any, Any]":
    """Return an optional amount."""
    return models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)


def degrees() -> "models.DecimalField[Any, Any]":
    """Return an optional latitude or longitude."""
    return models.DecimalField(max_digits=12, decimal_places=9, null=True, blank=True)


class Organization(models.Model):
    """A company whose records others do not see."""

    name = models.CharField(max_length=255, unique=True)

    class Meta:
        managed = False
        db_table = "organization"

    def __str__(self) -> str:
        return self.name


class User(models.Model):
    """Who writes."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    reference = text()

    class Meta:
        managed = False
        db_table = "app_user"

    def __str__(self) -> str:
        return self.reference or ""


class Named(models.Model):
    """A record with a reference and a name."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    reference = models.CharField(max_length=255)
    name = models.CharField(max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Category(Named):
    """A kind of customer."""

    class Meta:
        managed = False
        db_table = "category"


class Segmentation(Named):
    """A group of customers."""

    class Meta:
        managed = False
        db_table = "segmentation"


class Currency(Named):
    """A currency, by its code."""

    class Meta:
        managed = False
        db_table = "currency"


class PaymentType(Named):
    """A way to pay."""

    class Meta:
        managed = False
        db_table = "payment_type"
        ordering: ClassVar[list[str]] = ["id"]


class Region(models.Model):
    """A place."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    name = models.CharField(max_length=255)

    class Meta:
        managed = False
        db_table = "region"

    def __str__(self) -> str:
        return self.name


class Customer(Named):
    """A company or person that is sold to."""

    reference2 = text()
    category = models.ForeignKey(Category, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    bill_with_parent = models.BooleanField(default=False)
    segmentation = models.ForeignKey(Segmentation, on_delete=models.PROTECT, null=True)
    poc_tenus = text()
    email = text()
    image = text()
    phone = text()
    mobile = text()
    fax = text()
    comment = models.TextField(null=True, blank=True)  # noqa: DJ001
    barcode = text()
    is_same_address = models.BooleanField(default=True)
    billing_country = text()
    billing_city = text()
    billing_postal_code = text()
    billing_address = text()
    billing_latitude = degrees()
    billing_longitude = degrees()
    country = text()
    city = text()
    postal_code = text()
    address = text()
    latitude = degrees()
    longitude = degrees()
    is_credit = models.BooleanField(null=True)
    credit_limit = money()
    balance = money()
    max_cheque_period = models.IntegerField(null=True)
    max_cheque_value = money()
    applied_cash_back_output = money()
    return_discount = money()
    invoices_per_route = models.IntegerField(null=True)
    is_active = models.BooleanField(default=True)
    on_hold = models.BooleanField(default=False)
    on_hold_reason = text()
    payment_term = text()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    due_days = models.IntegerField(null=True)
    due_date_rule = text(40)
    website = text()
    tax_number = text()
    company_registration_number = text()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    risk = text()
    risk_color = text(7)
    date_created = models.DateTimeField(auto_now_add=True)
    last_updated = models.DateTimeField(auto_now=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True)
    payment_types = models.ManyToManyField(PaymentType, through="CustomerPaymentType")

    objects: ClassVar["models.Manager[Customer]"] = models.Manager()

    class Meta:
        managed = False
        db_table = "customer"
        ordering: ClassVar[list[str]] = ["date_created", "id"]


class CustomerPaymentType(models.Model):
    """A way to pay that a customer may use."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    payment_type = models.ForeignKey(PaymentType, on_delete=models.PROTECT)

    objects: ClassVar["models.Manager[CustomerPaymentType]"] = models.Manager()

    class Meta:
        managed = False
        db_table = "customer_payment_type"

    def __str__(self) -> str:
        return f"{self.customer}: {self.payment_type}"


class Contact(models.Model):
    """A person behind a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    position = models.IntegerField()
    first_name = text()
    last_name = text()
    job_title = text()
    phone = text()
    mobile = text()
    email = text()

    class Meta:
        managed = False
        db_table = "contact"
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"
