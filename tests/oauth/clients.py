"""OAuth clients and what they send; it knows the protocol's parameters and no rule of a token."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from organizations.models import User
from organizations.oauth import client_create, people_client_create
from tests.clients import Caller, Reply, reply

TOKEN = "/oauth/token/"
CALLBACK = "https://app.example/back"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class App:
    """A program that knows its id and secret."""

    client_id: str
    secret: str

    @classmethod
    def of(cls, user: User) -> "App":
        """Return a program that calls for itself."""
        return cls(*client_create(user=user, name="nightly sync"))

    @classmethod
    def for_people(cls, user: User) -> "App":
        """Return a program that calls for people."""
        return cls(*people_client_create(user=user, name="A & B <app>", redirect_uris=[CALLBACK]))

    @property
    def pair(self) -> dict[str, str]:
        """Return the credentials as parameters."""
        return {"client_id": self.client_id, "client_secret": self.secret}

    def ask(self, path: str = TOKEN, **fields: str) -> Reply:
        """Send a form with the credentials to an endpoint."""
        return reply(
            Client(raise_request_exception=False, enforce_csrf_checks=True).post(path, {**self.pair, **fields})
        )

    def token(self, **fields: str) -> str:
        """Return a new access token of the program's own."""
        answer = self.ask(grant_type="client_credentials", **fields)
        assert answer.status == 200, answer.body
        token: str = answer.body["access_token"]
        return token

    def authorization(self, **changes: str) -> str:
        """Return the address to which the program sends people."""
        fields = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "state": "s-1",
            **changes,
        }
        return f"/oauth/authorize/?{urlencode(fields)}"

    def exchange(self, code: str, **changes: str) -> Reply:
        """Ask for tokens in exchange for a code."""
        fields = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER, **changes}
        return self.ask(grant_type="authorization_code", **fields)

    def code(self, user: User) -> str:
        """Return the code that the program gets when the person allows it."""
        return answered(allow(person_at(user), self.authorization()))["code"]


def person_at(user: User) -> Client:
    """Return the browser of a person who is logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def allow(client: Client, address: str, **changes: Any) -> Any:
    """Open the page that asks, and press its button."""
    page: Any = client.get(address)
    assert page.status_code == 200, page.content
    hidden = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    return client.post("/oauth/authorize/", {**hidden, "allow": "Allow", **changes})


def answered(response: Any) -> dict[str, str]:
    """Return what was sent back to the program."""
    address = urlsplit(response["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == CALLBACK
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def bearer(token: str) -> Caller:
    """Return a caller with an access token."""
    return Caller(f"Bearer {token}")
