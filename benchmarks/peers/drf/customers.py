"""The customer over the wire: all of it in an answer, and what is sent to create one."""

from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from rest_framework import serializers

from benchmarks.peers.drf.models import (
    Category,
    Currency,
    Customer,
    CustomerPaymentType,
    PaymentType,
    Region,
    Segmentation,
)
from benchmarks.peers.drf.serializers import (
    CategorySerializer,
    ContactSerializer,
    CreatorSerializer,
    ParentSerializer,
    PaymentTypeSerializer,
    RegionSerializer,
    SegmentationSerializer,
)
from benchmarks.peers.drf.settings import CREATOR, ORGANIZATION

DUE_DATE_RULES = {
    "days_after_invoice_date": "daysAfterInvoiceDate",
    "days_after_end_of_invoice_month": "daysAfterEndOfInvoiceMonth",
}


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    """The whole answer for a customer."""

    categoryReference = serializers.CharField(source="category.reference")
    customerCategory = CategorySerializer(source="category")
    isSubCustomer = serializers.SerializerMethodField()
    parentCustomer = ParentSerializer(source="parent")
    billWithParent = serializers.BooleanField(source="bill_with_parent")
    customerSegmentationReference = serializers.CharField(source="segmentation.reference", default=None)
    customerSegmentation = SegmentationSerializer(source="segmentation")
    pocTenus = serializers.CharField(source="poc_tenus")
    logo = serializers.CharField(source="image")
    isSameAddress = serializers.BooleanField(source="is_same_address")
    billingCountry = serializers.CharField(source="billing_country")
    billingCity = serializers.CharField(source="billing_city")
    billingPostalCode = serializers.CharField(source="billing_postal_code")
    billingAddress = serializers.CharField(source="billing_address")
    billingLat = serializers.FloatField(source="billing_latitude")
    billingLng = serializers.FloatField(source="billing_longitude")
    postalCode = serializers.CharField(source="postal_code")
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    isCredit = serializers.BooleanField(source="is_credit")
    creditLimit = serializers.FloatField(source="credit_limit")
    balance = serializers.FloatField()
    maxChequePeriod = serializers.IntegerField(source="max_cheque_period")
    maxChequeValue = serializers.FloatField(source="max_cheque_value")
    appliedCashBackOutput = serializers.FloatField(source="applied_cash_back_output")
    returnDiscount = serializers.FloatField(source="return_discount")
    invoicesPerRoute = serializers.IntegerField(source="invoices_per_route")
    isActive = serializers.BooleanField(source="is_active")
    onHold = serializers.BooleanField(source="on_hold")
    onHoldReason = serializers.CharField(source="on_hold_reason")
    paymentTerm = serializers.CharField(source="payment_term")
    createdBy = CreatorSerializer(source="created_by")
    dueDateConfigNumber = serializers.IntegerField(source="due_days")
    dueDateConfigType = serializers.SerializerMethodField()
    paymentTypes = PaymentTypeSerializer(source="payment_types", many=True)
    taxNumber = serializers.CharField(source="tax_number")
    companyRegistrationNumber = serializers.CharField(source="company_registration_number")
    contacts = ContactSerializer(many=True)
    currency = serializers.CharField(source="currency.reference")
    customerRisk = serializers.CharField(source="risk")
    customerRiskColor = serializers.CharField(source="risk_color")
    organization = serializers.CharField(source="organization.name")
    dateCreated = serializers.DateTimeField(source="date_created")
    lastUpdated = serializers.DateTimeField(source="last_updated")
    region = RegionSerializer()

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = [
            "id", "reference", "reference2", "name", "categoryReference", "customerCategory", "isSubCustomer",
            "parentCustomer", "billWithParent", "customerSegmentationReference", "customerSegmentation", "pocTenus",
            "email", "logo", "phone", "mobile", "fax", "comment", "barcode", "isSameAddress", "billingCountry",
            "billingCity", "billingPostalCode", "billingAddress", "billingLat", "billingLng", "country", "city",
            "postalCode", "address", "latitude", "longitude", "isCredit", "creditLimit", "balance", "maxChequePeriod",
            "maxChequeValue", "appliedCashBackOutput", "returnDiscount", "invoicesPerRoute", "isActive", "onHold",
            "onHoldReason", "paymentTerm", "createdBy", "dueDateConfigNumber", "dueDateConfigType", "paymentTypes",
            "website", "taxNumber", "companyRegistrationNumber", "contacts", "currency", "customerRisk",
            "customerRiskColor", "organization", "dateCreated", "lastUpdated", "region",
        ]  # fmt: skip

    def get_isSubCustomer(self, customer: Customer) -> bool:  # noqa: N802
        """Tell whether there is a parent."""
        return customer.parent is not None

    def get_dueDateConfigType(self, customer: Customer) -> str | None:  # noqa: N802
        """Return the rule in the words of the wire."""
        return DUE_DATE_RULES.get(customer.due_date_rule or "")


def of_organization(model: Any) -> Any:
    """Return the records that may be linked to."""
    return model.objects.filter(organization_id=ORGANIZATION)


class NewCustomerSerializer(serializers.ModelSerializer[Customer]):
    """What is sent to create a customer."""

    postalCode = serializers.CharField(source="postal_code", max_length=255, required=False, allow_null=True)
    creditLimit = serializers.DecimalField(
        source="credit_limit", max_digits=15, decimal_places=3, required=False, allow_null=True, min_value=0
    )
    categoryId = serializers.PrimaryKeyRelatedField(source="category", queryset=of_organization(Category))
    customerSegmentationId = serializers.PrimaryKeyRelatedField(
        source="segmentation", queryset=of_organization(Segmentation), required=False, allow_null=True
    )
    regionId = serializers.PrimaryKeyRelatedField(
        source="region", queryset=of_organization(Region), required=False, allow_null=True
    )
    paymentTypes = serializers.PrimaryKeyRelatedField(
        source="payment_types", queryset=of_organization(PaymentType), many=True, required=False
    )

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = [
            "reference", "name", "email", "phone", "country", "city", "postalCode", "address", "creditLimit", "comment",
            "categoryId", "customerSegmentationId", "regionId", "paymentTypes",
        ]  # fmt: skip

    def create(self, validated_data: dict[str, Any]) -> Customer:
        """Write the customer and its payment types."""
        payment_types = validated_data.pop("payment_types", [])
        try:
            with transaction.atomic():
                customer = Customer.objects.create(
                    organization_id=ORGANIZATION,
                    created_by_id=CREATOR,
                    currency=of_organization(Currency).get(reference="EUR"),
                    **validated_data,
                )
                CustomerPaymentType.objects.bulk_create(
                    CustomerPaymentType(customer=customer, payment_type=payment_type) for payment_type in payment_types
                )
        except IntegrityError as error:
            raise serializers.ValidationError({"reference": ["It is taken."]}) from error
        return customer
