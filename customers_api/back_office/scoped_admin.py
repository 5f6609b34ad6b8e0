"""Pages that show the records of the user's organizations, and no others; they know roles, and no write path."""

from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.admin import ModelAdmin

from customers_api.back_office.choosing import ChooseMany, ChooseOne, id_of, is_tenant
from customers_api.back_office.duties import Duty, may
from customers_api.back_office.list_queries import SearchedList, understood
from customers_api.back_office.scope import scope_of
from customers_api.core.references import LARGEST_ID
from customers_api.core.tenancy import TenantQuerySet
from organizations.models import Organization

# How addresses compare what a filter is named by: Django's own filters, and those of ranges.
COMPARISONS = ("exact", "isnull", "in", "gte", "gt", "lte", "lt", "id__exact", "id__in")
TAILS = (*(f"__{comparison}" for comparison in COMPARISONS), "_from", "_to")


class ScopedAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows the records of the organizations that the user may enter, and lets those change them whose duty it is."""

    # What a role must be allowed for adding, changing and deleting.
    duty: ClassVar[Duty] = Duty.EDIT
    # And for looking.
    look_duty: ClassVar[Duty] = Duty.LOOK
    # Whether a new record belongs to the organization that is chosen, and not to one that the form asks for.
    needs_organization: ClassVar[bool] = True
    # Counting the whole table beside what is filtered costs seconds where it is large.
    show_full_result_count = False
    # And so does counting what each choice of each filter would leave.
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 200
    view_on_site = False

    # --- who sees what ---------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> TenantQuerySet[Any]:
        """Return the records that lists show."""
        return self.ordered(request, scope_of(request).shown(self.every_record()))

    def every_record(self) -> TenantQuerySet[Any]:
        """Return the records of the model, still under the lock."""
        return cast("Any", self.model).objects.all()  # type: ignore[no-any-return]

    def ordered(self, request: HttpRequest, rows: TenantQuerySet[Any]) -> TenantQuerySet[Any]:
        """Return rows in the order of the pages."""
        order = self.get_ordering(request)
        return rows.order_by(*order) if order else rows

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record of an address, whichever of the user's organizations is chosen; others are unknown."""
        rows = self.rows_for_object(request)
        try:
            key = self.model._meta.pk.to_python(object_id)
        except ValidationError:
            return None
        return rows.filter(pk=key).first() if 0 < key <= LARGEST_ID else None

    def rows_for_object(self, request: HttpRequest) -> Any:
        """Return the records among which an address finds its own."""
        return scope_of(request).allowed(self.every_record())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the model to whoever may look."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those look at the records of their organizations whose duty it is: all staff, most of the time."""
        return may(request, self.look_duty) and self.is_allowed(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those add whose duty it is."""
        return may(request, self.duty)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those change whose duty it is."""
        return may(request, self.duty) and self.is_allowed(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those delete whose duty it is."""
        return self.has_change_permission(request, obj)

    def is_allowed(self, request: HttpRequest, obj: Any) -> bool:
        """Tell whether a record belongs to one of the user's organizations."""
        return obj is None or scope_of(request).allows(obj.organization_id)

    # --- what an address may ask for --------------------------------------------------------------------------------

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Let addresses filter by what the page offers: by any other column one could guess at what it never shows."""
        offered = {filter_name(entry) for entry in self.get_list_filter(request)}
        return any(lookup in (name, *(f"{name}{tail}" for tail in TAILS)) for name in offered)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SearchedList]:
        """Return the kind of list."""
        return SearchedList

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list that the address asks for, as far as there are such filters."""
        request.GET = understood(request, lambda name: self.lookup_allowed(name, "", request))  # type: ignore[assignment]
        return super().get_changelist_instance(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill nothing in from the address."""
        return {}

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        """Do what was chosen; what is no record's id must reach no database."""
        if None in map(id_of, request.POST.getlist(ACTION_CHECKBOX_NAME)):
            self.message_user(request, "Nothing was changed: what was chosen is unknown.", messages.ERROR)
            return None
        return super().response_action(request, queryset)

    # --- one organization for each form ----------------------------------------------------------------------------

    def organization_of(self, request: HttpRequest, object_id: str | None) -> Organization | None:
        """Return the organization that a form works in; ``None`` where the form's own fields tell."""
        if not self.needs_organization:
            return None
        if object_id is None:
            return scope_of(request).for_new_records()
        record = self.get_object(request, unquote(object_id))
        return None if record is None else Organization.objects.get(pk=record.organization_id)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or take a form; a new record of a user with several organizations needs a chosen one first."""
        organization = self.organization_of(request, object_id)
        if organization is None and self.needs_organization and object_id is None and self.has_add_permission(request):
            target = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('admin:choose_organization')}?{target}")
        request.form_organization = organization  # type: ignore[attr-defined]
        return cast("HttpResponse", super().changeform_view(request, object_id, form_url, extra_context))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the records of the form's organization alone."""
        organization = getattr(request, "form_organization", None)
        if organization is not None and is_tenant(db_field.remote_field.model):
            kwargs.setdefault("queryset", db_field.remote_field.model.objects.for_organization(organization))
            if db_field.name in self.get_autocomplete_fields(request):
                kwargs["widget"] = chooser(ChooseOne, db_field, self.admin_site, organization)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave out the small buttons beside links: linked records have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field


def filter_name(entry: Any) -> str:
    """Return the name of a column, or of a filter's parameter."""
    if isinstance(entry, str):
        return entry
    return str(entry[0]) if isinstance(entry, tuple | list) else str(entry.parameter_name)


def chooser(
    kind: type[ChooseOne | ChooseMany], db_field: Any, site: Any, organization: Organization
) -> ChooseOne | ChooseMany:
    """Return the widget that looks records of one organization up while one types."""
    widget = kind(db_field, site)
    widget.organization_id = organization.pk
    return widget
