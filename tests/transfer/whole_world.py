"""Customers with something in every column, and with all that is awkward in a file; nothing is known of formats."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from customers.models import (
    Category,
    Contact,
    Customer,
    CustomerPaymentType,
    CustomField,
    CustomFieldTemplate,
    Segmentation,
)
from organizations.models import User
from paymenttypes.models import Currency, PaymentType
from regions.models import Region
from tests.worlds import World

# What a file, a spreadsheet or XML could make something else of.
AWKWARD = (
    *(
        "=1+1",
        "+49 30 1234",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u3000＝1",
        "＋1",
        "－1",
        "＠x",
        "\u200b=1",
        "−1",
    ),
    *("'", "''", "'=1", "''-1", "'s-Hertogenbosch", '"', '"a"', 'say "no"', ",", ";", "a,b;c", "{", '{"id":1}', "[1]"),
    *("007", "1E5", "1.0", "0x10", "TRUE", "null", "2020-01-02", "#REF!", "a\nb", "a\r\nb", "a\rb", "\n", "\r\n", " "),
    *(
        " a ",
        "\u00a0a",
        "\ufeffa",
        "a\u2028b",
        "a\x85b",
        "a\x0bb\x1b\x1f",
        "\x01",
        "a\x7fb\x9f",
        "\ufffe\uffff",
        "🙂é",
        "é",
    ),
    *("_x000D_", "_x005F_x000D_", "_x000d_", "x005F_", "&amp;<b>]]>", "a\\nb", "%s", "\\", "ΑΩ", "عربى", "𝒳" * 255),
)
TEXTS = (
    *("reference2", "barcode", "billing_city", "billing_state", "billing_postal_code", "billing_address"),
    *("billing_address2", "city", "state", "postal_code", "address", "address2", "email", "phone", "mobile", "fax"),
    *("website", "comment", "supplementary_description", "additional_description", "tax_number", "poc_tenus"),
    *("company_registration_number", "risk", "on_hold_reason", "payment_term"),
)
CONTACT_TEXTS = (
    *("first_name", "last_name", "job_title", "phone", "phone2", "mobile", "fax", "email", "comment", "country"),
    *("city", "postal_code", "address"),
)
EXCLUDED = {"id", "organization", "version", "last_updated", "image", "image_digest", "parent"}


def build_whole_world(world: World) -> None:
    """Fill an organization; all customers are of the same moment, and none is what the write path would make of it."""
    links = Links(world)
    everything = Customer.objects.create(**whole_customer(world, links))
    for payment_type in links.payment_types:
        CustomerPaymentType.objects.create(
            organization=world.organization, customer=everything, payment_type=payment_type
        )
    for position, person in enumerate(people()):
        Contact.objects.create(organization=world.organization, customer=everything, position=position, **person)
    children = add_awkward(world, links)
    # The parents come after their sub-customers, several levels deep.
    for child, parent in zip(children, [*children[1:], everything], strict=True):
        child.parent = parent
        child.save(update_fields=["parent"])


class Links:
    """The records that customers link to, some of them without a reference, switched off, or with an awkward one."""

    def __init__(self, world: World) -> None:
        own: dict[str, Any] = {"organization": world.organization}
        self.category = Category.objects.create(**own, reference="'=cat", name="c", parent=world.root)
        self.segmentation = Segmentation.objects.create(**own, reference='{"id":1}', name="s")
        self.region = Region.objects.create(**own, reference="-1,2", name="r")
        self.nameless_region = Region.objects.create(**own, reference=None, name="without")
        self.user = User.objects.create(**own, username="no-reference", reference=None)
        self.dollar = Currency.objects.create(
            **own, reference="USD", name="Dollar", symbol="$", digits=2, exchange_rate=2
        )
        awkward = PaymentType.objects.create(**own, reference='a,b;c|"d" [', name="p")
        self.payment_types = [world.cash, awkward]
        self.template = CustomFieldTemplate.objects.create(**own, name='Standard "1"')
        self.switched_off = CustomFieldTemplate.objects.create(**own, name="=Old", is_active=False)
        fields = (
            ("Budget", "money", True),
            ("Staff", "number", True),
            ("Since", "date", True),
            ("-Nick", "text", False),
        )
        self.fields = [
            CustomField.objects.create(**own, template=self.template, name=name, data_type=kind, is_active=is_active)
            for name, kind, is_active in fields
        ]


def whole_customer(world: World, links: Links) -> dict[str, Any]:
    """Return a value for each column."""
    budget, staff, since, nick = (str(field.pk) for field in links.fields)
    return {
        "organization": world.organization,
        **{name: f"{name} ü" for name in TEXTS},
        "reference": "everything",
        "name": "Everything & Söhne",
        "is_active": False,
        "category": links.category,
        "bill_with_parent": True,
        "segmentation": links.segmentation,
        "created_by": world.editor,
        "is_same_address": False,
        "billing_country": "FR",
        "country": "Middle-earth",
        "billing_latitude": Decimal("-33.123456789"),
        "billing_longitude": Decimal("-0.000000001"),
        "latitude": Decimal(90),
        "longitude": Decimal("179.5"),
        "credit_limit": Decimal("999999999999.999"),
        "due_days": 30,
        "due_date_rule": "days_after_end_of_invoice_month",
        "currency": links.dollar,
        "region": links.region,
        "risk_color": "#00ff7F",
        "on_hold": True,
        "is_credit": False,
        "balance": Decimal("-0.001"),
        "max_cheque_period": 0,
        "max_cheque_value": Decimal("1.5"),
        "applied_cash_back_output": Decimal("2.25"),
        "return_discount": Decimal(0),
        "invoices_per_route": 7,
        "date_created": datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        "nda_signed": True,
        "nda_signed_date": date(2024, 2, 29),
        "msa_signed": True,
        "msa_signed_date": date(1, 1, 1),
        "template": links.template,
        "custom_values": {budget: "1500.50", staff: "-12", since: "2020-01-02", nick: "=1+1"},
    }


def people() -> Sequence[dict[str, Any]]:
    """Return contacts: a whole one, one with an empty name, one without a word."""
    return (
        {**{name: f'{name} "é"\n' for name in CONTACT_TEXTS}, "kind": "billing", "is_decision_maker": True},
        {"first_name": "", "last_name": "=Smith"},
        {},
    )


def add_awkward(world: World, links: Links) -> list[Customer]:
    """Add a customer for each awkward text, which stands in several of its columns."""
    made = []
    for number, text in enumerate(AWKWARD):
        reference = text if text.isprintable() and not text.isspace() else f"awkward {number}"
        made.append(
            Customer.objects.create(
                organization=world.organization,
                reference=reference,
                name=text,
                city=text,
                comment=text,
                country=text if number % 2 else None,
                phone=text,
                payment_term=text,
                category=world.root,
                currency=world.euro,
                region=links.nameless_region,
                created_by=None if number % 2 else links.user,
                template=links.switched_off if number % 3 == 0 else None,
            )
        )
    return made


def stored_customers(world: World) -> dict[str, Any]:
    """Return all that is stored of the customers, by reference; links as ids, parents as references."""
    names = [field.attname for field in Customer._meta.concrete_fields if field.name not in EXCLUDED]
    found = {
        row["reference"]: {**row, "payment_types": set(), "contacts": []}
        for row in Customer.objects.for_organization(world.organization).values(*names, "parent__reference")
    }
    links = CustomerPaymentType.objects.for_organization(world.organization)
    for reference, payment_type in links.values_list("customer__reference", "payment_type"):
        found[reference]["payment_types"].add(payment_type)
    columns = [
        field.attname for field in Contact._meta.concrete_fields if field.name not in EXCLUDED | {"date_created"}
    ]
    contacts = Contact.objects.for_organization(world.organization).order_by("position", "pk")
    for reference, *person in contacts.values_list("customer__reference", *(set(columns) - {"customer_id"})):
        found[reference]["contacts"].append(person)
    return found


def wipe_customers(world: World) -> None:
    """Delete the customers of an organization with all that hangs on them; what they link to stays."""
    customers = Customer.objects.for_organization(world.organization)
    customers.update(parent=None)
    customers.delete()
