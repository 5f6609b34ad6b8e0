"""The examples of a resource's answers in dialect v1, made of two records: the one shown, and the one just created.

It knows what paging and updates look like, and no resource.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings

from customers_api.api.filters import filters_of
from customers_api.api.notes import Schema
from customers_api.api.resources import Resource

Record = Mapping[str, Any]
# Stands in examples for the moment of the request.
NOW = "2026-03-04T09:02:13Z"
NEW_DATES = {"dateCreated": NOW, "lastUpdated": NOW}
# Of all records of the demo world but its customers.
DEMO_DATES = {"dateCreated": "2015-12-17T23:00:00Z", "lastUpdated": "2015-12-17T23:00:00Z"}
# By which filter the example of a list finds the record; the first one that there is.
FILTERS = ("reference", "customerReference", "name")


class Answered:
    """What is answered to the examples of a resource's requests."""

    def __init__(self, resource: Resource, change: Record) -> None:
        if not resource.answers.shown:
            raise TypeError(f"{resource.path}: say in its answers what the demo world shows of the examples' record")
        self.resource = resource
        self.change = change
        self.shown = self.whole(resource.answers.shown)
        self.created = self.whole(resource.answers.created)

    def whole(self, known: Record) -> Record:
        """Return a record with all of its keys in their order: what nothing is told of is unset."""
        return {key.name: known.get(key.name) for key in self.resource.reading.keys}

    def record(self, *, by_reference: bool) -> Record:
        """Return the record in whose address the example's key stands."""
        key = self.resource.notes.examples["reference"] if by_reference else None
        return self.created if by_reference and self.created.get("reference") == key else self.shown

    def changed(self, *, by_reference: bool) -> Record:
        """Return the record after the example of an update."""
        before = self.record(by_reference=by_reference)
        after = {**before, **self.change}
        return after if after == before else {**after, "lastUpdated": NOW}

    @property
    def filter(self) -> tuple[str, str]:
        """The filter that finds the shown record and no other."""
        known = filters_of(self.resource.filters)
        return next((name, self.shown[name]) for name in FILTERS if name in known and self.shown[name] is not None)

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        name, value = self.filter
        return f"{name}={quote(value)}"

    def page(self) -> Record:
        """Return a page with the shown record alone."""
        paging = {"total": 1, "max": settings.PAGE_SIZE, "offset": 0, "previous": None, "next": None}
        return {"paging": paging, "data": [self.shown]}

    def deleted_key(self, *, by_reference: bool) -> object:
        """Return a key of what the examples of a creation have made: the demo world needs most of its own records."""
        return self.resource.answers.further[0] if by_reference else self.created["id"]


def only_values(schema: Schema) -> Record:
    """Return the one object that keeps to a schema in which each text has one value."""
    return {name: one["enum"][0] for name, one in schema["properties"].items()}
