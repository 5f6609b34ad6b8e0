"""A run: all or nothing, numbered on from what is there, with the records that customers link to."""

import pytest

from customers.generation.running import LARGEST_NUMBER, TooManyError
from customers.generation.trades import tree
from customers.models import Category, Customer, CustomerPaymentType, Segmentation
from paymenttypes.models import PaymentType
from regions.models import Region
from tests.generation.worlds import british_world, made
from tests.worlds import World, new_world

pytestmark = pytest.mark.django_db


def references(world: World) -> list[str]:
    return list(
        Customer.objects.for_organization(world.organization).order_by("pk").values_list("reference", flat=True)
    )


def test_a_second_run_numbers_on_and_leaves_all_else_alone(elsewhere: World) -> None:
    new_customer(elsewhere, "C-0000900")
    for reference in ("C-0000041", "C-77", "C-00000x9", "D-0000099"):
        new_customer(elsewhere, reference)
    assert made(elsewhere, 3).last == "C-0000903"
    first = set(Customer.objects.for_organization(elsewhere.organization).values_list("name", flat=True))
    summary = made(elsewhere, 40)
    assert (summary.first, summary.last, summary.records) == ("C-0000904", "C-0000943", {})
    assert len(references(elsewhere)) == 48
    added = Customer.objects.for_organization(elsewhere.organization).filter(
        reference__gt="C-0000903", reference__lt="D"
    )
    assert len(set(added.values_list("name", flat=True)) - first) > 35


def new_customer(world: World, reference: str) -> None:
    Customer.objects.create(
        organization=world.organization,
        reference=reference,
        name=reference,
        category=world.root,
        created_by=world.editor,
        currency=world.euro,
    )


def test_references_have_an_end(elsewhere: World) -> None:
    new_customer(elsewhere, f"C-{LARGEST_NUMBER - 2}")
    with pytest.raises(TooManyError, match=r"^2$"):
        made(elsewhere, 3)
    assert made(elsewhere, 2).last == f"C-{LARGEST_NUMBER}"


def test_what_is_missing_to_link_to_is_made_once() -> None:
    world = british_world()
    country = Region.objects.create(organization=world.organization, name="united kingdom", level=1)
    Region.objects.create(organization=world.organization, name="Scotland", level=2, parent=country)
    summary = made(world, 300)
    assert summary.records["categories"] == len(tree())
    assert summary.records["segmentations"] == Segmentation.objects.for_organization(world.organization).count() == 8
    regions = Region.objects.for_organization(world.organization)
    assert summary.records["regions"] == regions.count() - 2
    assert list(regions.filter(parent=country).order_by("name").values_list("name", "level")) == [
        ("England", 2),
        ("Northern Ireland", 2),
        ("Scotland", 2),
        ("Wales", 2),
    ]
    customers = Customer.objects.for_organization(world.organization)
    assert not customers.exclude(region__level=2).exists()
    assert set(customers.filter(billing_country="GB").values_list("currency__reference", flat=True)) == {"GBP"}
    assert set(customers.exclude(billing_country="GB").values_list("currency__reference", flat=True)) >= {"EUR"}
    assert made(world, 10).records == {}


def test_categories_and_currencies_of_the_organization_are_used_where_there_are_enough(elsewhere: World) -> None:
    organization = elsewhere.organization
    Category.objects.bulk_create(
        Category(organization=organization, reference=f"own-{number}", name="Own", parent=elsewhere.root)
        for number in range(len(tree()))
    )
    PaymentType.objects.for_organization(organization).exclude(reference="cash").update(is_active=False)
    summary = made(elsewhere, 400)
    assert "categories" not in summary.records
    assert "regions" not in summary.records
    customers = Customer.objects.for_organization(organization)
    assert customers.filter(category__reference__startswith="own-").count() > 300
    assert customers.filter(currency=elsewhere.euro, region=None).count() == 400
    types = CustomerPaymentType.objects.for_organization(organization)
    assert set(types.values_list("payment_type__reference", flat=True)) == {"cash"}
    assert types.count() == summary.numbers.payment_types == 400


def test_regions_below_the_second_level_are_not_made_up() -> None:
    world = new_world("deep", geography=3)
    assert "regions" not in made(world, 5).records
    assert not Customer.objects.for_organization(world.organization).exclude(region=None).exists()


def test_a_customer_made_by_a_user_of_another_organization_has_no_creator(elsewhere: World) -> None:
    guest = new_world("guest").editor
    foreign = World(**{**{name: getattr(elsewhere, name) for name in World.__dataclass_fields__}, "editor": guest})
    made(foreign, 3)
    assert set(Customer.objects.for_organization(elsewhere.organization).values_list("created_by", flat=True)) == {None}


def test_nothing_is_kept_of_a_run_that_fails(elsewhere: World) -> None:
    """Seen to fail: without the transaction, and with a commit after each part."""

    def fail(numbers: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(elsewhere, 1500, listener=fail)
    assert references(elsewhere) == []
    assert Category.objects.for_organization(elsewhere.organization).count() == 1
    assert not CustomerPaymentType.objects.for_organization(elsewhere.organization).exists()
    assert made(elsewhere, 2).first == "C-0000001"
