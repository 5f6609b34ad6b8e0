"""An account of two organizations, somebody outside of it, and callers of each kind; it knows headers, no address."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta

from organizations.credentials import api_key_create, api_key_revoke
from organizations.models import AccountGroup, User
from tests.clients import Caller
from tests.worlds import World, new_world


@dataclass(frozen=True)
class Account:
    """Two organizations of one group, a user who acts for both, and an organization that neither knows."""

    first: World
    second: World
    outside: World
    whole: User


def new_account() -> Account:
    """Return an account with the organizations First and Second, beside Outside."""
    group = AccountGroup.objects.create(name="Both")
    first, second, outside = new_world("First"), new_world("Second"), new_world("Outside")
    for world in (first, second):
        world.organization.account_group = group
        world.organization.save()
    whole = User.objects.create(username="whole", organization=first.organization, reference="wh-1", whole_group=True)
    return Account(first, second, outside, whole)


def bearer(user: User) -> Caller:
    """Return a caller of dialect v2."""
    return Caller.of(user)


def basic(user: User, secret: str | None = None) -> Caller:
    """Return a caller of dialect rws, with a new API key of the user unless another secret is given."""
    return Caller(basic_header(user, api_key_create(user=user)[1] if secret is None else secret))


def basic_header(user: User, secret: str) -> str:
    """Return the value of the header."""
    return "Basic " + b64encode(f"{user.username}:{secret}".encode()).decode()


def expired_key(user: User) -> str:
    """Return a key that worked until a second ago."""
    return api_key_create(user=user, expires_in=timedelta(seconds=-1))[1]


def revoked_key(user: User) -> str:
    """Return a key that was taken back."""
    row, key = api_key_create(user=user)
    api_key_revoke(prefix=row.prefix)
    return key
