"""``generate_customers``: what it prints, and how it refuses."""

import re
import signal

import pytest

from customers.generation import workers
from customers.management.commands import generate_customers
from customers.models import Customer
from customers_api.core.interruptions import InterruptionError
from organizations.models import Organization, Role, User
from tests.commands.running import refusal, run
from tests.worlds import World

pytestmark = pytest.mark.django_db
NAME = "generate_customers"


@pytest.fixture
def house(elsewhere: World) -> World:
    """An organization with an administrator."""
    User.objects.create(username="boss", organization=elsewhere.organization, reference="b", role=Role.ADMINISTRATOR)
    return elsewhere


def customers(world: World) -> list[tuple[str, str]]:
    rows = Customer.objects.for_organization(world.organization).order_by("reference")
    return list(rows.values_list("reference", "name"))


def test_it_says_what_it_makes_and_ends_with_the_numbers(house: World) -> None:
    printed = run(NAME, "--organization", "elsewhere", "--count", "20", "--seed", "7", "--until", "2026-03-01")
    first, second, last = printed.output.splitlines()
    assert first == "Making customers of elsewhere as boss: --seed 7 --until 2026-03-01"
    assert second == "Their references: C-0000001 to C-0000020"
    form = r"customers: 20, payment types: (\d\d), categories: 200, segmentations: 8, seconds: \d+\.\d"
    assert re.fullmatch(form, last)
    assert printed.hints == ""
    rows = Customer.objects.for_organization(house.organization)
    assert set(rows.values_list("created_by__username", flat=True)) == {"boss"}
    assert not rows.filter(last_updated__gt="2026-03-01T00:00Z").exists()


def test_the_same_seed_makes_the_same_customers_wherever_the_numbers_begin_alike(house: World, world: World) -> None:
    for name in ("elsewhere", "here"):
        run(NAME, "--organization", name, "--count", "30", "--until", "2026-03-01", "--user", f"{name}-editor")
    assert customers(house) == customers(world)
    creators = Customer.objects.for_organization(house.organization).values_list("created_by__username", flat=True)
    assert set(creators) == {"elsewhere-editor"}
    run(NAME, "--organization", "here", "--count", "30", "--until", "2026-03-01", "--user", "here-editor")
    names = [name for _, name in customers(world)]
    assert len(names) == 60
    assert names[30:] != names[:30]


def test_what_cannot_be_made_is_refused_in_one_line(house: World) -> None:
    """Each in turn; nothing is made by any of them."""
    ask = (NAME, "--organization", "elsewhere", "--count")
    number = "Error: argument --count: give a number from 1 to 100000000, not {}."
    assert refusal(*ask, "0") == number.format("'0'")
    assert refusal(*ask, "-1") == number.format("'-1'")
    assert refusal(*ask, "1e6") == number.format("'1e6'")
    assert refusal(*ask, "١") == number.format("'١'")
    assert refusal(*ask, "100000001") == number.format("'100000001'")
    assert refusal(*ask, "9" * 5000).startswith("Error: argument --count: give a number from 1 to 100000000")
    assert refusal(*ask, "1", "--until", "2999-01-01").startswith(
        "Error: argument --until: give a day from 1980-01-01 to "
    )
    assert refusal(*ask, "1", "--until", "1979-12-31").endswith("not '1979-12-31'.")
    assert refusal(*ask, "1", "--until", "tomorrow").endswith("not 'tomorrow'.")
    assert refusal(*ask, "1", "--user", "nobody").startswith("There is no user 'nobody'.")
    assert "only reads" in refusal(*ask, "1", "--user", "elsewhere-reader")
    assert refusal(NAME, "--organization", "nowhere", "--count", "1").startswith("There is no organization 'nowhere'.")
    Organization.objects.filter(name="elsewhere").update(being_erased=True)
    assert refusal(*ask, "1") == "elsewhere is being erased: no customers are made for it."
    assert customers(house) == []


def test_a_run_that_ends_early_says_why_and_that_nothing_was_kept(
    house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = (NAME, "--organization", "elsewhere", "--count", "3")
    endings = {
        InterruptionError(signal.SIGTERM): "Interrupted. Nothing was kept.",
        workers.LostProcessError(): "A process that makes customers has died. Nothing was kept.",
    }
    for ending, line in endings.items():
        monkeypatch.setattr(generate_customers, "generate", raising(ending))
        assert refusal(*ask) == line
    monkeypatch.undo()
    Customer.objects.create(
        organization=house.organization,
        reference="C-999999998",
        name="Last",
        category=house.root,
        created_by=house.editor,
        currency=house.euro,
    )
    assert refusal(*ask) == "The references end with C-999999999: there is room for 1 more. Nothing was kept."
    assert [reference for reference, _ in customers(house)] == ["C-999999998"]


def raising(error: BaseException) -> object:
    def generate(*args: object, **kwargs: object) -> None:
        raise error

    return generate
