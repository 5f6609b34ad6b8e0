"""Lists of records that stand below each other, shown as the tree that they are; they know no resource."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from customers_api.back_office.list_queries import SearchedList
from customers_api.back_office.record_admin import RecordAdmin

# Beyond it the whole tree is not read for one page: the list is then flat, in the order of names.
LARGEST_TREE = 5000
ORDER_PARAMETER = "o"


def in_tree_order(records: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """Yield each record, given in the order of siblings, with its depth, those below it right behind it."""
    below: dict[int | None, list[Any]] = {}
    known = {record.pk: record for record in records}
    for record in known.values():
        below.setdefault(record.parent_id if record.parent_id in known else None, []).append(record)
    # Not recursive: a chain of categories may be longer than Python's stack.
    waiting = [(record, 0) for record in reversed(below.get(None, []))]
    while waiting:
        record, depth = waiting.pop()
        yield record, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(record.pk, []))]


class TreeList(SearchedList):
    """A list in the order of its tree, unless something is searched for, filtered or sorted."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the whole tree and take the asked page of it, or leave it to Django."""
        super().get_results(request)
        if not self.is_whole or self.result_count > LARGEST_TREE:
            return
        start = (self.page_num - 1) * self.list_per_page
        rows = list(in_tree_order(self.queryset._clone()))[start : start + self.list_per_page]
        for record, depth in rows:
            record.depth_in_tree = depth
        self.result_list = [record for record, _ in rows]

    @property
    def is_whole(self) -> bool:
        """Tell whether the list holds the whole tree."""
        return not self.query and not self.has_active_filters and ORDER_PARAMETER not in self.params


class TreeAdmin(RecordAdmin):
    """Pages for records with a parent."""

    list_per_page = 200
    # The columns that the tree's own column needs.
    list_select_related: ClassVar[Any] = ("parent",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SearchedList]:
        """Return the list in the order of the tree."""
        return TreeList

    @display(description="Name", ordering="name")  # type: ignore[untyped-decorator]
    def in_tree(self, record: Any) -> SafeString:
        """Return the name, indented as deep as the record stands; in a flat list with the name above it."""
        depth: int | None = getattr(record, "depth_in_tree", None)
        if depth is None:
            above: Model | None = record.parent
            return format_html("{}{}", f"{above.name} / " if above is not None else "", record.name)  # type: ignore[attr-defined]
        return format_html(
            '<span class="tree-name" style="--depth: {}">{}{}</span>', depth, "└ " if depth else "", record.name
        )
