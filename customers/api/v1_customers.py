"""Customers in dialect v1: the documented answer, key by key, and the documented parameters, in their order."""

from dataclasses import replace

from django.db.models import BooleanField, ExpressionWrapper, Q

from customers.api.v1_answers import CUSTOMER_ANSWERS
from customers.api.v1_links import (
    CATEGORY_LINK,
    CREATOR_LINK,
    CURRENCY_LINK,
    CUSTOMER_LINK,
    PAYMENT_TYPE_LINK,
    REGION_LINK,
    SEGMENTATION_LINK,
)
from customers.api.v1_notes import customer_notes
from customers.filters import CustomerFilters
from customers.models import Customer, DueDateRule
from customers.queries import contacts_of_customers, payment_types_of_customers
from customers.services import customer_writer
from customers_api.api.parameters import (
    Boolean,
    Choice,
    Double,
    Integer,
    LinkList,
    LinkTo,
    NumericLinkTo,
    PictureFile,
    Text,
)
from customers_api.api.resources import Resource
from customers_api.core.reading import (
    Key,
    ReadModel,
    column,
    dates,
    link_object,
    link_reference,
    organization_name,
    picture_address,
    record_list,
)
from organizations.models import Organization

DUE_DATE_RULES = {
    DueDateRule.AFTER_INVOICE_DATE.value: "daysAfterInvoiceDate",
    DueDateRule.AFTER_END_OF_INVOICE_MONTH.value: "daysAfterEndOfInvoiceMonth",
}
DUE_DATE_WORDS = {
    "1": DueDateRule.AFTER_INVOICE_DATE.value,
    "2": DueDateRule.AFTER_END_OF_INVOICE_MONTH.value,
    **{word: rule for rule, word in DUE_DATE_RULES.items()},
}
CONTACT_KEYS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "fonction": "job_title",
    "phone": "phone",
    "mobile": "mobile",
    "email": "email",
}
IS_SUB_CUSTOMER = ExpressionWrapper(Q(parent__isnull=False), output_field=BooleanField())


class RegionLinkTo(NumericLinkTo):
    """The link to a region, which means nothing where geographical locations are off."""

    def is_used_by(self, organization: Organization) -> bool:
        """Tell whether the organization uses geographical locations."""
        return organization.has_geography


def region_key() -> Key:
    """Return the key that only organizations with geographical locations see."""
    shown = link_object("region", "region", "region")
    return replace(shown, shown_to=lambda organization: organization.has_geography)


READING = ReadModel(
    model=Customer,
    links={
        "category": CATEGORY_LINK,
        "parent": CUSTOMER_LINK,
        "segmentation": SEGMENTATION_LINK,
        "created_by": CREATOR_LINK,
        "currency": CURRENCY_LINK,
        "region": REGION_LINK,
    },
    keys=(
        column("id"),
        column("reference"),
        column("reference2"),
        column("name"),
        link_reference("categoryReference", "category", "category"),
        link_object("customerCategory", "category", "category"),
        Key("isSubCustomer", "parent_id", IS_SUB_CUSTOMER, lambda parent, _: parent is not None),
        link_object("parentCustomer", "parent", "parent"),
        column("billWithParent", "bill_with_parent"),
        link_reference("customerSegmentationReference", "segmentation", "segmentation"),
        link_object("customerSegmentation", "segmentation", "segmentation"),
        column("pocTenus", "poc_tenus"),
        column("email"),
        picture_address("logo"),
        column("phone"),
        column("mobile"),
        column("fax"),
        column("comment"),
        column("barcode"),
        column("isSameAddress", "is_same_address"),
        column("billingCountry", "billing_country"),
        column("billingCity", "billing_city"),
        column("billingPostalCode", "billing_postal_code"),
        column("billingAddress", "billing_address"),
        column("billingLat", "billing_latitude"),
        column("billingLng", "billing_longitude"),
        column("country"),
        column("city"),
        column("postalCode", "postal_code"),
        column("address"),
        column("latitude"),
        column("longitude"),
        column("isCredit", "is_credit"),
        column("creditLimit", "credit_limit"),
        column("balance"),
        column("maxChequePeriod", "max_cheque_period"),
        column("maxChequeValue", "max_cheque_value"),
        column("appliedCashBackOutput", "applied_cash_back_output"),
        column("returnDiscount", "return_discount"),
        column("invoicesPerRoute", "invoices_per_route"),
        column("isActive", "is_active"),
        column("onHold", "on_hold"),
        column("onHoldReason", "on_hold_reason"),
        column("paymentTerm", "payment_term"),
        link_object("createdBy", "created_by", "created_by"),
        column("dueDateConfigNumber", "due_days"),
        column("dueDateConfigType", "due_date_rule", lambda rule, _: DUE_DATE_RULES.get(rule)),
        record_list("paymentTypes", listed=payment_types_of_customers(PAYMENT_TYPE_LINK)),
        column("website"),
        column("taxNumber", "tax_number"),
        column("companyRegistrationNumber", "company_registration_number"),
        record_list("contacts", listed=contacts_of_customers(CONTACT_KEYS, "contacts")),
        link_reference("currency", "currency", "currency"),
        column("customerRisk", "risk"),
        column("customerRiskColor", "risk_color"),
        organization_name(),
        *dates(),
        region_key(),
    ),
)

PARAMETERS = (
    Text("reference"),
    Text("name"),
    Text("reference2"),
    Text("barcode"),
    Boolean("isActive", "is_active"),
    LinkTo("categoryId", "category", noun="customer category"),
    Boolean("isSubCustomer", "is_sub_customer"),
    LinkTo("parentCustomer", "parent", noun="parent customer"),
    Boolean("billWithParent", "bill_with_parent"),
    LinkTo("customerSegmentationId", "segmentation", noun="customer segmentation"),
    LinkTo("userId", "created_by", noun="user"),
    Boolean("isSameAddress", "is_same_address"),
    Text("billingCountry", "billing_country"),
    Text("billingCity", "billing_city"),
    Text("billingPostalCode", "billing_postal_code"),
    Text("billingAddress", "billing_address"),
    Double("billingLat", "billing_latitude"),
    Double("billingLng", "billing_longitude"),
    Text("country"),
    Text("city"),
    Text("postalCode", "postal_code"),
    Text("address"),
    Double("latitude"),
    Double("longitude"),
    Text("email"),
    Text("phone"),
    Text("mobile"),
    Text("fax"),
    Text("comment"),
    Text("website"),
    Double("creditLimit", "credit_limit"),
    Integer("dueDateConfigNumber", "due_days"),
    Choice("dueDateConfigType", "due_date_rule", words=DUE_DATE_WORDS),
    Text("taxNumber", "tax_number"),
    Text("companyRegistrationNumber", "company_registration_number"),
    Text("currency"),
    PictureFile("imageFile", "picture"),
    LinkList("paymentTypes", "payment_types", noun="payment type"),
    RegionLinkTo("regionId", "region", noun="region"),
    Text("customerRisk", "risk"),
    Text("customerRiskColor", "risk_color"),
    Boolean("onHold", "on_hold"),
    Text("onHoldReason", "on_hold_reason"),
)

CUSTOMERS = Resource(
    path="customers",
    noun="customer",
    reading=READING,
    filters=CustomerFilters,
    writer=customer_writer,
    parameters=PARAMETERS,
    notes=customer_notes(contacts=CONTACT_KEYS, due_dates=tuple(DUE_DATE_RULES.values())),
    answers=CUSTOMER_ANSWERS,
)
