"""``seed_demo``: the documented world, whole, once, and in an empty database only."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from customers.demo import world as demo
from customers.demo.world import build_demo_world
from customers.models import Category, Customer, CustomField, CustomFieldTemplate, Segmentation
from organizations.models import AccountGroup, Organization, User
from paymenttypes.models import Currency, PaymentType
from regions.models import Region
from tests.clients import Caller
from tests.commands.running import refusal, run
from tests.worlds import new_world

pytestmark = pytest.mark.django_db
API = "/api/v1.0"


def everything() -> dict[str, list[Any]]:
    """Return all rows of the world."""
    scoped: tuple[Any, ...] = (
        Category,
        Segmentation,
        Customer,
        CustomFieldTemplate,
        CustomField,
        PaymentType,
        Currency,
        Region,
    )
    found = {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (AccountGroup, Organization, User)
    }
    for model in scoped:
        records = [model.objects.for_organization(key).order_by("pk").values() for key in (1, 2, 3)]
        found[model.__name__] = [row for rows in records for row in rows]
    return found


def test_it_says_in_numbers_what_it_built_and_prints_a_random_password(settings: Settings) -> None:
    settings.DEMO_PASSWORD = ""
    first, second, *rest = run("seed_demo").output.splitlines()
    assert first == "The demo world is built: 3 organizations, 5 users, 33 customers."
    start, _, password = second.rpartition(" ")
    assert start == "Password of admin, api, group, stranger, reader:"
    assert not rest
    for name in ("admin", "api", "group", "stranger", "reader"):
        assert User.accounts.get(username=name).check_password(password)


def test_a_password_of_the_environment_is_used_and_not_shown(settings: Settings) -> None:
    settings.DEMO_PASSWORD = "well-known-elsewhere"
    assert "well-known-elsewhere" not in run("seed_demo").output
    assert User.accounts.get(username="reader").check_password("well-known-elsewhere")


def test_a_second_time_nothing_changes_and_it_says_so() -> None:
    run("seed_demo")
    before = everything()
    assert run("seed_demo").output == "The demo world is there already: nothing was changed.\n"
    assert everything() == before


def test_what_a_visitor_changed_stays_changed() -> None:
    caller = Caller(f"Bearer {build_demo_world().new_key('api')}")
    assert caller.json(f"{API}/customers/256", {"name": "Changed"}).status == 200
    run("seed_demo")
    assert caller.get(f"{API}/customers/256").body["name"] == "Changed"


def test_a_database_with_other_data_is_refused() -> None:
    new_world("somebody")
    assert refusal("seed_demo") == (
        "The database holds other data: name an empty one in DATABASE_URL to build the demo world in."
    )
    assert list(Organization.objects.values_list("name", flat=True)) == ["somebody"]


def test_a_world_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch, media_of_its_own: Path) -> None:
    def break_off(*args: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(demo, "number_on", break_off)
    with pytest.raises(RuntimeError):
        build_demo_world()
    assert not Organization.objects.exists()
    assert not AccountGroup.objects.exists()


def test_the_world_is_the_same_whenever_it_is_built(settings: Settings) -> None:
    settings.DEMO_PASSWORD = "x"
    build_demo_world()
    dates = {
        date
        for rows in everything().values()
        for row in rows
        for column, date in row.items()
        if column in {"date_created", "last_updated", "date_joined"}
    }
    assert max(dates).year < 2026
