"""Small worlds that tests begin with: organizations with their users, default category, currency and payment types."""

from dataclasses import dataclass

from customers.models import Category
from organizations.models import Organization, Role, User
from paymenttypes.models import Currency, PaymentType
from tests.clients import Caller


@dataclass(frozen=True)
class World:
    """An organization and who calls for it."""

    organization: Organization
    editor: User
    reader: User
    root: Category
    cash: PaymentType
    euro: Currency
    api: Caller
    reading_api: Caller


def new_world(name: str, *, geography: int | None = None) -> World:
    """Return an organization with what every organization has."""
    organization = Organization.objects.create(
        name=name, currency="EUR", has_geography=geography is not None, region_level=geography or 1
    )
    editor = User.objects.create(username=f"{name}-editor", organization=organization, reference="ed-1")
    reader = User.objects.create(
        username=f"{name}-reader", organization=organization, reference="re-1", role=Role.READER
    )
    root = Category.objects.create(organization=organization, reference="root", name="Root")
    cash, *_ = PaymentType.objects.bulk_create(
        PaymentType(organization=organization, reference=reference, name=reference, is_standard=True)
        for reference in ("cash", "cheque", "credit_card")
    )
    euro = Currency.objects.create(
        organization=organization, reference="EUR", name="Euro", symbol="€", digits=2, exchange_rate=1
    )
    return World(organization, editor, reader, root, cash, euro, api=Caller.of(editor), reading_api=Caller.of(reader))
