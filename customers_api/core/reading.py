"""The read path, as declared: a resource names its answer once, key by key.

Each key of an answer is one selected column; a key that shows something else than its column has a ``shape``. How
declared keys are read from the database stands in ``selections``. It knows no HTTP; names, order and shapes of the keys
are given to it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.db.models.expressions import Combinable, OrderBy

from customers_api.core.parts import Part
from customers_api.core.references import LinkedRow, LinkTarget, Pointer
from customers_api.core.selections import Selection, is_possible

if TYPE_CHECKING:
    from customers_api.core.drafts import Written
    from organizations.models import Organization

Selected = str | Combinable
Lists = Mapping[int, Sequence[Any]]


@dataclass(slots=True)
class Page:
    """What the shapes of one page may look at: for whom and under which address it is read, and what was fetched.

    Linked records stand under the label of the link, then under their ids: as they were found, and as objects.
    """

    organization: "Organization"
    base: str
    media_base: str
    links: dict[str, dict[int, LinkedRow]] = field(default_factory=dict)
    objects: dict[str, dict[int | None, Any]] = field(default_factory=dict)
    lists: dict[str, Lists] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer for one record, and the version of the record that it shows."""

    answer: dict[str, Any]
    version: int


Shape = Callable[[Any, Page], Any]
ListReader = Callable[["Organization", Sequence[int], Page], Lists]


@dataclass(frozen=True)
class Listed:
    """Further records that are shown as a list of each row: which, by which column of theirs, in which order, and how.

    ``columns`` hold texts and whole numbers where a single record is shown: those reach it as JSON.
    """

    model: type[models.Model]
    owner: str
    order: tuple[str, ...]
    columns: tuple[str, ...]
    show: Callable[[Sequence[Any], Page], Any]

    def records(self, organization: int) -> Any:
        """Return the organization's records, in order."""
        model: Any = self.model
        return model.objects.for_organization(organization).order_by(*(F(name).asc() for name in self.order))


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an answer: the column that is selected for it, what it is sorted by, and how it is shown.

    ``sort`` is ``None`` for keys that show no single value. ``lookup`` is a shape that was told the page beforehand: of
    what is shown for each row of a page, no more is worked out for each than must be.
    """

    name: str
    column: Selected
    sort: Selected | None
    shape: Shape | None = None
    link: str | None = None
    reader: ListReader | None = None
    listed: Listed | None = None
    shown_to: "Callable[[Organization], bool] | None" = None
    lookup: Callable[[Page], Callable[[Any], Any]] | None = None

    def shaper(self, page: Page) -> Callable[[Any], Any] | None:
        """Return what makes of a column what is shown on the page, or ``None`` where it is shown as it is."""
        if self.lookup is not None:
            return self.lookup(page)
        shape = self.shape
        return None if shape is None else lambda value: shape(value, page)


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
    # What was worked out of keys that were asked for, by their names.
    selections: dict[tuple[str, ...], Selection] = field(default_factory=dict, compare=False, repr=False)

    def records(self, organization: "Organization | int") -> Any:
        """Return the organization's records: where all reading begins."""
        model: Any = self.model
        return model.objects.for_organization(organization)

    def keys_for(self, organization: "Organization") -> tuple[Key, ...]:
        """Return the keys that the organization sees."""
        return tuple(key for key in self.keys if key.shown_to is None or key.shown_to(organization))

    def selection(self, keys: Sequence[Key]) -> Selection:
        """Return how the keys are read."""
        names = tuple(key.name for key in keys)
        found = self.selections.get(names)
        if found is None:
            found = self.selections[names] = Selection(self, tuple(keys))
        return found

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
        """Return the answers for records, with the wanted keys in the declared order."""
        return self.answers(list(records.values_list("pk", *(key.column for key in keys))), keys, page)

    def answers(self, found: Sequence[tuple[Any, ...]], keys: Sequence[Key], page: Page) -> list[dict[str, Any]]:
        """Return the answers for the columns that were found, each row's id before them."""
        return self.selection(keys).answers(found, page)

    def part(self, part: Part, keys: Sequence[Key], page: Page) -> list[dict[str, Any]]:
        """Return the answers for a part of a list."""
        return self.selection(keys).page(part, page)

    def written(self, written: "Written[Any]", keys: Sequence[Key], page: Page) -> Shown | None:
        """Return the answer for a record that was just written, ``None`` where not all that it shows is known."""
        if written.known is None:
            return None
        answer = self.selection(keys).written(written.record, written.known, page)
        return None if answer is None else Shown(answer, written.record.version)

    def one(self, pointer: Pointer, keys: Sequence[Key], page: Page) -> Shown | None:
        """Return the answer for one record with its version, or ``None`` where the organization has no such one."""
        found = self.selection(keys).one(pointer, page) if is_possible(pointer) else None
        return None if found is None else Shown(*found)


def ordering(expression: Any, *, descending: bool, last: bool | None) -> OrderBy:
    """Return the order by one expression."""
    return expression.desc(nulls_last=last) if descending else expression.asc(nulls_last=last)  # type: ignore[no-any-return]


def link_object(name: str, label: str, source: str) -> Key:
    """Return a key that shows a linked record as an object."""
    return Key(name, f"{source}_id", None, link=label, lookup=lambda page: page.objects[label].get)


def link_reference(name: str, label: str, source: str) -> Key:
    """Return a key that shows the reference of a linked record."""

    def lookup(page: Page) -> Callable[[Any], Any]:
        return {key: row.reference for key, row in page.links[label].items()}.get

    return Key(name, f"{source}_id", f"{source}__reference", link=label, lookup=lookup)


def record_list(name: str, *, reader: ListReader | None = None, listed: Listed | None = None) -> Key:
    """Return a key that shows a list of further records of each row: those that are declared, or what is read."""

    def lookup(page: Page) -> Callable[[Any], Any]:
        lists = page.lists[name]
        return lambda value: lists.get(value, ())

    return Key(name, "pk", None, reader=reader, listed=listed, lookup=lookup)


def organization_name() -> Key:
    """Return the key that shows the organization, which is the same for every record that a caller sees."""

    def lookup(page: Page) -> Callable[[Any], Any]:
        name = page.organization.name
        return lambda _: name

    return Key("organization", "organization_id", "organization_id", lookup=lookup)


def picture_address(name: str) -> Key:
    """Return the key that shows the absolute address of a picture."""
    return column(name, "image", lambda path, page: None if path is None else f"{page.media_base}/{path}")


def dates() -> tuple[Key, Key]:
    """Return the two keys that end every answer."""
    return column("dateCreated", "date_created"), column("lastUpdated", "last_updated")
