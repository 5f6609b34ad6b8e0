"""Lets a test see at once what it has changed of a credential, for which a process that serves takes half a second.

What is remembered stays so for a minute as long as nothing is written: on a slow machine, too, each test counts the
same statements. How long a change takes in a service is asked of a real one (tests/live/test_changed_credentials.py).
"""

import re
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from organizations import credentials, oauth

MINUTE = 60.0
MEMORIES = (credentials.KEYS, oauth.TOKENS)
CHANGE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?:organizations_(?!ratewindow|keptanswer)|oauth2_provider_)')


def forget_credentials() -> None:
    """Look every credential up anew."""
    for memory in MEMORIES:
        memory.forget()


def forget_what_changes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    """Run a statement; one that may change a credential lets all of them be forgotten."""
    result = execute(sql, params, many, context)
    if CHANGE.match(sql):
        forget_credentials()
    return result


def watch(sender: object, connection: BaseDatabaseWrapper, **rest: object) -> None:
    """Look at the statements of a connection, once."""
    if forget_what_changes not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, forget_what_changes)


def watch_all() -> None:
    """Look at the statements of all connections, the one of this thread included; remember for long."""
    for memory in MEMORIES:
        memory.seconds = MINUTE
    connection_created.connect(watch)
    watch(None, connection)
