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
        if not username or password is None:
            return None
        # Who logs in without a request sits at the machine.
        address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
        return user_of_password(username, password, address=address)

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, with the organization."""
        return User.accounts.select_related("organization").filter(pk=user_id, is_active=True).first()
