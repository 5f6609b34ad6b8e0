"""What goes over the wire, as models of pydantic that are filled from the mapped objects."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AliasGenerator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import computed_field as computed
from pydantic.alias_generators import to_camel

BASE = "/api/v1.0"
DUE_DATE_RULES = {
    "days_after_invoice_date": "daysAfterInvoiceDate",
    "days_after_end_of_invoice_month": "daysAfterEndOfInvoiceMonth",
}
Seconds = Annotated[datetime, AfterValidator(lambda moment: moment.replace(microsecond=0))]
Present = Annotated[bool, BeforeValidator(lambda key: key is not None)]
Rule = Annotated[str | None, BeforeValidator(DUE_DATE_RULES.get)]


class Shown(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(from_attributes=True, alias_generator=AliasGenerator(serialization_alias=to_camel))


class Linked(Shown):
    """A record that others link to."""

    path: ClassVar[str]
    id: int

    @computed
    @property
    def href(self) -> str:
        """Where the record is found."""
        return f"{BASE}/{self.path}/{self.id}"


class Named(Linked):
    """A linked record with its names."""

    reference: str | None
    name: str


class Category(Named):
    """The category of a customer."""

    path = "customerCategories"


class Segmentation(Named):
    """The segmentation of a customer."""

    path = "customerSegmentations"


class Parent(Named):
    """The customer above another one."""

    path = "customers"


class PaymentType(Named):
    """A way to pay."""

    path = "paymentTypes"


class Region(Linked):
    """The region of a customer."""

    path = "regions"
    name: str


class Creator(Linked):
    """Who has created a customer."""

    path = "users"
    id: int = Field(serialization_alias="userId")
    reference: str | None


class Contact(Linked):
    """A person behind a customer."""

    path = "contacts"
    first_name: str | None
    last_name: str | None
    fonction: str | None = Field(validation_alias="job_title")
    phone: str | None
    mobile: str | None
    email: str | None


class Customer(Shown):
    """The whole answer for a customer, in the order of its keys."""

    id: int
    reference: str
    reference2: str | None
    name: str
    category_reference: str = Field(validation_alias=AliasPath("category", "reference"))
    customer_category: Category = Field(validation_alias="category")
    is_sub_customer: Present = Field(validation_alias="parent_id")
    parent_customer: Parent | None = Field(validation_alias="parent")
    bill_with_parent: bool
    customer_segmentation_reference: str | None = Field(
        default=None, validation_alias=AliasPath("segmentation", "reference")
    )
    customer_segmentation: Segmentation | None = Field(validation_alias="segmentation")
    poc_tenus: str | None
    email: str | None
    logo: str | None = Field(validation_alias="image")
    phone: str | None
    mobile: str | None
    fax: str | None
    comment: str | None
    barcode: str | None
    is_same_address: bool
    billing_country: str | None
    billing_city: str | None
    billing_postal_code: str | None
    billing_address: str | None
    billing_lat: float | None = Field(validation_alias="billing_latitude")
    billing_lng: float | None = Field(validation_alias="billing_longitude")
    country: str | None
    city: str | None
    postal_code: str | None
    address: str | None
    latitude: float | None
    longitude: float | None
    is_credit: bool | None
    credit_limit: float | None
    balance: float | None
    max_cheque_period: int | None
    max_cheque_value: float | None
    applied_cash_back_output: float | None
    return_discount: float | None
    invoices_per_route: int | None
    is_active: bool
    on_hold: bool
    on_hold_reason: str | None
    payment_term: str | None
    created_by: Creator | None
    due_date_config_number: int | None = Field(validation_alias="due_days")
    due_date_config_type: Rule = Field(validation_alias="due_date_rule")
    payment_types: list[PaymentType]
    website: str | None
    tax_number: str | None
    company_registration_number: str | None
    contacts: list[Contact]
    currency: str = Field(validation_alias=AliasPath("currency", "reference"))
    customer_risk: str | None = Field(validation_alias="risk")
    customer_risk_color: str | None = Field(validation_alias="risk_color")
    organization: str = Field(validation_alias=AliasPath("organization", "name"))
    date_created: Seconds
    last_updated: Seconds
    region: Region | None


class Paging(Shown):
    """Where a page stands in its list."""

    total: int
    max: int
    offset: int
    previous: str | None
    next: str | None


class Page(Shown):
    """A page of customers."""

    paging: Paging
    data: list[Customer]


class NewCustomer(BaseModel):
    """What is sent to create a customer."""

    model_config = ConfigDict(alias_generator=to_camel)

    reference: str = Field(max_length=255)
    name: str = Field(max_length=255)
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=255)
    country: str | None = Field(default=None, max_length=255)
    city: str | None = Field(default=None, max_length=255)
    postal_code: str | None = Field(default=None, max_length=255)
    address: str | None = Field(default=None, max_length=255)
    credit_limit: float | None = Field(default=None, ge=0)
    comment: str | None = Field(default=None, max_length=10_000)
    category_id: int
    customer_segmentation_id: int | None = None
    region_id: int | None = None
    payment_types: list[int] = []
