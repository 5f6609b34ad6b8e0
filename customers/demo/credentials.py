"""Keeps the password and the API key that the demo server shows at each start, in a file beside the database.

The database has only their hashes. It knows no server.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from customers.demo.world import DemoWorld
from organizations.credentials import api_key_create, api_key_revoke, user_of_key
from organizations.models import ApiKey, User

FILE_NAME = ".demo-credentials.json"
PERSON = "admin"
PROGRAM = "api"
KEY_NAME = "make run"


@dataclass(frozen=True)
class Credentials:
    """The password of ``admin``, or ``None`` where somebody has changed it since; an API key of ``api``."""

    password: str | None
    api_key: str


def credentials_file() -> Path:
    """Return the path of the file."""
    return folder_of(settings.DATABASES["default"]) / FILE_NAME


def folder_of(database: Mapping[str, Any]) -> Path:
    """Return the folder of an embedded database, or that of the service."""
    is_embedded = str(database["ENGINE"]).endswith("sqlite3")
    return Path(str(database["NAME"])).parent if is_embedded else settings.BASE_DIR


def credentials_of_new_world(world: DemoWorld) -> Credentials:
    """Keep the password that the demo world was just made with, and a key."""
    return keep(Credentials(world.password, new_key(world.users[PROGRAM])))


def credentials_of_old_world() -> Credentials | None:
    """Return what was kept; what is missing or useless is made anew. Without one of the two users there is nothing."""
    users = {user.username: user for user in User.accounts.filter(username__in=[PERSON, PROGRAM])}
    if len(users) < len((PERSON, PROGRAM)):
        return None
    kept = read()
    if kept is None:
        return keep(Credentials(new_password(users[PERSON]), new_key(users[PROGRAM])))
    if user_of_key(kept.api_key) != users[PROGRAM]:
        kept = keep(Credentials(kept.password, new_key(users[PROGRAM])))
    is_valid = kept.password is not None and users[PERSON].check_password(kept.password)
    return kept if is_valid else Credentials(None, kept.api_key)


def read() -> Credentials | None:
    """Return what the file holds, or ``None`` where it is missing or spoilt."""
    try:
        found = json.loads(credentials_file().read_text(encoding="utf-8"))
        return Credentials(password=found["password"], api_key=str(found["api_key"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def keep(credentials: Credentials) -> Credentials:
    """Write the file for its owner's eyes only, and return what was written."""
    path = credentials_file()
    unfinished = path.with_name(f"{FILE_NAME}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(asdict(credentials), indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)
    return credentials


def new_password(user: User) -> str:
    """Set and return a password."""
    password: str = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password", "version", "last_updated"])
    return password


def new_key(user: User) -> str:
    """Return a new key; one that was lost with the file must not work on."""
    for row in ApiKey.objects.filter(user=user, name=KEY_NAME, revoked__isnull=True):
        api_key_revoke(prefix=row.prefix)
    return api_key_create(user=user, name=KEY_NAME)[1]
