"""The read path: a resource declares its answer once, key by key, and pages of it are read without model instances.

A page is one statement on the resource's own table, one for the names of everything it links to, and one for each list
of a record: as many for a thousand rows as for one. Each key of an answer is one selected column; a key that shows
something else than its column has a ``shape``. It knows no HTTP; names, order and shapes of the keys are given to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.db.models.expressions import Combinable, OrderBy

from customers_api.core.references import LinkedRow, LinkQuery, LinkTarget, fetch_links

if TYPE_CHECKING:
    from organizations.models import Organization

Selected = str | Combinable
Lists = Mapping[int, Sequence[Any]]


@dataclass(slots=True)
class Page:
    """What the shapes of one page may look at: for whom and under which address it is read, and what was fetched."""

    organization: "Organization"
    base: str
    media_base: str
    links: dict[tuple[str, int], LinkedRow] = field(default_factory=dict)
    objects: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, Lists] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer for one record, and the version of the record that it shows."""

    answer: dict[str, Any]
    version: int


Shape = Callable[[Any, Page], Any]
ListReader = Callable[["Organization", Sequence[int], Page], Lists]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an answer: the column that is selected for it, what it is sorted by, and how it is shown.

    ``sort`` is ``None`` for keys that show no single value.
    """

    name: str
    column: Selected
    sort: Selected | None
    shape: Shape | None = None
    link: str | None = None
    reader: ListReader | None = None
    shown_to: "Callable[[Organization], bool] | None" = None


@dataclass(frozen=True, slots=True)
class Link:
    """How a linked record is shown: its path, and the names of its keys in order."""

    target: LinkTarget
    path: str
    id_key: str = "id"
    keys: tuple[str, ...] = ("reference", "name")

    def show(self, row: LinkedRow, base: str) -> dict[str, Any]:
        """Return the object of a linked record."""
        shown: dict[str, Any] = {self.id_key: row.id}
        for key in self.keys:
            shown[key] = getattr(row, key)
        shown["href"] = f"{base}/{self.path}/{row.id}"
        return shown


def column(name: str, source: str | None = None, shape: Shape | None = None) -> Key:
    """Return a key that shows a column, as it is or shaped."""
    return Key(name, source or name, source or name, shape)


def computed(name: str, expression: Combinable) -> Key:
    """Return a key that shows what the database computes."""
    return Key(name, expression, expression)


@dataclass(frozen=True)
class ReadModel:
    """The declared answer of a resource; ``links`` holds the kinds of records that its keys link to, by label."""

    model: type[models.Model]
    keys: tuple[Key, ...]
    links: Mapping[str, Link] = field(default_factory=dict)

    def keys_for(self, organization: "Organization") -> tuple[Key, ...]:
        """Return the keys that the organization sees."""
        return tuple(key for key in self.keys if key.shown_to is None or key.shown_to(organization))

    def order(self, name: str, *, descending: bool) -> list[OrderBy]:
        """Return the order by one key: unset values last in both directions, ties broken by id."""
        source = next(key.sort for key in self.keys if key.name == name)
        expression = F(source) if isinstance(source, str) else source
        # Said only where it matters: an index of a column that is never unset serves the plain order.
        last = None if isinstance(source, str) and not self.is_nullable(source) else True
        by_id = F("pk")
        if descending:
            return [ordering(expression, descending=True, last=last), by_id.desc()]
        return [ordering(expression, descending=False, last=last), by_id.asc()]

    def is_nullable(self, path: str) -> bool:
        """Tell whether a column, possibly of a linked record, can be unset."""
        model: Any = self.model
        for part in path.split("__"):
            column_field = model._meta.get_field(part)
            if column_field.null:
                return True
            model = column_field.related_model
        return False

    def rows(self, records: "models.QuerySet[Any]", keys: Sequence[Key], page: Page) -> list[dict[str, Any]]:
        """Return the answers for the records, with the wanted keys in the declared order."""
        return self.answers(list(records.values_list("pk", *(key.column for key in keys))), keys, page)

    def one(self, records: "models.QuerySet[Any]", keys: Sequence[Key], page: Page) -> "Shown | None":
        """Return the answer for the only one of the records, with its version, or ``None`` where there is none."""
        found = list(records.values_list("pk", *(key.column for key in keys), "version"))
        if not found:
            return None
        [row] = found
        return Shown(self.answers([row[:-1]], keys, page)[0], row[-1])

    def answers(self, found: Sequence[tuple[Any, ...]], keys: Sequence[Key], page: Page) -> list[dict[str, Any]]:
        """Return the answers for the columns that were found, each row's id before them."""
        self.fetch_linked(found, keys, page)
        for key in keys:
            if key.reader is not None and found:
                page.lists[key.name] = key.reader(page.organization, [row[0] for row in found], page)
        names = [key.name for key in keys]
        shapes = [(key.name, key.shape) for key in keys if key.shape is not None]
        return [shaped(dict(zip(names, row[1:], strict=True)), shapes, page) for row in found]

    def fetch_linked(self, found: Sequence[tuple[Any, ...]], keys: Sequence[Key], page: Page) -> None:
        """Fetch the names of all records that the page links to, in one statement."""
        wanted: dict[str, set[int]] = {}
        for index, key in enumerate(keys, start=1):
            if key.link is not None:
                wanted.setdefault(key.link, set()).update(row[index] for row in found if row[index] is not None)
        queries = [LinkQuery.by_ids(label, self.links[label].target, ids) for label, ids in wanted.items() if ids]
        for row in fetch_links(page.organization.pk, queries):
            page.links[row.label, row.id] = row
            page.objects[row.label, row.id] = self.links[row.label].show(row, page.base)


def ordering(expression: Any, *, descending: bool, last: bool | None) -> OrderBy:
    """Return the order by one expression."""
    return expression.desc(nulls_last=last) if descending else expression.asc(nulls_last=last)  # type: ignore[no-any-return]


def shaped(answer: dict[str, Any], shapes: Iterable[tuple[str, Shape]], page: Page) -> dict[str, Any]:
    """Replace the columns of one answer by what their keys show."""
    for name, shape in shapes:
        answer[name] = shape(answer[name], page)
    return answer


def link_object(name: str, label: str, source: str) -> Key:
    """Return a key that shows a linked record as an object."""

    def show(value: int | None, page: Page) -> dict[str, Any] | None:
        return None if value is None else page.objects.get((label, value))

    return Key(name, f"{source}_id", None, show, link=label)


def link_reference(name: str, label: str, source: str) -> Key:
    """Return a key that shows the reference of a linked record."""

    def show(value: int | None, page: Page) -> str | None:
        row = page.links.get((label, value)) if value is not None else None
        return row.reference if row is not None else None

    return Key(name, f"{source}_id", f"{source}__reference", show, link=label)


def record_list(name: str, reader: ListReader) -> Key:
    """Return a key that shows a list of further records of each row."""

    def show(value: int, page: Page) -> Sequence[Any]:
        return page.lists[name].get(value, ())

    return Key(name, "pk", None, show, reader=reader)


def organization_name() -> Key:
    """Return the key that shows the organization, which is the same for every record that a caller sees."""
    return Key("organization", "organization_id", "organization_id", lambda _, page: page.organization.name)


def picture_address(name: str) -> Key:
    """Return the key that shows the absolute address of a picture."""
    return column(name, "image", lambda path, page: None if path is None else f"{page.media_base}/{path}")


def dates() -> tuple[Key, Key]:
    """Return the two keys that end every answer."""
    return column("dateCreated", "date_created"), column("lastUpdated", "last_updated")
