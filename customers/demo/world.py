"""Builds the demo world: the documents' own examples, with their ids, through the write paths of their records.

What is in it stands in ``customers.demo.data``. It prints nothing, and knows no HTTP.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection

from customers.categories import category_writer, segmentation_writer
from customers.demo import data as demo_data
from customers.demo.data import Values
from customers.demo.logo import draw_logo, store_logo
from customers.demo.samples import SAMPLES
from customers.models import Category, Customer, CustomField, CustomFieldTemplate, Segmentation
from customers.services import customer_create
from customers.setup import standard_records
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.picture_files import CUSTOMER_PICTURES, picture_folder
from customers_api.core.units import in_unit
from customers_api.core.writing import RecordWriter
from organizations.credentials import api_key_create
from organizations.models import AccountGroup, Organization, User
from paymenttypes.models import Currency, PaymentType
from paymenttypes.services import currency_writer, payment_type_writer
from regions.models import Region
from regions.services import region_writer

HOME = 1
STRANGERS = 3
FIRST_SAMPLE = 258
NUMBERED = (
    AccountGroup,
    Organization,
    User,
    Category,
    Segmentation,
    Customer,
    CustomFieldTemplate,
    CustomField,
    PaymentType,
    Currency,
    Region,
)


class OtherDataError(Exception):
    """The database holds records that are not the demo world's, whose ids it may need."""


@dataclass(frozen=True)
class DemoWorld:
    """The demo world as it was just made: its organizations and users by name, and the password of all users."""

    organizations: Mapping[str, Organization]
    users: Mapping[str, User]
    password: str

    def new_key(self, username: str) -> str:
        """Return a new API key of a user."""
        return api_key_create(user=self.users[username], name="demo")[1]


def demo_world_exists() -> bool:
    """Tell whether the database holds the demo world, whatever was changed in it since."""
    return Organization.objects.filter(pk=HOME, upload_token=demo_data.UPLOAD_TOKEN).exists()


def is_empty() -> bool:
    """Tell whether the database holds nobody's records: each record belongs to an organization."""
    return not Organization.objects.exists() and not AccountGroup.objects.exists()


def build_demo_world() -> DemoWorld:
    """Build the demo world in an empty database, whole or not at all."""
    if not is_empty():
        raise OtherDataError
    return in_unit(build)


def build() -> DemoWorld:
    """Build the records in the order in which they link to each other."""
    password = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
    organizations = build_organizations()
    users = build_users(organizations, password)
    for organization in organizations.values():
        build_standard_records(organization)
    caller = Caller(organizations["entity1"], users["api"])
    build_references(caller)
    build_custom_fields(caller.organization)
    build_customers(caller)
    create(customer_create, Caller(organizations["Stranger"], users["stranger"]), demo_data.SECRET_CUSTOMER)
    number_on()
    return DemoWorld(organizations, users, password)


def build_organizations() -> dict[str, Organization]:
    """Return the organizations by name."""
    group = AccountGroup.objects.create(pk=1, name=demo_data.GROUP)
    organizations = {}
    for pk, values in demo_data.ORGANIZATIONS.items():
        in_group = group if pk in demo_data.GROUPED else None
        organizations[values["name"]] = Organization.objects.create(pk=pk, account_group=in_group, **values)
    return organizations


def build_users(organizations: Mapping[str, Organization], password: str) -> dict[str, User]:
    """Return the users by name; they share the password and so its hash, which takes its time to be made."""
    hashed = make_password(password)
    by_id = {organization.pk: organization for organization in organizations.values()}
    users = {}
    for pk, values in demo_data.USERS.items():
        user = User(pk=pk, password=hashed, date_joined=demo_data.BEGINNING, **values, **demo_data.DATES)
        user.organization = by_id[user.organization_id]
        user.email = f"{user.username}@example.com"
        user.save(force_insert=True)
        users[user.username] = user
    return users


def build_standard_records(organization: Organization) -> None:
    """Build what every organization begins with."""
    records = standard_records(organization)
    for pk, record in zip(demo_data.STANDARD_IDS[organization.pk], records, strict=True):
        record.pk = pk
        record.date_created = record.last_updated = demo_data.BEGINNING
        record.save(force_insert=True)


def build_references(caller: Caller) -> None:
    """Build the records that customers link to."""
    writers: tuple[tuple[RecordWriter[Any], dict[int, Values]], ...] = (
        (category_writer, demo_data.CATEGORIES),
        (segmentation_writer, demo_data.SEGMENTATIONS),
        (payment_type_writer, demo_data.PAYMENT_TYPES),
        (currency_writer, demo_data.CURRENCIES),
        (region_writer, demo_data.REGIONS),
    )
    for writer, records in writers:
        for pk, values in records.items():
            create(writer.create, caller, {"id": pk, **demo_data.DATES, **values})


def build_custom_fields(organization: Organization) -> None:
    """Build the template of custom fields, whose fields stand in the order of their ids."""
    template = CustomFieldTemplate(organization=organization, **demo_data.TEMPLATE, **demo_data.DATES)
    template.save(force_insert=True)
    for pk, values in demo_data.CUSTOM_FIELDS.items():
        field = CustomField(pk=pk, organization=organization, template=template, order=pk, **values, **demo_data.DATES)
        field.save(force_insert=True)


def build_customers(caller: Caller) -> None:
    """Build the customers of the demo world's own organization, and the logo of the first."""
    organization = caller.organization
    folder = picture_folder(organization.name, organization.upload_token, CUSTOMER_PICTURES)
    logo, path = draw_logo(), f"{folder}/{demo_data.LOGO_NAME}"
    stored = {demo_data.MARIES_JEWELRY: {"image": path, "image_digest": logo.digest}}
    for pk, values in demo_data.NAMED_CUSTOMERS.items():
        create(customer_create, caller, {"id": pk, **values, **stored.get(pk, {})})
    for number, sample in enumerate(SAMPLES):
        create(customer_create, caller, {"id": FIRST_SAMPLE + number, **demo_data.sample_values(number, sample)})
    store_logo(logo, path=path)


def create(door: Any, caller: Caller, values: Mapping[str, Any]) -> None:
    """Create a record with a given id through its write path, so that every rule holds for it too."""
    door(caller=caller, incoming=Incoming(values))


def numbers_of_records() -> str:
    """Return what was built, in numbers."""
    counts = [(Organization.objects.count(), "organizations"), (User.accounts.count(), "users")]
    customers = sum(Customer.objects.for_organization(pk).count() for pk in demo_data.ORGANIZATIONS)
    return ", ".join(f"{count} {noun}" for count, noun in [*counts, (customers, "customers")])


def number_on() -> None:
    """Let PostgreSQL count on from the given ids; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(NUMBERED)):
            cursor.execute(statement)
