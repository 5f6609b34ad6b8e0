"""The tables of `tables.sql` as mapped classes; nothing is loaded later than it is asked for."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Numeric, String, Table, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

# The wire has numbers, not decimals.
Money = Numeric(15, 3, asdecimal=False)
Degrees = Numeric(12, 9, asdecimal=False)


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger, datetime: DateTime(timezone=True)}


class Organization(Base):
    """A company whose records others do not see."""

    __tablename__ = "organization"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    """Who writes."""

    __tablename__ = "app_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    reference: Mapped[str | None]


class Named:
    """A record with a reference and a name."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    reference: Mapped[str]
    name: Mapped[str]


class Category(Named, Base):
    """A kind of customer."""

    __tablename__ = "category"


class Segmentation(Named, Base):
    """A group of customers."""

    __tablename__ = "segmentation"


class Currency(Named, Base):
    """A currency, by its code."""

    __tablename__ = "currency"


class PaymentType(Named, Base):
    """A way to pay."""

    __tablename__ = "payment_type"


class Region(Base):
    """A place."""

    __tablename__ = "region"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str]


class Contact(Base):
    """A person behind a customer."""

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    position: Mapped[int]
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    job_title: Mapped[str | None]
    phone: Mapped[str | None]
    mobile: Mapped[str | None]
    email: Mapped[str | None]


customer_payment_type = Table(
    "customer_payment_type",
    Base.metadata,
    Column("customer_id", ForeignKey("customer.id"), primary_key=True),
    Column("payment_type_id", ForeignKey("payment_type.id"), primary_key=True),
)


class Customer(Base):
    """A company or person that is sold to."""

    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    reference: Mapped[str]
    reference2: Mapped[str | None]
    name: Mapped[str]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    bill_with_parent: Mapped[bool] = mapped_column(default=False)
    segmentation_id: Mapped[int | None] = mapped_column(ForeignKey("segmentation.id"))
    poc_tenus: Mapped[str | None]
    email: Mapped[str | None]
    image: Mapped[str | None]
    phone: Mapped[str | None]
    mobile: Mapped[str | None]
    fax: Mapped[str | None]
    comment: Mapped[str | None]
    barcode: Mapped[str | None]
    is_same_address: Mapped[bool] = mapped_column(default=True)
    billing_country: Mapped[str | None]
    billing_city: Mapped[str | None]
    billing_postal_code: Mapped[str | None]
    billing_address: Mapped[str | None]
    billing_latitude: Mapped[float | None] = mapped_column(Degrees)
    billing_longitude: Mapped[float | None] = mapped_column(Degrees)
    country: Mapped[str | None]
    city: Mapped[str | None]
    postal_code: Mapped[str | None]
    address: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(Degrees)
    longitude: Mapped[float | None] = mapped_column(Degrees)
    is_credit: Mapped[bool | None]
    credit_limit: Mapped[float | None] = mapped_column(Money)
    balance: Mapped[float | None] = mapped_column(Money)
    max_cheque_period: Mapped[int | None]
    max_cheque_value: Mapped[float | None] = mapped_column(Money)
    applied_cash_back_output: Mapped[float | None] = mapped_column(Money)
    return_discount: Mapped[float | None] = mapped_column(Money)
    invoices_per_route: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    on_hold: Mapped[bool] = mapped_column(default=False)
    on_hold_reason: Mapped[str | None]
    payment_term: Mapped[str | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    due_days: Mapped[int | None]
    due_date_rule: Mapped[str | None]
    website: Mapped[str | None]
    tax_number: Mapped[str | None]
    company_registration_number: Mapped[str | None]
    currency_id: Mapped[int] = mapped_column(ForeignKey("currency.id"))
    risk: Mapped[str | None]
    risk_color: Mapped[str | None] = mapped_column(String(7))
    date_created: Mapped[datetime] = mapped_column(server_default=func.now())
    last_updated: Mapped[datetime] = mapped_column(server_default=func.now())
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))

    organization: Mapped[Organization] = relationship(lazy="raise")
    category: Mapped[Category] = relationship(lazy="raise")
    parent: Mapped["Customer | None"] = relationship(lazy="raise", remote_side="Customer.id")
    segmentation: Mapped[Segmentation | None] = relationship(lazy="raise")
    created_by: Mapped[User | None] = relationship(lazy="raise")
    currency: Mapped[Currency] = relationship(lazy="raise")
    region: Mapped[Region | None] = relationship(lazy="raise")
    payment_types: Mapped[list[PaymentType]] = relationship(
        secondary=customer_payment_type, lazy="raise", order_by=PaymentType.id
    )
    contacts: Mapped[list[Contact]] = relationship(lazy="raise", order_by=(Contact.position, Contact.id))
