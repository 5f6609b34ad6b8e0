"""The addresses of OAuth 2.0: the library's, without the grants that are not offered and with errors that are JSON.

They know the protocol's words for what is wrong, and no record of a customer.
"""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import re_path
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.views import AuthorizationView, RevokeTokenView, TokenView

from customers_api.core.text import is_storable
from organizations.api.page_policy import page_policy
from organizations.models import User
from organizations.oauth import Application

# What the library stores of a person's answer.
LONGEST = {"code_challenge": 128, "nonce": 255}
GRANTS = ("client_credentials", "authorization_code", "refresh_token")


def refusal(status: int, error: str, description: str, **headers: str) -> HttpResponse:
    """Return an error in the protocol's own form."""
    body = {"error": error, "error_description": description}
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store", **headers})


def is_sound(given: QueryDict) -> bool:
    """Tell whether the database can be asked for every parameter."""
    return all(is_storable(name + value) for name, values in given.lists() for value in values)


class MachineView:
    """What the endpoints for programs share, which have no cookie that another site could misuse."""

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse what the library, or the database behind it, would fail on."""
        if request.method != "POST":
            return refusal(405, "invalid_request", "This address takes POST only.", Allow="POST")
        try:
            if not is_sound(request.POST):
                return refusal(400, "invalid_request", "A parameter holds a character that no parameter has.")
        except (MultiPartParserError, UnreadablePostError):
            return refusal(400, "invalid_request", "The body of the request could not be read.")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        # The library sets both for most of its answers.
        response["Content-Type"], response["Cache-Control"] = "application/json", "no-store"
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = 'Basic realm="oauth"'
        return response


class MachineTokenView(MachineView, TokenView):  # type: ignore[misc]
    """Gives tokens for client credentials, for a code that a person allowed, and for a refresh token."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer for the grants that are offered; one of the library's others is a door for guessing passwords."""
        if request.POST.get("grant_type") not in GRANTS:
            return refusal(400, "unsupported_grant_type", f"The grant types are {', '.join(GRANTS)}.")
        response: HttpResponse = self.authorization_flow_token_response(request)
        return response


class MachineRevokeView(MachineView, RevokeTokenView):  # type: ignore[misc]
    """Takes a token back."""


class PersonAuthorizationView(AuthorizationView):  # type: ignore[misc]
    """Asks a person who is logged in whether a client may act for them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse what the database behind the library would fail on, and add the policy of the page."""
        given = request.POST if request.method == "POST" else request.GET
        too_long = any(len(given.get(name, "")) > longest for name, longest in LONGEST.items())
        if too_long or not is_sound(given):
            return refusal(400, "invalid_request", "A parameter is too long, or holds what no parameter has.")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response["Content-Security-Policy"] = page_policy(request)
        return response

    def create_authorization_response(
        self,
        request: HttpRequest,
        scopes: str,
        credentials: dict[str, Any],
        allow: bool,  # noqa: FBT001 (the library's signature)
    ) -> Any:
        """Allow it to people of the client's organization alone: for others it is as if they had refused."""
        client = Application.objects.select_related("user").get(client_id=credentials["client_id"])
        user = request.user
        own = isinstance(user, User) and user.organization_id == client.user.organization_id
        return super().create_authorization_response(request, scopes, credentials, allow and own)


class PersonLoginView(LoginView):
    """The page on which people log in who are asked by a client."""

    template_name = "organizations/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Add the policy of the page."""
        response = super().dispatch(request, *args, **kwargs)
        response["Content-Security-Policy"] = page_policy(request)
        return response


urlpatterns = [
    re_path(r"^oauth/token/?\Z", MachineTokenView.as_view()),
    re_path(r"^oauth/revoke_token/?\Z", MachineRevokeView.as_view()),
    re_path(r"^oauth/authorize/?\Z", PersonAuthorizationView.as_view()),
    re_path(r"^oauth/login/?\Z", PersonLoginView.as_view()),
]
