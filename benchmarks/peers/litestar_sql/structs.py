"""What goes over the wire, as structs of msgspec, which encodes and checks them in C. It knows no SQL."""

from datetime import datetime

from msgspec import Struct


class Link(Struct, gc=False):
    """A linked record."""

    id: int
    reference: str | None
    name: str
    href: str


class Creator(Struct, gc=False, rename={"user_id": "userId"}):
    """Who has created a customer."""

    user_id: int
    reference: str | None
    href: str


class Region(Struct, gc=False):
    """The region of a customer."""

    id: int
    name: str
    href: str


class Contact(Struct, gc=False, rename="camel"):
    """A person behind a customer."""

    id: int
    first_name: str | None
    last_name: str | None
    fonction: str | None
    phone: str | None
    mobile: str | None
    email: str | None
    href: str


class Customer(Struct, gc=False, rename="camel"):
    """The whole answer for a customer, in the order of its keys."""

    id: int
    reference: str
    reference2: str | None
    name: str
    category_reference: str
    customer_category: Link
    is_sub_customer: bool
    parent_customer: Link | None
    bill_with_parent: bool
    customer_segmentation_reference: str | None
    customer_segmentation: Link | None
    poc_tenus: str | None
    email: str | None
    logo: str | None
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
    billing_lat: float | None
    billing_lng: float | None
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
    due_date_config_number: int | None
    due_date_config_type: str | None
    payment_types: list[Link]
    website: str | None
    tax_number: str | None
    company_registration_number: str | None
    contacts: list[Contact]
    currency: str
    customer_risk: str | None
    customer_risk_color: str | None
    organization: str
    date_created: datetime
    last_updated: datetime
    region: Region | None


class Paging(Struct, gc=False):
    """Where a page stands in its list."""

    total: int
    max: int
    offset: int
    previous: str | None
    next: str | None


class Page(Struct, gc=False):
    """A page of customers."""

    paging: Paging
    data: list[Customer]


class NewCustomer(Struct, rename="camel", kw_only=True):
    """What is sent to create a customer."""

    reference: str
    name: str
    email: str | None = None
    phone: str | None = None
    country: str | None = None
    city: str | None = None
    postal_code: str | None = None
    address: str | None = None
    credit_limit: float | None = None
    comment: str | None = None
    category_id: int
    customer_segmentation_id: int | None = None
    region_id: int | None = None
    payment_types: list[int] = []
