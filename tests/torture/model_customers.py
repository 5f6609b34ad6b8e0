"""Customers and their contacts in the model of dialect v1: parameters, answers and rules, as documented."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from tests.torture.model import Table, Values
from tests.torture.model_tables import Categories, columns, dates, ids_above, linked, uses
from tests.torture.model_values import (
    Colour,
    Link,
    Links,
    Number,
    Param,
    Reference,
    RefusalError,
    Text,
    Truth,
    Whole,
    Word,
    missing,
    save_failed,
)
from tests.torture.model_world import API, Record

COUNTRIES = {"france": "FR", "fra": "FR", "fr": "FR", "germany": "DE", "allemagne": "DE", "usa": "US", "us": "US"}
RULES = {"1": "daysAfterInvoiceDate", "2": "daysAfterEndOfInvoiceMonth"}
KNOWN_CODES = {"EUR", "USD", "GBP", "CHF", "JPY"}
UNWRITABLE_NUMBERS = ("balance", "maxChequePeriod", "maxChequeValue", "appliedCashBackOutput", "returnDiscount")
ADDRESS = ("Country", "City", "PostalCode", "Address", "Lat", "Lng")
SHIPPING = ("country", "city", "postalCode", "address", "latitude", "longitude")


def latitude(name: str) -> Number:
    return Number(name, least="-90", most="90", digits=3, decimals=9)


def longitude(name: str) -> Number:
    return Number(name, least="-180", most="180", digits=3, decimals=9)


class Customers(Table):
    """Customers."""

    path = "customers"
    noun = "customer"
    params: ClassVar[tuple[Param, ...]] = (
        Reference("reference"),
        Text("name"),
        Text("reference2"),
        Text("barcode"),
        Truth("isActive", True),
        Link("categoryId", table="customerCategories", noun="customer category"),
        Truth("isSubCustomer", False),
        Link("parentCustomer", table="customers", noun="parent customer"),
        Truth("billWithParent", False),
        Link("customerSegmentationId", table="customerSegmentations", noun="customer segmentation"),
        Link("userId", table="users", noun="user"),
        Truth("isSameAddress", True),
        *(Text(f"billing{part}") for part in ADDRESS[:4]),
        latitude("billingLat"),
        longitude("billingLng"),
        *map(Text, SHIPPING[:4]),
        latitude("latitude"),
        longitude("longitude"),
        *map(Text, ("email", "phone", "mobile", "fax")),
        Text("comment", longest=10_000),
        Text("website"),
        Number("creditLimit", least="0"),
        Whole("dueDateConfigNumber"),
        Word("dueDateConfigType", words={**RULES, **{word: word for word in RULES.values()}}),
        Text("taxNumber"),
        Text("companyRegistrationNumber"),
        Text("currency"),
        Links("paymentTypes", frozenset(), table="paymentTypes", noun="payment type"),
        Link("regionId", table="regions", noun="region", always_id=True),
        Text("customerRisk"),
        Colour("customerRiskColor"),
        Truth("onHold", False),
        Text("onHoldReason"),
    )

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        yield from columns(row, "id", "reference", "reference2", "name")
        yield from self.shown_links(row)
        yield from (("pocTenus", None), ("email", row["email"]), ("logo", None))
        yield from columns(row, "phone", "mobile", "fax", "comment", "barcode", "isSameAddress")
        yield from columns(row, *(f"billing{part}" for part in ADDRESS), *SHIPPING)
        yield from (("isCredit", None), ("creditLimit", row["creditLimit"]))
        yield from ((name, None) for name in (*UNWRITABLE_NUMBERS, "invoicesPerRoute"))
        yield from columns(row, "isActive", "onHold", "onHoldReason")
        yield "paymentTerm", None
        yield from self.shown_lists(row)
        yield from columns(row, "customerRisk", "customerRiskColor")
        yield "organization", self.world.organization
        yield from dates(row)
        yield "region", self.shown_region(row["regionId"])

    def shown_links(self, row: Record) -> Iterator[tuple[str, Any]]:
        category = linked(self.world, "customerCategories", row["categoryId"])
        segmentation = linked(self.world, "customerSegmentations", row["customerSegmentationId"])
        yield "categoryReference", category and category["reference"]
        yield "customerCategory", category
        yield "isSubCustomer", row["parentCustomer"] is not None
        yield "parentCustomer", linked(self.world, "customers", row["parentCustomer"])
        yield "billWithParent", row["billWithParent"]
        yield "customerSegmentationReference", segmentation and segmentation["reference"]
        yield "customerSegmentation", segmentation

    def shown_lists(self, row: Record) -> Iterator[tuple[str, Any]]:
        user = row["userId"]
        reference = self.world.rows("users")[user]["reference"]
        yield "createdBy", {"userId": user, "reference": reference, "href": f"{API}/users/{user}"}
        yield from columns(row, "dueDateConfigNumber", "dueDateConfigType")
        yield "paymentTypes", [linked(self.world, "paymentTypes", key) for key in sorted(row["paymentTypes"])]
        yield from columns(row, "website", "taxNumber", "companyRegistrationNumber")
        contacts = cast("Contacts", self.world.tables["contacts"])
        yield "contacts", [contacts.brief(one) for one in contacts.of(row["id"])]
        yield "currency", self.world.rows("currencies")[row["currency"]]["reference"]

    def shown_region(self, key: int | None) -> dict[str, Any] | None:
        if key is None:
            return None
        return {"id": key, "name": self.world.rows("regions")[key]["name"], "href": f"{API}/regions/{key}"}

    def demanded(self, values: Values, stored: Record | None) -> None:
        parent = values.get("parentCustomer", stored["parentCustomer"] if stored else None)
        if values.get("isSubCustomer") is True and parent is None:
            raise missing("parentCustomer")
        names = ("dueDateConfigType", "dueDateConfigNumber")
        rule, days = (values.get(name, stored[name] if stored else None) for name in names)
        if set(names) & values.keys() and rule is not None and days is None:
            raise missing("dueDateConfigNumber")

    def counts(self, name: str, values: Values) -> bool:
        return name != "parentCustomer" or values.get("isSubCustomer", True) not in {False, None}

    def after_link(self, name: str, plan: Values, values: Values, stored: Record | None) -> None:
        if name == "parentCustomer":
            self.check_parent(plan, values, stored)
        elif name in {"country", "billingCountry"} and plan.get(name) is not None:
            self.check_country(name, plan, stored)
        elif name in {"categoryId", "userId"} and plan.get(name) is None and (stored is None or name in plan):
            first_root = cast("Categories", self.world.tables["customerCategories"]).first_root
            plan[name] = self.world.caller if name == "userId" else first_root()
        elif name == "currency" and (stored is None or name in plan):
            self.check_currency(plan, stored)

    def check_parent(self, plan: Values, values: Values, stored: Record | None) -> None:
        if "isSubCustomer" in values and not self.counts("parentCustomer", values):
            plan["parentCustomer"] = None
        plan.pop("isSubCustomer", None)
        above = ids_above(self.rows, plan.get("parentCustomer"), "parentCustomer")
        if stored is not None and stored["id"] in above:
            raise RefusalError(404, "not_found", "The customer cannot be a subcustomer of itself.")

    def check_country(self, name: str, plan: Values, stored: Record | None) -> None:
        text = plan[name]
        code = COUNTRIES.get(text.lower())
        if code is None and not (stored is not None and stored[name] == text):
            raise RefusalError(404, "not_found", f"The country with name {text} doesn't exist.")
        plan[name] = code or text

    def check_currency(self, plan: Values, stored: Record | None) -> None:
        text = plan.get("currency") or self.world.currency
        if text.upper() not in KNOWN_CODES:
            raise RefusalError(404, "not_found", f"The currency with name {text} doesn't exist.")
        row = self.world.tables["currencies"].find(("reference", text.upper()))
        usable = row is not None and row["isActive"] and row["exchangeRate"] is not None
        if row is None or not (usable or (stored is not None and stored["currency"] == row["id"])):
            raise RefusalError(404, "not_found", f"The currency with name {text} is not configured.")
        plan["currency"] = row["id"]

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        region = plan.get("regionId")
        same = stored is not None and stored["regionId"] == region
        level = sum(1 for _ in ids_above(self.world.rows("regions"), region, "parentId"))
        if region is not None and level < self.world.region_level and not same:
            text = "The parameters [regionId] you provided are not valid for this request."
            raise RefusalError(400, "invalid_param", text)

    def check_flaws(self, plan: Values) -> None:
        super().check_flaws({name: value for name, value in plan.items() if name != "currency"})

    def users_of(self, row: Record) -> bool:
        return uses(self.world, "customers", "parentCustomer", row["id"])

    def written(self, row: Record, stored: Record | None) -> None:
        """Its contacts go with a deleted customer."""
        if row["id"] not in self.rows:
            for contact in [key for key, one in self.world.rows("contacts").items() if one["customerId"] == row["id"]]:
                del self.world.rows("contacts")[contact]


class Contacts(Table):
    """The contacts of all customers."""

    path = "contacts"
    noun = "contact"
    required = ("customerId", "firstName", "lastName")
    never_empty = ("customerId",)
    params: ClassVar[tuple[Param, ...]] = (
        Link("customerId", table="customers", noun="customer"),
        *map(Text, ("firstName", "lastName", "fonction", "phone", "phone2", "mobile", "fax")),
        Text("email", longest=320),
        Text("comment", longest=10_000),
        *map(Text, ("country", "city", "postalCode", "address")),
        Truth("isDecisionMaker", False),
    )

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        customer = linked(self.world, "customers", row["customerId"])
        yield "id", row["id"]
        yield from (("customerReference", customer and customer["reference"]), ("customer", customer))
        yield from columns(row, *(param.name for param in self.params[1:]))
        yield from dates(row)

    def of(self, customer: int) -> list[Record]:
        return [row for row in self.rows.values() if row["customerId"] == customer]

    def brief(self, row: Record) -> dict[str, Any]:
        names = ("id", "firstName", "lastName", "fonction", "phone", "mobile", "email")
        return {**{name: row[name] for name in names}, "href": f"{API}/contacts/{row['id']}"}

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        if stored is not None and plan.get("customerId", stored["customerId"]) != stored["customerId"]:
            raise save_failed(("customerId", "must not be changed"))

    def written(self, row: Record, stored: Record | None) -> None:
        self.world.tables["customers"].touch(self.world.rows("customers")[row["customerId"]])
