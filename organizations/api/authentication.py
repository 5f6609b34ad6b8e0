"""The ways to present a credential over HTTP; each ends with a user or the problem that there is none.

They know headers and cookies, and leave keys and passwords to ``organizations.credentials``.
"""

import base64
import binascii
import hmac
from urllib.parse import urlsplit

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from customers_api.core.problems import Problem, ProblemCode
from organizations.credentials import KEY_START, Credential, credential_of_key, credential_of_pair
from organizations.models import User
from organizations.oauth import credential_of_token

Authenticated = tuple[User, Credential] | None


def credential(request: Request, scheme: str) -> str | None:
    """Return what follows the scheme in the ``Authorization`` header, or ``None`` for another scheme."""
    given, _, rest = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return rest.strip() if given.lower() == scheme else None


def session_user(request: Request) -> User | None:
    """Return the user who is logged in by the session cookie."""
    user = request._request.user
    return user if isinstance(user, User) and user.is_active else None


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer`` with an API key, an access token, or the id of the session whose cookie comes along."""

    def authenticate(self, request: Request) -> Authenticated:
        """Return the caller; a token that is wrong is not made up for by another credential."""
        token = credential(request, "bearer")
        if token is None:
            return None
        if token.startswith(KEY_START):
            found = credential_of_key(token)
        else:
            address = request.build_absolute_uri(request.path)
            found = credential_of_token(token, address=address) or self.credential_of_session(request, token)
        if found is None:
            raise Problem(ProblemCode.NO_CREDENTIALS)
        return found.user, found

    def credential_of_session(self, request: Request, token: str) -> Credential | None:
        """Return what the session stands for; its id in a header cannot be sent by another site."""
        session_key = request._request.session.session_key or ""
        same = hmac.compare_digest(session_key.encode(), token.encode("utf-8", "surrogateescape"))
        user = session_user(request) if session_key and same else None
        return Credential.of_user(user) if user is not None else None

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge."""
        return 'Bearer realm="customers"'


class BasicAuthentication(BaseAuthentication):
    """``Authorization: Basic`` with a user name and an API key or the password."""

    def authenticate(self, request: Request) -> Authenticated:
        """Return the caller."""
        encoded = credential(request, "basic")
        if encoded is None:
            return None
        try:
            login, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, ValueError) as error:
            raise Problem(ProblemCode.NO_CREDENTIALS) from error
        address = request.META.get("REMOTE_ADDR", "")
        found = credential_of_pair(login, secret, address=address) if colon else None
        if found is None:
            raise Problem(ProblemCode.NO_CREDENTIALS)
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge."""
        return 'Basic realm="customers"'


class CookieAuthentication(BaseAuthentication):
    """The session cookie alone. A browser sends it from any site, so a write must show where it comes from."""

    def authenticate(self, request: Request) -> Authenticated:
        """Return the caller, or raise ``ACCESS_DENIED`` for a POST that another site could have sent."""
        user = session_user(request)
        if user is None:
            return None
        if request.method == "POST" and not (is_json(request) or comes_from_here(request)):
            raise Problem(ProblemCode.ACCESS_DENIED)
        return user, Credential.of_user(user)


def is_json(request: Request) -> bool:
    """Tell whether the body is JSON, which no form of another site can send."""
    content_type: str = request.content_type or ""
    return content_type.partition(";")[0].strip().lower() == "application/json"


def comes_from_here(request: Request) -> bool:
    """Tell whether the browser names a page of this host as the sender."""
    sender = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER") or ""
    try:
        return bool(sender) and urlsplit(sender).netloc == request.get_host()
    except ValueError:
        return False
