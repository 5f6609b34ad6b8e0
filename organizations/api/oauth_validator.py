"""Knows which OAuth clients may ask for a token at all; it leaves the rest of the protocol to the library."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator


class ClientValidator(OAuth2Validator):  # type: ignore[misc]
    """A client works as long as its user does: a token of a client that is gone would be refused anyway."""

    def _load_application(self, client_id: str, request: Any) -> Any:
        client = super()._load_application(client_id, request)
        if client is not None and (client.user is None or not client.user.is_active):
            request.client = None
            return None
        return client

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Refuse to refresh what a person allowed who is gone."""
        valid: bool = super().validate_refresh_token(refresh_token, client, request, *args, **kwargs)
        return valid and request.user.is_active
