"""A caller of the API in tests; it knows HTTP and nothing of the service's inside but how to make an API key."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from organizations.credentials import api_key_create
from organizations.models import User


@dataclass(frozen=True)
class Reply:
    """An answer of the service."""

    status: int
    body: Any
    headers: Any

    @property
    def pair(self) -> tuple[int, Any]:
        """Status and body, for comparing whole answers."""
        return self.status, self.body


class Caller:
    """Calls the API with a credential; crashes are answered and forged forms refused as in production."""

    def __init__(self, authorization: str | None = None) -> None:
        headers = {"Authorization": authorization} if authorization else {}
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True, headers=headers)

    @classmethod
    def of(cls, user: User) -> "Caller":
        """Return a caller with a new API key of the user."""
        return cls(f"Bearer {api_key_create(user=user)[1]}")

    def get(self, path: str, **headers: str) -> Reply:
        """Send GET."""
        return reply(self.client.get(path, headers=headers))

    def form(self, path: str, fields: dict[str, Any] | None = None, method: str = "POST") -> Reply:
        """Send a multipart form."""
        if method == "POST":
            return reply(self.client.post(path, fields or {}))
        body = encode_multipart(BOUNDARY, fields or {})
        return reply(self.client.generic(method, path, body, MULTIPART_CONTENT))

    def json(self, path: str, value: Any, method: str = "POST", **headers: str) -> Reply:
        """Send JSON."""
        return reply(self.client.generic(method, path, json.dumps(value), "application/json", headers=headers))

    def raw(self, path: str, body: bytes, content_type: str, method: str = "POST", **headers: str) -> Reply:
        """Send a body as it is."""
        return reply(self.client.generic(method, path, body, content_type, headers=headers))

    def delete(self, path: str) -> Reply:
        """Send DELETE."""
        return reply(self.client.delete(path))


def reply(response: Any) -> Reply:
    """Return what came back; a body that is no JSON comes back as bytes."""
    content = response.content
    try:
        return Reply(response.status_code, json.loads(content), response.headers)
    except ValueError:
        return Reply(response.status_code, content, response.headers)
