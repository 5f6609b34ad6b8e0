"""Filters of the lists of dialect v1 by date, switch and name of the parameter; it knows no SQL."""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from customers.models import Customer
from tests.v1.contracts import BASE, error, no_boolean
from tests.v1.crowds import MAKERS
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
NOON = datetime(2016, 8, 1, 12, tzinfo=UTC)
COMMON = [f"{name}_{side}" for name in ("dateCreated", "lastUpdated") for side in ("gt", "gte", "lt", "lte")]
NAMED = [*COMMON, "reference", "name"]
ACTIVE = [*NAMED, "isActive"]
FILTERS = {
    "customers": [
        *ACTIVE,
        "onHold",
        "q",
        "region",
        "categoryReference",
        "customerSegmentationReference",
        "parentReference",
    ],
    "customerCategories": NAMED,
    "customerSegmentations": NAMED,
    "paymentTypes": ACTIVE,
    "regions": NAMED,
    "currencies": ACTIVE,
    "users": [*COMMON, "reference"],
    "contacts": [*COMMON, "customerReference"],
}
VALUES = {"isActive": "true", "onHold": "false", "region": "1"} | dict.fromkeys(COMMON, "2020-01-01T00:00:00Z")


def found(world: World, **filters: str) -> set[str]:
    """Return the references of the customers that a list with these filters holds."""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in filters.items())
    reply = world.api.get(f"{CUSTOMERS}?max=1000&fields=reference&{query}")
    assert reply.status == 200, reply
    assert reply.body["paging"]["total"] == len(reply.body["data"])
    return {row["reference"] for row in reply.body["data"]}


def make(world: World, rows: Iterable[tuple[str, dict[str, object]]]) -> None:
    """Make customers of these references and columns."""
    common = {"organization": world.organization, "category": world.root, "currency": world.euro}
    Customer.objects.bulk_create(
        Customer(reference=reference, **{"name": reference, "created_by": world.editor, **common, **columns})
        for reference, columns in rows
    )


MOMENTS = {"before": -1, "sharp": 0, "micro": 0.000001, "milli": 0.001, "second": 1, "day": 86_400}


def dated(world: World) -> None:
    """Make customers around noon."""
    make(
        world,
        (
            (name, {"date_created": NOON + timedelta(seconds=step), "last_updated": NOON + timedelta(seconds=step)})
            for name, step in MOMENTS.items()
        ),
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2016-08-01T12:00:00Z", 0),
        ("2016-08-01T12:00:00.000Z", 0),
        ("2016-08-01T12:00:00.000001Z", 0.000001),
        ("2016-08-01T12:00:00.001Z", 0.001),
        ("2016-08-01T12:00:00.0010000Z", 0.001),
        ("2016-08-01T12:00:01.5Z", 1.5),
        ("2016-08-01T14:00:00+02:00", 0),
        ("2016-08-01T14:00:00+0200", 0),
        ("2016-08-01T14:00:00+02", 0),
        ("2016-08-01T06:30:00-05:30", 0),
        ("2016-08-02T01:00:00.001+13:00", 0.001),
        ("2016-08-01T12:00:00-00:00", 0),
        ("0001-01-01T00:00:00Z", -10e9),
        ("9999-12-31T23:59:59Z", 10e9),
    ],
)
@pytest.mark.parametrize("name", ["dateCreated", "lastUpdated"])
def test_dates_are_compared_as_they_are_stored(world: World, name: str, text: str, seconds: float) -> None:
    dated(world)
    compared = {
        "gt": {key for key, step in MOMENTS.items() if step > seconds},
        "gte": {key for key, step in MOMENTS.items() if step >= seconds},
        "lt": {key for key, step in MOMENTS.items() if step < seconds},
        "lte": {key for key, step in MOMENTS.items() if step <= seconds},
    }
    assert {side: found(world, **{f"{name}_{side}": text}) for side in compared} == compared


def test_a_plus_sign_that_was_not_encoded_is_one_all_the_same(world: World) -> None:
    dated(world)
    reply = world.api.get(f"{CUSTOMERS}?fields=reference&dateCreated_lt=2016-08-01T14:00:00+02:00")
    assert reply.body["data"] == [{"reference": "before"}]


@pytest.mark.parametrize(
    "text",
    [
        *("2016-08-1Z", "", "now", "2016-08-01", "2016-08-01T12:00Z", "2016-08-01T12:00:00", "2016-08-01 12:00:00Z"),
        *("2016-02-30T12:00:00Z", "2016-08-01T24:00:00Z", "2016-08-01T12:00:60Z", "2016-08-01T12:00:00.Z"),
        *(
            "2016-08-01T12:00:00+25:00",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
        ),
        *("２０１６-08-01T12:00:00Z", "2016-08-01T12:00:00Z\n", "1470052800", "2016-08-01T12:00:00\u221202:00"),
    ],
)
def test_another_date_is_told(world: World, text: str) -> None:
    told = error(400, "invalid_datetime_format", f"Invalid datetime filter (not ISO-8601 formatted): [{text}]")
    assert world.api.get(f"{CUSTOMERS}?lastUpdated_lte={quote(text)}").pair == told


def test_windows_side_by_side_hold_each_record_once(world: World) -> None:
    dated(world)
    edges = ["2016-08-01T11:00:00Z", "2016-08-01T12:00:00Z", "2016-08-01T12:00:00.000001Z", "2016-08-01T12:00:01Z"]
    edges += ["2016-08-02T12:00:00Z"]
    windows = [found(world, lastUpdated_gt=after, lastUpdated_lte=until) for after, until in itertools.pairwise(edges)]
    assert windows == [{"before", "sharp"}, {"micro"}, {"milli", "second"}, {"day"}]


@pytest.mark.parametrize("filters", [{"isActive": "TRUE"}, {"onHold": "False"}, {"isActive": "true", "name": "*"}])
def test_all_filters_hold_together(world: World, filters: dict[str, str]) -> None:
    make(world, [("on", {}), ("off", {"is_active": False, "on_hold": True})])
    assert found(world, **filters) == {"on"}
    assert found(world, **filters, reference="off") == set()


@pytest.mark.parametrize("value", ["", "1", "yes", "tru", "null", " true"])
def test_a_filter_that_is_no_boolean_is_told(world: World, value: str) -> None:
    assert world.api.get(f"{CUSTOMERS}?isActive={quote(value)}").pair == no_boolean("isActive")


@pytest.mark.parametrize("path", FILTERS)
def test_each_resource_knows_its_filters_and_no_other(world: World, path: str) -> None:
    MAKERS[path](world)
    for name in FILTERS[path]:
        assert world.api.get(f"{BASE}/{path}?{name}={VALUES.get(name, '*')}").status == 200
    strange = sorted(
        {"isActive", "q", "nmae", "Name", "id", "name_gt", "useExternalId", "organization"} - {*FILTERS[path]}
    )
    told = f"The parameters [{', '.join(strange)}] you provided are not valid for this request."
    query = "&".join(f"{name}=x" for name in strange)
    assert world.api.get(f"{BASE}/{path}?max=x&{query}&fields=x").pair == error(400, "invalid_param", told)
