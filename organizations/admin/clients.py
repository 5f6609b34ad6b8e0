"""The pages of OAuth applications; tokens and codes have none: they come and go by the protocol alone."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from oauth2_provider import admin as library_pages
from oauth2_provider import models as oauth

from customers_api.back_office.duties import Duty
from customers_api.back_office.opened_state import OpenedStateAdmin, OpenedStateForm
from organizations.admin.owned import OwnedAdmin

Application = oauth.get_application_model()
SHOWN = ("client_id", "client_type", "authorization_grant_type", "created", "updated")

# The library's own pages know no organization; named here, they are registered before they are taken away.
for model in (
    library_pages.application_model,
    library_pages.access_token_model,
    library_pages.refresh_token_model,
    library_pages.grant_model,
    library_pages.id_token_model,
):
    admin.site.unregister(model)


class ClientForm(OpenedStateForm):
    """Asks what kind of client it is: one of a program by itself, or one that people lend their rights to."""

    class Meta:
        model = Application
        fields = ("user", "name", "redirect_uris")
        help_texts: ClassVar[dict[str, str]] = {
            "redirect_uris": (
                "Leave it empty for a program that calls by itself (client credentials). With addresses, separated by"
                " spaces, people log in and lend the program their rights (authorization code with PKCE)."
            ),
            "user": "Whose rights the program has when it calls by itself.",
        }

    def _post_clean(self) -> None:
        """Fill in the grant before the model judges: it demands addresses for one of them and none for the other."""
        if self.instance.pk is None:
            has_addresses = bool(self.cleaned_data.get("redirect_uris", "").strip())
            grants = (Application.GRANT_CLIENT_CREDENTIALS, Application.GRANT_AUTHORIZATION_CODE)
            self.instance.client_type = Application.CLIENT_CONFIDENTIAL
            self.instance.authorization_grant_type = grants[has_addresses]
        super()._post_clean()  # type: ignore[misc]


@admin.register(Application)
class ApplicationAdmin(OpenedStateAdmin, OwnedAdmin):
    """OAuth applications, for administrators."""

    duty = look_duty = Duty.ADMINISTER
    form = ClientForm
    list_display = ("name", "client_id", "user", "authorization_grant_type", "created")
    list_select_related = ("user",)
    search_fields = ("name", "client_id", "user__username")
    ordering = ("name", "pk")

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Show what the protocol needs once the client is there."""
        fields = ("user", "name", "redirect_uris")
        return ((None, {"fields": fields if obj is None else (*fields, *SHOWN)}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep what tokens were given for."""
        return () if obj is None else ("user", *SHOWN)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Write the client; the secret of a new one is shown once, the library stores its hash."""
        secret = obj.client_secret
        obj.save()
        if not change:
            text = f"Client id: {obj.client_id} · secret, which is not shown again: {secret}"
            self.message_user(request, text, messages.WARNING)
