"""The documented form login: a name and a password become a session, whose id its clients send with later calls.

It knows forms and cookies, and leaves passwords to the one check that Basic and the back office use too.
"""

from typing import Any

from babel.core import Locale
from django.contrib.auth import authenticate, login
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import re_path
from rest_framework.request import Request
from rest_framework.response import Response

from customers_api.api.v1 import V1_DIALECT
from customers_api.api.views import DialectView
from customers_api.core.iso_currencies import find_currency
from customers_api.core.picture_files import CUSTOMER_PICTURES, picture_folder
from customers_api.core.problems import Problem, ProblemCode
from organizations.api import login_described
from organizations.api.authentication import session_user
from organizations.models import Organization, User

SUCCESS = "/login/ajaxSuccess"
FAILURE = "/login/authfail?ajax=true"


class DoorView(DialectView):
    """An address that is called before there is a caller; it answers JSON whatever the client asks for."""

    dialect = V1_DIALECT

    def get_authenticators(self) -> list[Any]:
        """Return none: a stale credential must not keep anybody from logging in."""
        return []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the method alone."""
        self.demand_method(request)
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request, force=True)


class LoginView(DoorView):
    """Takes a user name or e-mail address and a password."""

    described = login_described.LOGIN

    def post(self, request: Request) -> HttpResponseBase:
        """Redirect to the address that tells the outcome."""
        user = authenticate(request._request, **credentials(request))
        if user is None:
            return redirect(request, FAILURE)
        # A new id for whatever the client came with: nobody can know it who knew the old one.
        request._request.session.flush()
        login(request._request, user)
        return redirect(request, SUCCESS)

    get = post


class SuccessView(DoorView):
    """Tells a client who has just logged in what later calls need."""

    described = login_described.SUCCESS

    def get(self, request: Request) -> Response:
        """Answer the session's id and its user."""
        user = session_user(request)
        if user is None:
            raise Problem(ProblemCode.NO_CREDENTIALS)
        token = request._request.session.session_key
        headers = {"Cache-Control": "no-store"}
        return Response({"success": True, "token": token, "user": describe_user(user)}, headers=headers)

    post = get


class FailureView(DoorView):
    """Tells a client that it has not logged in."""

    described = login_described.FAILURE

    def get(self, request: Request) -> Response:
        """Answer the problem, with the status of a page that was found.

        Published clients follow the redirect and look for ``error``; a failing status would end them before.
        """
        return Response(self.dialect.answer(Problem(ProblemCode.NO_CREDENTIALS)).body)

    post = get


def credentials(request: Request) -> dict[str, Any]:
    """Return what was sent in the query or, whatever the method, in the body."""
    fields = request.query_params.dict()
    if not {"j_username", "j_password"} <= fields.keys():
        if not isinstance(request.data, dict):
            raise Problem(ProblemCode.MALFORMED_BODY, reason="no_object")
        fields = {**fields, **request.data}
    login_name, password = fields.get("j_username"), fields.get("j_password")
    if not isinstance(login_name, str) or not isinstance(password, str):
        return {"username": "", "password": None}
    return {"username": login_name, "password": password}


def redirect(request: Request, path: str) -> HttpResponseBase:
    """Return the redirect to an absolute address of the same host, for which the cookie is good."""
    response = HttpResponseRedirect(request.build_absolute_uri(path), headers={"Cache-Control": "no-store"})
    # There is no body, and so it is not HTML.
    del response["Content-Type"]
    return response


def describe_user(user: User) -> dict[str, Any]:
    """Return the documented answer about a user; what is not known of an organization is ``null``."""
    organization = user.organization
    folder = picture_folder(organization.name, organization.upload_token, CUSTOMER_PICTURES)
    return {
        "firstName": user.first_name or None,
        "lastName": user.last_name or None,
        "email": user.email or None,
        "companyName": organization.name,
        "companyCity": None,
        "companyCountry": None,
        "isGeoLocationActivated": organization.has_geography,
        "enableAssignRegionToCustomer": organization.has_geography,
        "role": ["ROLE_USER"],
        "enabled": user.is_active,
        "organizationLogo": None,
        "uploadDirectory": folder.partition("/")[0],
        "currency": describe_currency(organization),
    }


def describe_currency(organization: Organization) -> dict[str, Any]:
    """Return the organization's currency as English texts write it."""
    currency = find_currency(organization.currency)
    pattern = Locale("en").currency_formats["standard"].pattern
    return {
        "name": currency.name if currency else organization.currency,
        "symbol": currency.symbol if currency else organization.currency,
        "symbolLocation": "left" if pattern.startswith("¤") else "right",
        "digitNumber": currency.digits if currency else 2,
    }


urlpatterns = [
    re_path(r"^j_spring_security_check/?\Z", LoginView.as_view()),
    re_path(r"^login/ajaxSuccess/?\Z", SuccessView.as_view()),
    re_path(r"^login/authfail/?\Z", FailureView.as_view()),
]
