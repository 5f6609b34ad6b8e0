"""The smaller resources in the model of dialect v1: their parameters, answers and rules, as documented."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from tests.torture.model import Table, Values
from tests.torture.model_values import (
    Link,
    Number,
    Param,
    Reference,
    RefusalError,
    Text,
    Truth,
    Whole,
    missing,
    save_failed,
)
from tests.torture.model_world import API, Record, World

SMALLEST_RATE = Decimal("0.00000001")
PROTECTED = "This {} must not be deleted"
# Name, symbol and digits of a currency that are taken where a caller sends none.
ISO: dict[str, tuple[str, str, int]] = {
    "EUR": ("Euro", "€", 2),
    "USD": ("US Dollar", "$", 2),
    "GBP": ("British Pound", "£", 2),
    "CHF": ("Swiss Franc", "CHF", 2),
    "JPY": ("Japanese Yen", "¥", 0),
}
CONTACT_TEXTS = ("fonction", "phone", "phone2", "mobile", "fax", "email", "comment", "country", "city")
LENGTHS = {"email": 320, "comment": 10_000}


def dates(row: Record) -> Iterator[tuple[str, Any]]:
    yield from ((name, row[name]) for name in ("dateCreated", "lastUpdated"))


def columns(row: Record, *names: str) -> Iterator[tuple[str, Any]]:
    yield from ((name, row[name]) for name in names)


def linked(world: World, table: str, key: int | None) -> dict[str, Any] | None:
    """Return how another record is shown."""
    if key is None:
        return None
    row = world.rows(table)[key]
    return {"id": key, "reference": row["reference"], "name": row["name"], "href": f"{API}/{table}/{key}"}


def protected(what: str) -> RefusalError:
    return RefusalError(400, "delete_not_authorized", PROTECTED.format(what))


def uses(world: World, table: str, name: str, key: int) -> bool:
    return any(row[name] == key for row in world.rows(table).values())


def ids_above(rows: dict[int, Record], key: int | None, name: str) -> Iterator[int]:
    """Yield a record and all that it stands below."""
    while key is not None:
        yield key
        key = rows[key][name]


class Segmentations(Table):
    """Customer segmentations."""

    path = "customerSegmentations"
    noun = "customer segmentation"
    params: ClassVar[tuple[Param, ...]] = (Reference("reference"), Text("name"), Text("description", longest=10_000))

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "name", "description")
        yield "organization", self.world.organization
        yield from dates(row)

    def users_of(self, row: Record) -> bool:
        return uses(self.world, "customers", "customerSegmentationId", row["id"])


class PaymentTypes(Table):
    """Payment types."""

    path = "paymentTypes"
    noun = "payment type"
    params: ClassVar[tuple[Param, ...]] = (Reference("reference"), Text("name"), Truth("isActive", True))

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "name", "isActive")
        yield "organization", self.world.organization
        yield from dates(row)

    def protection(self, row: Record) -> RefusalError | None:
        return protected("type of payment") if row.get("isStandard") else None

    def users_of(self, row: Record) -> bool:
        return any(row["id"] in customer["paymentTypes"] for customer in self.world.rows("customers").values())


class Currencies(Table):
    """Currencies."""

    path = "currencies"
    noun = "currency"
    required = ("reference",)
    params: ClassVar[tuple[Param, ...]] = (
        Reference("reference"),
        Text("name"),
        Text("symbol", longest=16),
        Whole("digits", most=32_767),
        Number("exchangeRate", digits=7, decimals=8),
        Truth("isActive", True),
    )

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "name", "symbol", "digits", "exchangeRate")
        yield "isDefault", row["reference"] == self.world.currency
        yield "isActive", row["isActive"]
        yield from dates(row)

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        code = plan["reference"] if "reference" in plan else stored and stored["reference"]
        if code not in ISO:
            raise save_failed(("reference", "must be written as an ISO 4217 code"))
        for name, default in zip(("name", "symbol", "digits"), ISO[code], strict=True):
            if plan.get(name, stored and stored[name]) is None:
                plan[name] = default
        rate = plan.get("exchangeRate")
        if rate is not None and rate < SMALLEST_RATE:
            raise save_failed(("exchangeRate", f"must not be less than {SMALLEST_RATE:f}"))
        if stored is not None and stored["reference"] == self.world.currency:
            fixed = {"reference": stored["reference"], "exchangeRate": 1, "isActive": True}
            flaws = [(name, "must not be changed") for name, value in fixed.items() if plan.get(name, value) != value]
            if flaws:
                raise save_failed(*flaws)

    def protection(self, row: Record) -> RefusalError | None:
        return protected("currency") if row["reference"] == self.world.currency else None

    def users_of(self, row: Record) -> bool:
        return uses(self.world, "customers", "currency", row["id"])


class Users(Table):
    """Users, whom this dialect only reads."""

    path = "users"
    noun = "user"
    params = ()
    read_only = True

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "email", "firstName", "lastName", "enabled")
        yield "organization", self.world.organization
        yield from dates(row)


class Categories(Table):
    """The tree of categories."""

    path = "customerCategories"
    noun = "customer category"
    params: ClassVar[tuple[Param, ...]] = (
        *Segmentations.params,
        Truth("isRoot"),
        Link("parentId", table=path, noun=noun),
    )

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "name", "description")
        yield "isRoot", row["parentId"] is None
        yield "parentId", row["parentId"]
        yield "parentCategory", linked(self.world, self.path, row["parentId"])
        yield "image", None
        yield "organization", self.world.organization
        yield from dates(row)

    def demanded(self, values: Values, stored: Record | None) -> None:
        if values.get("isRoot") is True or (stored is not None and not {"isRoot", "parentId"} & values.keys()):
            return
        if values.get("parentId", stored["parentId"] if stored else None) is None:
            raise missing("parentId")

    def counts(self, name: str, values: Values) -> bool:
        return values.get("isRoot") is not True

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        if plan.pop("isRoot", None) is True:
            plan["parentId"] = None
        refuse_cycle(self.rows, plan, stored)

    def first_root(self) -> int:
        """Return the category that customers get by default."""
        return min(key for key, row in self.rows.items() if row["parentId"] is None)

    def protection(self, row: Record) -> RefusalError | None:
        return protected("customer category") if row["id"] == self.first_root() else None

    def users_of(self, row: Record) -> bool:
        below = uses(self.world, self.path, "parentId", row["id"])
        return below or uses(self.world, "customers", "categoryId", row["id"])


def refuse_cycle(rows: dict[int, Record], plan: Values, stored: Record | None) -> None:
    if stored is not None and stored["id"] in ids_above(rows, plan.get("parentId"), "parentId"):
        raise save_failed(("parentId", "must not be the record itself or one below it"))


class Regions(Table):
    """The tree of regions, whose levels follow from it."""

    path = "regions"
    noun = "region"
    required = ("name",)
    never_empty = ("name",)
    params: ClassVar[tuple[Param, ...]] = (
        Reference("reference"),
        Text("name"),
        Link("parentId", table=path, noun=noun),
        Whole("position", least=-(2**31)),
    )

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "name")
        yield "level", self.level(row["id"])
        yield from columns(row, "parentId", "position")
        yield from dates(row)

    def level(self, key: int | None) -> int:
        return len(list(ids_above(self.rows, key, "parentId")))

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        refuse_cycle(self.rows, plan, stored)

    def written(self, row: Record, stored: Record | None) -> None:
        """A move that changes levels changes all that stands below."""
        if stored is None or stored is row or self.level(stored["parentId"]) == self.level(row["parentId"]):
            return
        for key, other in self.rows.items():
            if key != row["id"] and row["id"] in ids_above(self.rows, key, "parentId"):
                self.touch(other)

    def users_of(self, row: Record) -> bool:
        below = uses(self.world, self.path, "parentId", row["id"])
        return below or uses(self.world, "customers", "regionId", row["id"])
