"""Reading in the model of dialect v1: filters, order, pages and chosen keys, as documented."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from tests.torture.model import Table
from tests.torture.model_keys import keys_of, sortable
from tests.torture.model_tables import ids_above
from tests.torture.model_values import RefusalError, no_truth, wrong_type
from tests.torture.model_world import API, Answer, Record, Request, wire

Condition = Callable[[Record], bool]
PAGING = ("max", "offset", "sort", "order", "fields")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "gt": lambda value, limit: value > limit,
    "gte": lambda value, limit: value >= limit,
    "lt": lambda value, limit: value < limit,
    "lte": lambda value, limit: value <= limit,
}
DATES = tuple(f"{name}_{comparison}" for name in ("dateCreated", "lastUpdated") for comparison in COMPARISONS)
NAMED = {"reference", "name"}
SEARCHES = {
    "customers": NAMED
    | {"reference2", "barcode", "email", "city", "country", "billingCity", "billingCountry"}
    | {"categoryReference", "customerSegmentationReference", "parentReference"},
    "contacts": {"customerReference"},
    "users": {"reference"},
}
TRUTHS = {"customers": ("isActive", "onHold"), "paymentTypes": ("isActive",), "currencies": ("isActive",)}
SEARCHED = ("reference", "name", "email", "phone", "city")


def filters_of(table: str) -> tuple[str, ...]:
    """Return the filters in the order in which their values are looked at."""
    more = ("region", "q") if table == "customers" else ()
    return (*DATES, *sorted(SEARCHES.get(table, NAMED)), *TRUTHS.get(table, ()), *more)


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def matches(pattern: str, value: str | None) -> bool:
    """Compare the whole value; an asterisk stands for any run of characters."""
    parts = [re.escape(folded(part)) for part in re.split(r"\*+", pattern)]
    return value is not None and re.fullmatch(".*".join(parts), folded(value), re.DOTALL) is not None


def show(table: Table, request: Request) -> Answer:
    """Answer one record, or the chosen keys of it."""
    assert request.key is not None
    names = chosen(table, dict(request.query))
    answer = table.answer(table.demand(request.key))
    body = {key: value for key, value in answer.body.items() if key in names}
    if request.condition[0] == "If-None-Match" and (request.known is None or request.known == json.dumps(body)):
        return Answer(304, None, None, answer.version)
    return Answer(200, body, None, answer.version)


def chosen(table: Table, query: dict[str, str]) -> list[str]:
    keys = keys_of(table.path)
    if "fields" not in query:
        return keys
    strange = set(query["fields"].split(",")) - set(keys)
    if strange:
        raise invalid("fields", ", ".join(sorted(strange)))
    return query["fields"].split(",")


def invalid(name: str, value: str) -> RefusalError:
    return RefusalError(
        400, "invalid_param", f"The value {value} of the parameter {name} is not valid for this request."
    )


def listed(table: Table, request: Request) -> Answer:
    """Answer a page."""
    query = dict(request.query)
    strange = [name for name in query if name not in PAGING and name not in filters_of(table.path)]
    if strange:
        text = f"The parameters [{', '.join(strange)}] you provided are not valid for this request."
        raise RefusalError(400, "invalid_param", text)
    size, offset = min(whole(query, "max", 100, least=1), 1000), whole(query, "offset", 0, least=0)
    sort, order = query.get("sort", "dateCreated"), query.get("order", "asc")
    names = chosen(table, query)
    if sort not in sortable(table.path):
        raise invalid("sort", sort)
    if order.lower() not in {"asc", "desc"}:
        raise invalid("order", order)
    conditions = [condition(table, name, query[name]) for name in filters_of(table.path) if name in query]
    rows = [row for row in table.rows.values() if all(passes(row) for passes in conditions)]
    rows = ordered(table, rows, sort, order.lower())
    frame = [("sort", sort), ("order", order.lower()), *((k, v) for k, v in request.query if k not in PAGING[:4])]
    return Answer(
        200,
        {
            "paging": envelope(table.path, len(rows), size, offset, frame),
            "data": [
                {key: wire(value) for key, value in table.shown(row) if key in names}
                for row in rows[offset : offset + size]
            ],
        },
    )


def whole(query: dict[str, str], name: str, default: int, *, least: int) -> int:
    text = query.get(name, str(default))
    if not re.fullmatch(r"[0-9]+", text) or int(text) < least:
        raise wrong_type(name)
    return int(text)


def ordered(table: Table, rows: list[Record], sort: str, order: str) -> list[Record]:
    """Unset values come last in either direction; ids break ties in the same direction."""
    down = order == "desc"
    values = {row["id"]: dict(table.shown(row))[sort] for row in rows}
    unset = [row for row in rows if values[row["id"]] is None]
    others = [row for row in rows if values[row["id"]] is not None]
    others.sort(key=lambda row: (values[row["id"]], row["id"]), reverse=down)
    return others + sorted(unset, key=lambda row: row["id"], reverse=down)


def envelope(path: str, total: int, size: int, offset: int, frame: list[tuple[str, str]]) -> dict[str, Any]:
    def link(start: int) -> str:
        query = [("max", str(size)), ("offset", str(start)), *frame]
        return f"{API}/{path}?{urlencode(query, quote_via=quote, safe='')}"

    return {
        "total": total,
        "max": size,
        "offset": offset,
        "previous": link(max(0, offset - size)) if offset else None,
        "next": link(offset + size) if offset + size < total else None,
    }


def condition(table: Table, name: str, text: str) -> Condition:
    """Return the condition that a filter sets, or refuse its value, whether or not there are records."""
    if name in DATES:
        column, _, comparison = name.partition("_")
        limit = moment(text)
        return lambda row: COMPARISONS[comparison](row[column], limit)
    if name in TRUTHS.get(table.path, ()):
        if text.lower() not in {"true", "false"}:
            raise no_truth(name)
        return lambda row: bool(row[name]) == (text.lower() == "true")
    if name == "region":
        if not re.fullmatch(r"[0-9]+", text):
            raise wrong_type("region")
        regions = table.world.rows("regions")
        return lambda row: int(text) in ids_above(regions, row["regionId"], "parentId")
    if name == "q":
        return lambda row: has_words(row, text)
    return lambda row: matches(text, searched(table, row, name))


def has_words(row: Record, text: str) -> bool:
    """Look for each word, or part of one, in any of the searched fields."""
    found = [folded(row[key]) for key in SEARCHED if row[key] is not None]
    return all(any(folded(word) in value for value in found) for word in text.split())


def searched(table: Table, row: Record, name: str) -> str | None:
    """Return what a wildcard search looks at."""
    if name == "parentReference":
        parent = row["parentCustomer"]
        return None if parent is None else str(table.rows[parent]["reference"])
    value: str | None = dict(table.shown(row))[name]
    return value


def moment(text: str) -> datetime:
    """Return a date with its fraction cut off at microseconds."""
    found = MOMENT.fullmatch(text)
    if found is None:
        raise RefusalError(
            400, "invalid_datetime_format", f"Invalid datetime filter (not ISO-8601 formatted): [{text}]"
        )
    start, fraction, zone = found.groups()
    zone = "+00:00" if zone == "Z" else zone
    return datetime.fromisoformat(start + zone) + timedelta(microseconds=int((fraction or ".0")[1:7].ljust(6, "0")))
