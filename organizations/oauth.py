"""OAuth clients and what their access tokens stand for; it knows no HTTP, and leaves the protocol to the library.

Every client belongs to a user, and so to an organization. A token that a person allowed acts for this person; one that
a client asked for with its own credentials names nobody, and acts for the client's user.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from oauth2_provider.models import get_access_token_model, get_application_model

from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.short_memory import ShortMemory
from customers_api.core.validation import refuse_flaws
from organizations.credentials import MOST_REMEMBERED, REMEMBERED_SECONDS, Credential, own_copy
from organizations.models import User

AccessToken = get_access_token_model()
Application = get_application_model()
TOKENS: "ShortMemory[Any]" = ShortMemory(seconds=REMEMBERED_SECONDS, largest=MOST_REMEMBERED)


def credential_of_token(token: str, *, address: str) -> Credential | None:
    """Return who calls a URL by an access token: nobody when it has expired, or when who stands behind it is gone.

    All tokens of a client count as one credential: it gets a new one whenever it likes.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    row = TOKENS.recall(digest, lambda: usable_token(digest))
    # It may have expired since it was read.
    if row is None or row.is_expired() or not row.allows_audience(address):
        return None
    user = own_copy(user_of(row))
    return Credential(user, f"client {row.application_id}", "write" in row.scope.split())


def usable_token(digest: str) -> Any:
    """Read a token with those who stand behind it; ``None`` for one that stands for nobody."""
    rows = AccessToken.objects.select_related("user__organization", "application__user__organization")
    row = rows.filter(token_checksum=digest).first()
    if row is None or row.is_expired() or row.application is None:
        return None
    owner = row.application.user
    return row if owner is not None and owner.is_active and user_of(row).is_active else None


def user_of(token: Any) -> User:
    """Return the person who allowed a token, or the user of the client that asked for it."""
    user: User = token.user or token.application.user
    return user


def client_addresses(client_id: str) -> list[str]:
    """Return the addresses to which people are sent back; a client that is none has none."""
    if not client_id:
        return []
    found: str | None = Application.objects.filter(client_id=client_id).values_list("redirect_uris", flat=True).first()
    return (found or "").split()


def client_create(*, user: User, name: str) -> tuple[str, str]:
    """Make a program's client; return its id and its secret, which is never shown again."""
    client = Application(
        user=user,
        name=name,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
    )
    return saved(client)


def people_client_create(*, user: User, name: str, redirect_uris: Sequence[str]) -> tuple[str, str]:
    """Make a client to which people of the user's organization lend their rights; return its id and its secret."""
    client = Application(
        user=user,
        name=name,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(redirect_uris),
    )
    return saved(client)


def saved(client: Any) -> tuple[str, str]:
    """Write a client; the library replaces the secret by its hash while it writes."""
    if not client.name.strip():
        raise Problem(ProblemCode.MISSING, "name")
    refuse_flaws(Application, {"name": client.name, "redirect_uris": client.redirect_uris})
    client.full_clean()
    secret: str = client.client_secret
    client.save()
    return client.client_id, secret
