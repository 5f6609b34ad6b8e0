"""The back office of organizations, users and API keys, for superusers; it knows no record of a customer.

What it writes goes through Django's own forms, whose models hold the rules; keys are made by
``organizations.credentials`` and shown once.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, AuthenticationForm, UserChangeForm, UserCreationForm

from organizations.credentials import api_key_create, api_key_revoke
from organizations.models import AccountGroup, ApiKey, Organization, User

# What a user may do is told by the role; Django's groups would be a second, idle answer.
admin.site.unregister(Group)


class LoginForm(AuthenticationForm):  # type: ignore[misc]
    """Says what to do when the right password is refused, to whoever comes: it tells nobody which names exist."""

    error_messages: ClassVar[dict[str, Any]] = {
        **AuthenticationForm.error_messages,
        "invalid_login": (
            "The user name and the password do not belong together, or the user may not enter here. After ten wrong"
            " passwords even the right one is refused for a while, up to a quarter of an hour: wait, then try again."
        ),
    }


admin.site.login_form = LoginForm


@admin.register(AccountGroup)
class AccountGroupAdmin(ModelAdmin):  # type: ignore[misc]
    """Account groups."""

    search_fields = ("name",)


@admin.register(Organization)
class OrganizationAdmin(ModelAdmin):  # type: ignore[misc]
    """Organizations. They are made by ``create_organization``, together with the records that each begins with."""

    list_display = ("name", "currency", "account_group", "has_geography", "region_level", "being_erased")
    list_filter = ("account_group", "has_geography", "being_erased")
    search_fields = ("name",)
    # Both are part of what is stored already: amounts, and the addresses of pictures.
    readonly_fields = ("currency", "upload_token")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to the command."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Organization | None = None) -> bool:
        """An organization and its records do not vanish by a click."""
        return False


class UserOfOneOrganizationForm(UserChangeForm):  # type: ignore[misc]
    """Keeps a user in the organization whose records name it as their creator.

    The field is disabled, not left out: without it the form would not know which references are taken.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organization" in self.fields:
            self.fields["organization"].disabled = True


class NewUserForm(UserCreationForm):  # type: ignore[misc]
    """Makes a user, of any organization."""

    def clean_username(self) -> str | None:
        """Refuse a name that somebody has, in any organization and however it is written."""
        name: str | None = self.cleaned_data.get("username")
        if name and User.accounts.filter(username__iexact=name).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"])
        return name


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]
    """Users: who they are, for whom they act and what they may do."""

    form = UserOfOneOrganizationForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "organization", "reference", "email", "role", "whole_group", "is_active")
    list_filter = ("organization", "role", "is_active", "is_superuser")
    search_fields = ("username", "email", "reference")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "reference")}),
        ("Rights", {"fields": ("organization", "role", "whole_group", "is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("date_created", "last_updated", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "organization", "reference", "email", "role", "password1", "password2")}),
    )
    readonly_fields = ("date_created", "last_updated", "last_login")


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):  # type: ignore[misc]
    """API keys: made and revoked, never changed. The key itself is shown once, when it is made."""

    list_display = ("prefix", "name", "user", "created", "expires", "revoked", "last_used")
    list_filter = ("user__organization",)
    list_select_related = ("user",)
    search_fields = ("prefix", "name", "user__username")
    fields = ("user", "name", "expires")
    autocomplete_fields = ("user",)
    actions: ClassVar[list[str]] = ["revoke"]

    def has_change_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        """A key is what it was made as."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        """A revoked key stays, to tell what it was."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: "ModelForm[ApiKey]", change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Make the key and show it."""
        row, key = api_key_create(user=obj.user, name=obj.name)
        obj.pk, obj.prefix, obj.digest, obj.created = row.pk, row.prefix, row.digest, row.created
        obj.save(force_update=True)
        self.message_user(request, f"The key, which is not shown again: {key}", messages.WARNING)

    @admin.action(description="Revoke the chosen keys")
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        """Make the chosen keys useless, at once."""
        count = sum(api_key_revoke(prefix=key.prefix) for key in keys)
        self.message_user(request, f"{count} of {len(keys)} keys revoked; the others were revoked before.")
