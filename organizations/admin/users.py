"""The pages of users: who they are, for whom they act and what they may do; they know no customer.

What is written goes through Django's own forms, whose models hold the rules: the API knows no write of a user.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from customers_api.back_office.duties import Duty
from customers_api.back_office.opened_state import OpenedStateAdmin, OpenedStateForm
from customers_api.back_office.scope import scope_of
from customers_api.back_office.scoped_admin import ScopedAdmin
from organizations.admin.rank import may_manage, rights_to_give
from organizations.models import User

# Who has opened a page with these of their own could shut themselves out.
OWN_RIGHTS = ("role", "is_active", "is_staff", "is_superuser", "whole_group")


class UserOfOneOrganizationForm(OpenedStateForm, UserChangeForm):  # type: ignore[misc]
    """Keeps a user in the organization whose records name it as their creator.

    The field is disabled, not left out: without it the form would not know which references are taken.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organization" in self.fields:
            self.fields["organization"].disabled = True


class NewUserForm(UserCreationForm):  # type: ignore[misc]
    """Makes a user, of an organization that the maker may enter."""

    def clean_username(self) -> str | None:
        """Refuse a name that somebody has, in any organization and however it is written."""
        name: str | None = self.cleaned_data.get("username")
        if name and User.accounts.filter(username__iexact=name).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"])
        return name


@admin.register(User)
class UserAdmin(OpenedStateAdmin, DjangoUserAdmin, ScopedAdmin):  # type: ignore[misc, type-arg]
    """Users, for administrators of their organization."""

    duty = look_duty = Duty.ADMINISTER
    needs_organization = False
    form = UserOfOneOrganizationForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "organization", "reference", "email", "role", "whole_group", "is_staff", "is_active")
    list_filter = ("role", "is_active", "is_staff", "is_superuser")
    list_select_related = ("organization",)
    search_fields = ("username", "email", "reference")
    ordering = ("username", "pk")
    filter_horizontal = ()
    readonly_fields = ("date_created", "last_updated", "last_login")

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Offer the rights that the actor may give."""
        rights = rights_to_give(scope_of(request).user)
        if obj is None:
            names = ("username", "organization", "reference", "email", "role", *rights, "password1", "password2")
            return ((None, {"fields": names}),)
        return (
            (None, {"fields": ("username", "password")}),
            ("Person", {"fields": ("first_name", "last_name", "email", "reference")}),
            ("Rights", {"fields": ("organization", "role", *rights)}),
            ("Dates", {"fields": self.readonly_fields}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let nobody take or give rights to themselves."""
        own = OWN_RIGHTS if obj is not None and obj.pk == scope_of(request).user.pk else ()
        return (*self.readonly_fields, *own)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the organizations that the actor may enter, the chosen one first."""
        if db_field.name == "organization":
            scope = scope_of(request)
            kwargs["queryset"] = scope.choices()
            kwargs["initial"] = scope.for_new_records() or scope.user.organization
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody manage a user who may do more."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(scope_of(request).user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep users: records name them. One who has left is made inactive."""
        return False
