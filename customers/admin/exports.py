"""The export of what a list shows, as a file; how customers become rows is known to ``customers.transfer``."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from customers.admin.actions import is_across
from customers.admin.filter_kinds import Rows
from customers.transfer.exporting import export_pieces
from customers.transfer.files import Format
from customers_api.back_office.choosing import id_of
from customers_api.back_office.duties import Duty, may
from customers_api.back_office.scope import scope_of
from organizations.models import Organization

MOST_EXPORTED = 10_000
# Parameters of the export beside those of the list.
FORMAT, CHOSEN = "format", "chosen"
CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/jsonl; charset=utf-8",
}


class CustomerExports:
    """Buttons, actions and the address of the export."""

    list_after_template: ClassVar = "customers/admin/export_links.html"
    admin_site: Any
    # Those of Django's admin.
    get_changelist_instance: Callable[[HttpRequest], Any]
    message_user: Callable[..., None]

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with that of the export."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="customers_customer_export"), *super().get_urls()]  # type: ignore[misc]

    @admin.action(description="Export as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: Rows) -> HttpResponse:
        """Export the chosen customers as CSV."""
        return export_of_choice(request, Format.CSV)

    @admin.action(description="Export as XLSX", permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: Rows) -> HttpResponse:
        """Export the chosen customers as XLSX."""
        return export_of_choice(request, Format.XLSX)

    @admin.action(description="Export as JSONL", permissions=["view"])
    def export_jsonl(self, request: HttpRequest, queryset: Rows) -> HttpResponse:
        """Export the chosen customers as JSONL."""
        return export_of_choice(request, Format.JSONL)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the customers of the list as a file."""
        if not may(request, Duty.LOOK):
            raise PermissionDenied
        scope = scope_of(request)
        organization = scope.for_new_records()
        if organization is None:
            target = urlencode({"next": request.get_full_path()})
            messages.info(request, "A file holds the customers of one organization: choose it, then export again.")
            return HttpResponseRedirect(f"{reverse('admin:choose_organization')}?{target}")
        query = request.GET.copy()
        file_format, keys = query.pop(FORMAT, [""])[-1], query.pop(CHOSEN, [""])[-1]
        query.pop(PAGE_VAR, None)
        request.GET = query  # type: ignore[assignment]
        if file_format not in list(Format):
            return self.no_export(request, "There is no such format.")
        rows, count = self.exported(request, keys)
        if keys and count < len(set(keys.split("."))):
            return self.no_export(request, "Some of the chosen customers are not in this list any more: choose again.")
        if count > MOST_EXPORTED:
            return self.no_export(request, too_many(organization, count, Format(file_format)))
        return file_of(organization, rows, Format(file_format))

    def exported(self, request: HttpRequest, keys: str) -> tuple[Rows, int]:
        """Return the customers that the address means, and how many they are."""
        changes = self.get_changelist_instance(request)
        if not keys:
            return changes.queryset, changes.result_count
        ids = [key for key in map(id_of, keys.split(".")) if key is not None]
        rows = changes.queryset.filter(pk__in=ids)
        return rows, rows.count()

    def no_export(self, request: HttpRequest, text: str) -> HttpResponse:
        """Say why there is no file, on the list."""
        self.message_user(request, text, messages.ERROR)
        address = reverse("admin:customers_customer_changelist")
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def export_of_choice(request: HttpRequest, file_format: Format) -> HttpResponse:
    """Lead to the file of the chosen customers: it is read outside of the unit that actions are done in."""
    query = request.GET.copy()
    query[FORMAT] = file_format.value
    if not is_across(request):
        query[CHOSEN] = ".".join(request.POST.getlist(ACTION_CHECKBOX_NAME))
    return HttpResponseRedirect(f"{reverse('admin:customers_customer_export')}?{query.urlencode()}")


def too_many(organization: Organization, count: int, file_format: Format) -> str:
    """Return what to do instead of a file that is too large for a page."""
    return (
        f"These are {count:,} customers, and a page exports {MOST_EXPORTED:,} at most: filter the list, or let the"
        f" operator export all customers with: manage.py export_customers --organization {organization.name}"
        f" customers.{file_format.value}"
    )


def file_of(organization: Organization, rows: Rows, file_format: Format) -> HttpResponse:
    """Return the file, whole: what fails, fails before its first byte, and no slow reader holds a transaction open."""
    plain = rows.select_related(None)
    content = b"".join(export_pieces(organization=organization, file_format=file_format, customers=plain))
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="customers.{file_format.value}"'
    return response
