"""The pages of organizations and their groups; they know no user and no customer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from customers_api.back_office.duties import Duty, may
from customers_api.back_office.opened_state import OpenedStateAdmin
from customers_api.back_office.scope import scope_of
from organizations.models import AccountGroup, Organization


@admin.register(AccountGroup)
class AccountGroupAdmin(OpenedStateAdmin):
    """Account groups."""

    search_fields = ("name",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show them to those who oversee organizations."""
        return may(request, Duty.OVERSEE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those look who oversee organizations."""
        return may(request, Duty.OVERSEE)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Organization)
class OrganizationAdmin(OpenedStateAdmin):
    """Organizations. They are made by ``create_organization``, together with the records that each begins with."""

    list_display = ("name", "currency", "account_group", "has_geography", "region_level", "being_erased")
    list_filter = ("account_group", "has_geography", "being_erased")
    list_select_related = ("account_group",)
    search_fields = ("name",)
    # Both are part of what is stored already: amounts, and the addresses of pictures.
    readonly_fields = ("currency", "upload_token")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        """Return the organizations that the user may enter."""
        scope = scope_of(request)
        rows: QuerySet[Organization] = super().get_queryset(request)
        return rows if scope.user.is_superuser else rows.filter(pk__in=scope.ids)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the secret part of the pictures' addresses to those who oversee organizations."""
        return () if may(request, Duty.OVERSEE) else ("upload_token",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave out what is not shown."""
        hidden = self.get_exclude(request, obj)
        return tuple(name for name in self.readonly_fields if name not in hidden)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show them to administrators."""
        return may(request, Duty.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators look at their own."""
        return may(request, Duty.ADMINISTER) and (obj is None or scope_of(request).allows(obj.pk))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those change the switches who oversee organizations."""
        return may(request, Duty.OVERSEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to the command."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Organization | None = None) -> bool:
        """An organization and its records do not vanish by a click."""
        return False
