"""Random requests for the model of dialect v1: mostly sound, often on records that are there, sometimes wrong.

It knows the shapes of requests, and neither what they do nor what they are answered.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.torture.model import Table
from tests.torture.model_keys import keys_of, sortable
from tests.torture.model_lists import DATES, TRUTHS, filters_of
from tests.torture.model_pools import COUNTRIES, ISO, ODD_TEXTS, PATTERNS, REFERENCES, RULED, TABLES, TEXTS, WRONG
from tests.torture.model_values import Colour, Link, Links, Number, Param, Pointer, Reference, Text, Truth, Whole, Word
from tests.torture.model_world import Request, World


@dataclass
class Steps:
    """Draws requests from a seed, with a look at the model for what could be meant."""

    random: Random
    world: World
    gone: list[int] = field(default_factory=list)
    # The tags that answers came with, and those answers.
    tags: list[tuple[str, str | None]] = field(default_factory=list)

    def next(self) -> Request:
        name = self.random.choices(list(TABLES), list(TABLES.values()))[0]
        table = self.world.tables[name]
        kinds: dict[Callable[[Table], Request], int] = {self.listing: 4, self.showing: 3}
        if not table.read_only:
            kinds |= {self.creation: 4, self.update: 7, self.upsert: 5, self.deletion: 2}
            if name == "contacts":
                del kinds[self.upsert]
        request = self.random.choices(list(kinds), list(kinds.values()))[0](table)
        one_record = request.method != "GET" or request.key is not None
        return self.conditional(request, table) if one_record and self.often(0.15) else request

    def conditional(self, request: Request, table: Table) -> Request:
        """Return the request on a state that the record may have: seen before, its present one, or any."""
        tag, known = self.random.choice(self.tags[-20:] or [('"1-0123456789abcdef"', "")])
        row = table.find(request.key) if request.key is not None else None
        if request.method != "GET" and row is not None and self.often(0.5):
            tag = f'"{row["version"]}-0123456789abcdef"'
        if self.often(0.2):
            tag, known = "*", None
        header = "If-None-Match" if request.method == "GET" else self.some("If-Match", "If-None-Match")
        return replace(request, condition=(header, tag), known=known)

    def some(self, *values: Any) -> Any:
        return self.random.choice(values)

    def often(self, share: float) -> bool:
        return self.random.random() < share

    # Which record is meant.

    def known(self, table: Table) -> int:
        """Return the id of a record, or seldom one that there is none of."""
        if self.often(0.06) or not table.rows:
            return int(self.some(0, 10**6, 10**18, *self.gone[-3:]))
        return int(self.random.choice(list(table.rows)))

    def name_of(self, table: Table) -> str:
        found = [row["reference"] for row in table.rows.values() if row.get("reference")]
        pool = ISO if table.path == "currencies" else REFERENCES
        return str(self.random.choice(found if found and self.often(0.7) else pool))

    def key(self, table: Table) -> Pointer:
        if table.path == "contacts" or self.often(0.5):
            return ("id", self.known(table))
        return ("reference", self.name_of(table))

    # The requests.

    def creation(self, table: Table) -> Request:
        pool = ISO if table.path == "currencies" else REFERENCES
        body = self.body(table, external=False)
        if self.often(0.95):
            body = {"reference": self.random.choice(pool), "name": "Name", **self.needed(table), **body}
        return self.sent("POST", table, None, body)

    def needed(self, table: Table) -> dict[str, Any]:
        """Return what a creation must hold."""
        if table.path == "contacts":
            return {"customerId": self.known(self.world.tables["customers"]), "firstName": "Ann", "lastName": "Lee"}
        if table.path == "customerCategories":
            return {"isRoot": True} if self.often(0.2) else {"parentId": self.known(table)}
        if table.path == "currencies":
            return {"exchangeRate": 1.25}
        return {}

    def update(self, table: Table) -> Request:
        key = self.key(table)
        return self.sent(self.some("POST", "PUT", "PATCH"), table, key, self.body(table, external=key[0] != "id"))

    def upsert(self, table: Table) -> Request:
        body = {"name": self.some(*TEXTS[:4]), **self.body(table, external=True)}
        if table.path in {"customerCategories", "currencies"}:
            body = {**self.needed(table), **body}
            body.update({} if "parentId" not in body else {"useExternalId": "false"})
        if self.often(0.8):
            body.pop("reference", None)
        return self.sent(self.some("POST", "POST", "PUT"), table, ("reference", self.name_of(table)), body)

    def deletion(self, table: Table) -> Request:
        return Request("DELETE", table.path, self.key(table))

    def showing(self, table: Table) -> Request:
        query = (("fields", self.chosen(table)),) if self.often(0.3) else ()
        return Request("GET", table.path, self.key(table), query)

    def chosen(self, table: Table) -> str:
        keys = self.random.sample(keys_of(table.path), self.random.randint(1, 5))
        return ",".join([*keys, "nonsense"] if self.often(0.05) else keys)

    def sent(self, method: str, table: Table, key: Pointer | None, body: dict[str, Any]) -> Request:
        encoding = self.some("json", "json", "form", "multipart")
        if encoding != "json":
            body = {name: as_text(value, self.random) for name, value in body.items()}
        return Request(method, table.path, key, body=body, encoding=encoding)

    # What a body holds.

    def body(self, table: Table, *, external: bool) -> dict[str, Any]:
        # Most parameters are plain texts; those with rules of their own get more than their share.
        ruled = [param for param in table.params if not isinstance(param, Text) or param.name in RULED]
        params = self.random.sample(table.params, min(self.random.randint(0, 4), len(table.params)))
        params += self.random.sample(ruled, min(self.random.randint(1, 5), len(ruled)))
        body: dict[str, Any] = {}
        if self.often(0.25):
            external = bool(self.some(True, False))
            body["useExternalId"] = self.some(external, str(external).upper())
        for param in params:
            body[param.name] = self.wrong(param) if self.often(0.04) else self.value(param, table, external=external)
        if self.often(0.05):
            body |= self.some({"unknown": "x"}, {"id": 999}, {"useExternalId": "maybe"}, {"dateCreated": "never"})
        return body

    def wrong(self, param: Param) -> Any:
        return self.random.choice(WRONG[type(param)])

    def value(self, param: Param, table: Table, *, external: bool) -> Any:
        if self.often(0.1):
            return None
        if isinstance(param, Links):
            target = self.world.tables[param.table]
            found = [self.link(target, external=external) for _ in range(self.random.randint(0, 3))]
            return [one if isinstance(one, dict) else {"id": one} for one in found] if self.often(0.3) else found
        if isinstance(param, Link):
            return self.link(self.world.tables[param.table], external=external and not param.always_id)
        return self.plain(param, table)

    def link(self, table: Table, *, external: bool) -> Any:
        key = self.known(table)
        if external and self.often(0.8):
            return self.name_of(table)
        return self.some(key, key, {"id": key}, key if external else str(key))

    def plain(self, param: Param, table: Table) -> Any:
        if param.name in {"country", "billingCountry"} and table.path == "customers":
            return self.some(*COUNTRIES, "Atlantis" if self.often(0.2) else "FR")
        if param.name == "currency":
            return self.some("EUR", "usd", "GBP", "CHF", "JPY", "QQQ")
        if table.path == "currencies" and param.name in {"reference", "name", "symbol", "digits"}:
            return {"reference": self.random.choice(ISO), "digits": 3}.get(param.name, "¤")
        if isinstance(param, Reference):
            return self.random.choice(REFERENCES)
        pools: dict[type[Param], tuple[Any, ...]] = {
            Truth: (True, False, "true", "FALSE"),
            Whole: (0, 10, "9", 3, 2**31 - 1),
            Number: (0, 10, "9.5", 50.25, "1e1", "1", 5, "0.125"),
            Word: ("1", "2", 2, "daysAfterInvoiceDate", "daysAfterEndOfInvoiceMonth"),
            Colour: ("#00ff00", "#ABCDEF"),
        }
        return self.random.choice(pools.get(type(param), ODD_TEXTS))

    # What a list is asked for.

    def listing(self, table: Table) -> Request:
        query = [(name, self.filter_value(table, name)) for name in self.filters(table)]
        paging = {
            "max": self.some("1", "2", "3", "7", "1000", "1001", "99999999999999999999"),
            "offset": self.some("0", "1", "4", "30"),
            "sort": self.random.choice(sortable(table.path)),
            "order": self.some("asc", "desc", "DESC"),
            "fields": self.chosen(table),
        }
        query += [(name, value) for name, value in paging.items() if self.often(0.5)]
        self.random.shuffle(query)
        if self.often(0.05):
            wrong = self.some(
                ("max", "0"), ("max", "x"), ("offset", "-1"), ("sort", "nothing"), ("order", "up"), ("x", "1")
            )
            query = [wrong]
        return Request("GET", table.path, query=tuple(query))

    def filters(self, table: Table) -> list[str]:
        names = sorted(filters_of(table.path))
        return self.random.sample(names, self.random.choice((0, 0, 1, 1, 2)))

    def filter_value(self, table: Table, name: str) -> str:
        if name in DATES:
            return self.date(table, name.partition("_")[0])
        if name in TRUTHS.get(table.path, set()):
            return str(self.some("true", "false", "True", "maybe" if self.often(0.2) else "true"))
        if name == "region":
            return str(self.some(self.known(self.world.tables["regions"]), "x" if self.often(0.1) else "0"))
        if name == "q":
            return " ".join(self.random.sample(("a", "É", "new", "york", "SS", "name", "50%", "_"), self.some(0, 1, 2)))
        return str(self.some(*PATTERNS, self.name_of(table) if table.path not in {"contacts"} else "*"))

    def date(self, table: Table, column: str) -> str:
        """Return a moment that a record has, or one beside it."""
        rows = list(table.rows.values())
        base = self.random.choice(rows)[column] if rows else self.world.now
        near = base + timedelta(microseconds=self.some(0, 0, 1, -1, 10**6))
        text = near.strftime("%Y-%m-%dT%H:%M:%S.%f")
        if self.often(0.03):
            return str(self.some("2016-08-1Z", "now", text, "2031-13-01T00:00:00Z"[:9]))
        return str(self.some(f"{text}Z", f"{text}000Z", f"{text[:19]}Z", f"{text}+00:00"))


def as_text(value: Any, random: Random) -> str:
    """Return a value as a form holds it."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = json.dumps(value)
        return text.replace('"id": ', '"id"=') if random.random() < 0.5 else text
    if isinstance(value, dict):
        return str(value["id"]) if "id" in value else json.dumps(value)
    return value if isinstance(value, str) else json.dumps(value)
