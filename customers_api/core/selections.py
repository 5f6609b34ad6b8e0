"""The read path, as it runs: declared keys become statements, and the rows that they find become answers.

A page is one statement on the resource's own table, one for the names of everything it links to, and one for each list
of a record: as many for a thousand rows as for one. A single record is one statement, with all of this beside its row.
What can be known of the keys before a record is read is worked out once: their SQL above all, which takes longer to
compile than to run. Each statement begins with ``records`` of the model or of a list, and so it names the organization.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from django.db.models import OuterRef, QuerySet

from customers_api.core.compiled import ORGANIZATION_ID, RECORD_ID, REFERENCE, SOME_IDS, Row, Statement, compiled
from customers_api.core.json_rows import json_list, json_row
from customers_api.core.parts import Part, backwards
from customers_api.core.references import (
    LARGEST_ID,
    ById,
    LinkedRow,
    LinkQuery,
    LinkTarget,
    Pointer,
    fetch_links,
)
from customers_api.core.text import is_storable

if TYPE_CHECKING:
    from customers_api.core.drafts import Known
    from customers_api.core.reading import Key, Listed, Page, ReadModel

Answer = dict[str, Any]


class Selection:
    """Keys of a read model that are read together."""

    def __init__(self, model: "ReadModel", keys: "tuple[Key, ...]") -> None:
        self.model = model
        self.keys = keys
        self.names = tuple(key.name for key in keys)
        self.columns = tuple(key.column for key in keys)
        # Of each kind of link the place of its column in a row, which begins with the record's id.
        self.linked = {key.link: place for place, key in enumerate(keys, start=1) if key.link is not None}
        self.readers = {key.name: key.reader for key in keys if key.reader is not None}
        # What is shown as it is needs no look at the page.
        self.shaped = [(place, key) for place, key in enumerate(keys) if key.lookup or key.shape]
        self.listed = {key.name: key.listed for key in keys if key.listed is not None}
        self._statements: dict[object, Statement] = {}

    def one(self, pointer: Pointer, page: "Page") -> tuple[Answer, int] | None:
        """Return the answer for one record and its version, or nothing where the organization has no such one."""
        statement = self.kept(type(pointer), lambda: self.compile_one(pointer))
        found = statement.rows(organization=page.organization.pk, key=pointer.value)
        if not found:
            return None
        width = 1 + len(self.columns)
        row, version, beside = found[0][:width], found[0][width], found[0][width + 1 :]
        for (label, place), text in zip(self.linked.items(), beside, strict=False):
            self.keep_links(label, [] if text is None else [linked_row(label, row[place], text)], page)
        for (name, listed), text in zip(self.listed.items(), beside[len(self.linked) :], strict=True):
            page.lists[name] = {row[0]: [listed.show(values, page) for values in orjson.loads(text or "[]")]}
        return self.shown([row], page)[0], version

    def compile_one(self, pointer: Pointer) -> Statement:
        """Return the statement that finds a record, with what is shown beside its columns as JSON."""
        condition = {"pk": RECORD_ID} if isinstance(pointer, ById) else {"reference": REFERENCE}
        linked = [
            names_of(self.model.links[label].target, self.keys[place - 1].column)
            for label, place in self.linked.items()
        ]
        listed = [
            json_list(listed.records(ORGANIZATION_ID).filter(**{listed.owner: OuterRef("pk")}), listed.columns)
            for listed in self.listed.values()
        ]
        records = self.model.records(ORGANIZATION_ID).filter(**condition)
        return compiled(records.values_list("pk", *self.columns, "version", *linked, *listed)).planned_once()

    def written(self, record: Any, known: "Known", page: "Page") -> Answer | None:
        """Return the answer for a record that was just written, or nothing where not all that it shows is known."""
        columns = record.__dict__
        sources = ["id" if source == "pk" else source for source in self.columns]
        if self.readers or not all(isinstance(source, str) and source in columns for source in sources):
            return None
        row = (record.pk, *(columns[source] for source in sources))
        linked = {label: known.links.get(label, {}).get(row[place]) for label, place in self.linked.items()}
        if any(found is None and row[self.linked[label]] is not None for label, found in linked.items()):
            return None
        if any(listed.model not in known.lists for listed in self.listed.values()):
            return None
        for label, found in linked.items():
            self.keep_links(label, [] if found is None else [found], page)
        for name, listed in self.listed.items():
            rows = ([one[column] for column in listed.columns] for one in known.lists[listed.model])
            page.lists[name] = {record.pk: [listed.show(values, page) for values in rows]}
        return self.shown([row], page)[0]

    def page(self, part: Part, page: "Page") -> list[Answer]:
        """Return the answers for a part of a list."""
        found = self.statement_of(part).rows(organization=page.organization.pk, **part.places())
        return self.answers(found, page)

    def statement_of(self, part: Part) -> Statement:
        """Return the statement for a part of a list.

        The first of all records come in the order of an index. Else the ids of the part are found first: passing over a
        record costs less when its columns are not looked at, and of what the filters change only this is compiled anew.
        """
        name = (part.sort, part.descending)
        order = self.model.order(part.sort, descending=part.descending)
        found_in = [backwards(each) for each in order] if part.is_near_end else order
        if part.filtered is not None:
            ids = compiled_ids(part.filtered, found_in)
        elif part.offset:
            kind = ("ids", part.is_near_end, *name)
            ids = self.kept(kind, lambda: compiled_ids(self.model.records(ORGANIZATION_ID), found_in))
        else:
            return self.kept(("first", *name), lambda: self.compile_rows(order).followed_by(" LIMIT %s", "limit"))
        rows = self.kept(("rows", *name), lambda: self.compile_rows(order, pk__in=SOME_IDS))
        return rows.among_found(ids)

    def compile_rows(self, order: Sequence[Any], **condition: Any) -> Statement:
        """Return the statement that finds the columns of records."""
        records = self.model.records(ORGANIZATION_ID).filter(**condition)
        return compiled(records.order_by(*order).values_list("pk", *self.columns))

    def kept(self, name: object, compile_it: Callable[[], Statement]) -> Statement:
        """Return a statement that was compiled before, or compile it."""
        found = self._statements.get(name)
        if found is None:
            found = self._statements[name] = compile_it()
        return found

    def answers(self, found: Sequence[Row], page: "Page") -> list[Answer]:
        """Return the answers for the columns that were found, each row's id before them."""
        self.fetch_linked(found, page)
        keys = [row[0] for row in found]
        for name, listed in self.listed.items():
            page.lists[name] = self.fetch_listed(listed, keys, page) if keys else {}
        return self.shown(found, page)

    def fetch_linked(self, found: Sequence[Row], page: "Page") -> None:
        """Fetch the names of all records that the rows link to, in one statement."""
        rows: dict[str, list[LinkedRow]] = {label: [] for label in self.linked}
        queries = []
        for label, place in self.linked.items():
            ids = {row[place] for row in found}
            ids.discard(None)
            if ids:
                queries.append(LinkQuery.by_ids(label, self.model.links[label].target, ids))
        for row in fetch_links(page.organization.pk, queries):
            rows[row.label].append(row)
        for label, linked in rows.items():
            self.keep_links(label, linked, page)

    def keep_links(self, label: str, rows: Sequence[LinkedRow], page: "Page") -> None:
        """Let the shapes of a page find linked records."""
        show = self.model.links[label].show
        page.links[label] = {row.id: row for row in rows}
        page.objects[label] = {row.id: show(row, page.base) for row in rows}

    def fetch_listed(self, listed: "Listed", keys: Sequence[int], page: "Page") -> dict[int, list[Any]]:
        """Fetch the lists of all rows, in one statement."""
        statement = self.kept(listed, lambda: compiled_lists(listed)).among(keys)
        lists: dict[int, list[Any]] = {}
        for owner, *values in statement.rows(organization=page.organization.pk):
            lists.setdefault(owner, []).append(listed.show(values, page))
        return lists

    def shown(self, found: Sequence[Row], page: "Page") -> list[Answer]:
        """Return the rows as they are shown, once all that they need was fetched."""
        for name, read in self.readers.items():
            page.lists[name] = read(page.organization, [row[0] for row in found], page) if found else {}
        shapes = [(place, shape) for place, key in self.shaped if (shape := key.shaper(page)) is not None]
        answers = []
        for row in found:
            values = list(row[1:])
            for place, shape in shapes:
                values[place] = shape(values[place])
            answers.append(dict(zip(self.names, values, strict=True)))
        return answers


def compiled_ids(records: "QuerySet[Any]", order: Sequence[Any]) -> Statement:
    """Return the statement that finds the ids of a part of some records."""
    return compiled(records.order_by(*order).values_list("pk")).followed_by(" LIMIT %s OFFSET %s", "limit", "offset")


def compiled_lists(listed: "Listed") -> Statement:
    """Return the statement that finds the lists of many records."""
    records = listed.records(ORGANIZATION_ID).filter(**{f"{listed.owner}__in": SOME_IDS})
    return compiled(records.values_list(listed.owner, *listed.columns))


def names_of(target: LinkTarget, source: Any) -> Any:
    """Return the reference and the name of the record that a column links to, as JSON."""
    names = ("reference", "name") if target.has_name else ("reference", None)
    return json_row(target.records(ORGANIZATION_ID).filter(pk=OuterRef(source)), names)


def linked_row(label: str, key: int, text: str) -> LinkedRow:
    """Return a linked record, whose names came as JSON."""
    reference, name = orjson.loads(text)
    return LinkedRow(label, key, reference, name, 0)


def is_possible(pointer: Pointer) -> bool:
    """Tell whether a database could hold what a pointer points by."""
    return pointer.value <= LARGEST_ID if isinstance(pointer, ById) else is_storable(pointer.value)
