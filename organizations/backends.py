"""How Django's own log-in finds a user: by the same check of passwords as the API."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from organizations.credentials import user_of_password
from organizations.models import User


class PasswordBackend(ModelBackend):
    """Logs in by user name or e-mail address and password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Return the active user of the pair."""
        return user_of_password(username, password) if username and password is not None else None

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, with the organization."""
        return User.objects.select_related("organization").filter(pk=user_id, is_active=True).first()
