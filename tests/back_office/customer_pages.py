"""A customer in a world of its own, and what one does with its form; shared by the tests of the pages of customers."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from customers.models import Contact, Customer, CustomerPaymentType, CustomField, CustomFieldTemplate
from regions.models import Region
from tests.back_office.pages import fields_of
from tests.worlds import World

LIST = "/admin/customers/customer/"
ADD = f"{LIST}add/"


def customer(world: World, reference: str, **fields: Any) -> Customer:
    values = {"name": reference.title(), "category": world.root, "currency": world.euro, **fields}
    return Customer.objects.create(organization=world.organization, reference=reference, **values)


def address_of(customer: Customer) -> str:
    return f"/admin/customers/customer/{customer.pk}/change/"


def opened(browser: Client, address: str) -> dict[str, list[str]]:
    """What the form sends when it is opened and saved at once."""
    return fields_of(browser.get(address).content.decode(), "customer_form")


def messages_of(answer: Any) -> list[str]:
    """What the page says, or what the one says that a browser is led to: that need not be written out."""
    if answer.status_code == 302:
        return [str(message) for message in answer.wsgi_request._messages._queued_messages]
    return [str(message) for message in answer.context["messages"]]


def saved(browser: Client, customer: Customer, **changes: Any) -> Any:
    """Open the form, change something in it, and save."""
    return browser.post(address_of(customer), {**opened(browser, address_of(customer)), **changes})


def errors_of(answer: Any) -> dict[str, list[str]]:
    form = answer.context["adminform"].form
    return {name: list(texts) for name, texts in form.errors.items()}


def again(customer: Customer) -> Customer:
    return Customer.objects.for_organization(customer.organization_id).get(pk=customer.pk)


def template(world: World, name: str) -> tuple[CustomFieldTemplate, dict[str, CustomField]]:
    """A template with a field of each type, and one that was switched off."""
    made = CustomFieldTemplate.objects.create(organization=world.organization, name=name)
    kinds = {"Budget": "money", "Employees": "number", "Since": "date", "Nickname": "text", "Old": "text"}
    fields = {
        label: CustomField.objects.create(
            organization=world.organization,
            template=made,
            name=label,
            data_type=kind,
            order=order,
            is_active=label != "Old",
        )
        for order, (label, kind) in enumerate(kinds.items())
    }
    return made, fields


def everything(world: World) -> Customer:
    """A customer with a value in every column, texts that a browser changes by itself among them."""
    owner, (made, fields) = world.organization, template(world, "Standard")
    region = Region.objects.create(organization=owner, name="France", level=2)
    above = Customer.objects.create(
        organization=owner, reference="above", name="Above", category=world.root, currency=world.euro
    )
    texts = {
        column.name: f" {column.name}\r\nand\nmore "
        for column in Customer._meta.concrete_fields
        if column.get_internal_type() in {"CharField", "TextField"}
        and column.editable
        and column.name not in {"due_date_rule", "risk_color", "image", "image_digest", "security_answer"}
    }
    customer = Customer.objects.create(
        **{**texts, "country": "FR", "billing_country": "somewhere in the east", "name": " Marie's "},
        organization=owner,
        category=world.root,
        parent=above,
        region=region,
        template=made,
        currency=world.euro,
        created_by=world.editor,
        custom_values={
            str(fields["Budget"].pk): "12.50",
            str(fields["Employees"].pk): "7",
            str(fields["Since"].pk): "2020-02-29",
            str(fields["Nickname"].pk): " The  jeweller ",
            str(fields["Old"].pk): "kept",
        },
        latitude=Decimal("48.123456789"),
        longitude=Decimal("-2.5"),
        billing_latitude=Decimal(48),
        credit_limit=Decimal(5000),
        balance=Decimal("-0.125"),
        due_days=7,
        due_date_rule="days_after_invoice_date",
        risk_color="#FF0000",
        nda_signed=True,
        nda_signed_date="2024-02-29",
        is_credit=False,
        max_cheque_period=30,
        on_hold=True,
        security_answer=make_password("Rex"),
        bill_with_parent=True,
        is_active=False,
        is_same_address=False,
    )
    CustomerPaymentType.objects.create(organization=owner, customer=customer, payment_type=world.cash)
    for position in (0, 3):
        Contact.objects.create(
            organization=owner,
            customer=customer,
            position=position,
            first_name=f" Ann{position} ",
            last_name="Lee",
            comment="one\ntwo\r\nthree",
            kind="billing",
        )
    return customer
