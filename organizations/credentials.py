"""Who presents which secret: API keys and passwords become users. It knows no HTTP and no record of a customer.

These are the only look-ups that name no organization: the credential is what tells it. What a key stands for is
remembered for half a second, by the key's digest; passwords are checked each time.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Model, Q
from django.db.models.base import ModelState
from django.utils import timezone

from customers_api.core.processors import anywhere
from customers_api.core.short_memory import ShortMemory
from customers_api.core.text import fold, is_storable
from organizations.guessing import may_guess, note_wrong_password
from organizations.lockout import Pair
from organizations.models import ApiKey, User

R = TypeVar("R", bound=Model)
PREFIX_LENGTH = 12
KEY_START = "ck_"
# How exact "last used" is: a statement for each request would cost more than it tells.
LAST_USED_STEP = timedelta(minutes=1)
# Longer than any user name or e-mail address that is stored.
LONGEST_LOGIN = 254
# What is promised is a second, from a change of the key, its user or the organization until no process goes by the old.
REMEMBERED_SECONDS = 0.5
MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Credential:
    """Who calls, and by what: calls are counted by ``name``. ``may_write`` is what it allows, if its user may."""

    user: User
    name: str
    may_write: bool = True

    @classmethod
    def of_user(cls, user: User) -> "Credential":
        """Return what a password or a session of the user stands for."""
        return cls(user, f"user {user.pk}")


# By the digest of the whole key.
KEYS: "ShortMemory[ApiKey]" = ShortMemory(seconds=REMEMBERED_SECONDS, largest=MOST_REMEMBERED)


def digest_of(key: str) -> str:
    """Return what is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def api_key_create(*, user: User, name: str = "", expires_in: timedelta | None = None) -> tuple[ApiKey, str]:
    """Make a key of 32 random bytes; return its row and the key, which is never shown again."""
    key = KEY_START + secrets.token_urlsafe(32)
    expires = timezone.now() + expires_in if expires_in is not None else None
    row = ApiKey.objects.create(
        user=user, name=name, prefix=key[:PREFIX_LENGTH], digest=digest_of(key), expires=expires
    )
    return row, key


def api_key_revoke(*, prefix: str) -> int:
    """Make the key of this prefix useless; return how many were in use (0 or 1)."""
    return ApiKey.objects.filter(prefix=prefix, revoked__isnull=True).update(revoked=timezone.now())


def user_of_key(key: str) -> User | None:
    """Return the active user whose key this is, with the organization."""
    credential = credential_of_key(key)
    return credential.user if credential is not None else None


def credential_of_key(key: str) -> Credential | None:
    """Return what a key stands for, while it is usable."""
    if not is_storable(key) or not key.startswith(KEY_START):
        return None
    digest = digest_of(key)
    row = KEYS.recall(digest, lambda: usable_key(key[:PREFIX_LENGTH], digest))
    # It may have expired since it was read.
    if row is None or not row.is_usable():
        return None
    return Credential(own_copy(row.user), f"key {row.pk}")


def usable_key(prefix: str, digest: str) -> ApiKey | None:
    """Read a key with its user and organization, and note its use; ``None`` for one that stands for nobody."""
    row = ApiKey.objects.select_related("user__organization").filter(prefix=prefix).first()
    if row is None or not hmac.compare_digest(row.digest, digest):
        return None
    if not row.is_usable() or not row.user.is_active:
        return None
    note_use(row)
    return row


def own_copy(user: User) -> User:
    """Return a remembered user, and the organization, as records that one request alone has."""
    own = twin(user)
    own._state.fields_cache["organization"] = twin(user.organization)
    return own


def twin(record: R) -> R:
    """Return another record of the same columns: what ``copy`` does, by way of a pickle, takes ten times as long."""
    other = type(record).__new__(type(record))
    state = ModelState()
    state.adding, state.db, state.fields_cache = False, record._state.db, {}
    other.__dict__ = {**record.__dict__, "_state": state}
    return other


def note_use(row: ApiKey) -> None:
    """Write down that the key was used, at most once a minute."""
    now = timezone.now()
    if row.last_used is None or now - row.last_used > LAST_USED_STEP:
        ApiKey.objects.filter(pk=row.pk).update(last_used=now)


def user_of_password(login: str, password: str, *, address: str) -> User | None:
    """Return the active user of a name (or e-mail address) and password, unless guessing has locked them."""
    if not is_storable(login + password) or not may_guess(address):
        return None
    user = active_user(login)
    pair = Pair.of(f"user {user.pk}" if user is not None else f"name {fold(login[:LONGEST_LOGIN])}", address)
    if pair.is_locked:
        return None
    if not is_password_of(user, password) or user is None:
        pair.note_failure()
        note_wrong_password(address)
        return None
    return user if pair.accept() else None


def is_password_of(user: User | None, password: str) -> bool:
    """Check a password, nobody's too."""
    with anywhere():
        if user is not None:
            return check_password(password, user.password)
        # As slow as a real check: the time must not tell which names exist.
        make_password(password)
        return False


def active_user(login: str) -> User | None:
    """Return the active user of a name, else of an e-mail address: the first who had it, whoever takes it later."""
    users = User.accounts.select_related("organization").filter(is_active=True)
    named = users.filter(username=login).first()
    return named or users.filter(Q(email__iexact=login) & ~Q(email="")).order_by("pk").first()


def credential_of_pair(login: str, secret: str, *, address: str) -> Credential | None:
    """Return what a name and either an API key of this very user or the password stand for."""
    if secret.startswith(KEY_START):
        credential = credential_of_key(secret)
        names = {credential.user.username, credential.user.email} if credential is not None else set()
        return credential if login and login in names else None
    user = user_of_password(login, secret, address=address)
    return Credential.of_user(user) if user is not None else None
