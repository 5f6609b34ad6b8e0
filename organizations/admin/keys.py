"""The pages of API keys: made and revoked, never changed; the key itself is shown once, when it is made."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.decorators import display

from organizations.admin.owned import OwnedAdmin
from organizations.credentials import api_key_create, api_key_revoke
from organizations.models import ApiKey

STATES = {"in use": "success", "expired": "warning", "revoked": "danger"}


@admin.register(ApiKey)
class ApiKeyAdmin(OwnedAdmin):
    """API keys."""

    list_display = ("prefix", "name", "user", "state", "created", "expires", "last_used")
    list_select_related = ("user",)
    search_fields = ("prefix", "name", "user__username")
    ordering = ("-created", "-pk")
    fields = ("user", "name", "expires")
    actions: ClassVar[list[str]] = ["revoke"]

    @display(description="State", label=STATES)  # type: ignore[untyped-decorator]
    def state(self, key: ApiKey) -> str:
        """Return whether the key works."""
        if key.revoked is not None:
            return "revoked"
        return "in use" if key.is_usable() else "expired"

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

    @admin.action(description="Revoke the chosen keys", permissions=["view"])
    def revoke(self, request: HttpRequest, keys: QuerySet[Any]) -> None:
        """Make the chosen keys useless, at once."""
        chosen = list(keys)
        count = sum(api_key_revoke(prefix=key.prefix) for key in chosen)
        self.message_user(request, f"{count} of {len(chosen)} keys revoked; the others were revoked before.")
