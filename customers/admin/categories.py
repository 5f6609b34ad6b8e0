"""The pages of categories and segmentations; what they may be is their writers' matter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from customers.categories import category_writer, segmentation_writer
from customers.models import Category, Customer, Segmentation
from customers_api.back_office.forms import RecordForm
from customers_api.back_office.record_admin import RecordAdmin
from customers_api.back_office.scope import scope_of
from customers_api.back_office.trees import TreeAdmin, TreeList


class CountedTree(TreeList):
    """The tree of categories, each with the number of its customers."""

    def get_results(self, request: HttpRequest) -> None:
        """Count for the rows of this page alone, in one statement."""
        super().get_results(request)
        count_customers(request, "category_id", list(self.result_list))


def count_customers(request: HttpRequest, column: str, records: Sequence[Any]) -> None:
    """Note on each record how many customers have it."""
    customers: Any = scope_of(request).allowed(Customer.objects.all())
    rows = customers.filter(**{f"{column}__in": [record.pk for record in records]}).order_by()
    counts = Counter(dict(rows.values_list(column).annotate(Count("pk"))))
    for record in records:
        record.customers_counted = counts[record.pk]


def counted(record: Any, parameter: str) -> SafeString:
    """Return the number of a record's customers as a link to them."""
    address = reverse("admin:customers_customer_changelist")
    return format_html('<a href="{}?{}={}">{}</a>', address, parameter, record.pk, record.customers_counted)


class CategoryForm(RecordForm):
    """A category without a parent is a root: the form has no switch for it."""

    places: ClassVar = {"is_root": "parent"}

    def sent_values(self) -> Iterator[tuple[str, Any]]:
        """Say of a category without a parent that it is a root."""
        yield from super().sent_values()
        if self.instance.pk is None or "parent" in self.changed_data:
            yield "is_root", self.cleaned_data["parent"] is None


@admin.register(Category)
class CategoryAdmin(TreeAdmin):
    """Categories, as the tree that they are."""

    writer = category_writer
    form = CategoryForm
    list_display = ("in_tree", "reference", "customers", "last_updated")
    list_display_links = ("in_tree",)
    search_fields = ("reference", "name")
    autocomplete_fields = ("parent",)
    ordering = ("name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "reference", "parent")}),)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TreeList]:
        """Return the tree with its numbers."""
        return CountedTree

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say what a category without a parent is."""
        field: forms.Field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.help_text = "Leave it empty for a category at the top."
        return field

    @display(description="Customers")  # type: ignore[untyped-decorator]
    def customers(self, category: Category) -> SafeString:
        """Return how many customers stand in the category itself."""
        return counted(category, "category")


class CountedList(TreeList):
    """A flat list, each record with the number of its customers."""

    is_whole = False

    def get_results(self, request: HttpRequest) -> None:
        """Count for the rows of this page alone, in one statement."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        count_customers(request, "segmentation_id", self.result_list)


@admin.register(Segmentation)
class SegmentationAdmin(RecordAdmin):
    """Segmentations."""

    writer = segmentation_writer
    list_display = ("name", "reference", "customers", "last_updated")
    search_fields = ("reference", "name")
    ordering = ("name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "reference")}),)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TreeList]:
        """Return the list with its numbers."""
        return CountedList

    @display(description="Customers")  # type: ignore[untyped-decorator]
    def customers(self, segmentation: Segmentation) -> SafeString:
        """Return how many customers are segmented so."""
        return counted(segmentation, "segmentation")
