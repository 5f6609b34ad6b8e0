"""Tries the examples of the descriptions on a demo world, as readers of the page do; it knows OpenAPI, no operation."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from customers.demo.world import build_demo_world, number_on
from customers.models import Contact
from customers_api.openapi.operations import FORM, JSON
from tests.openapi.examples import operations

# Where the description says by which query the example of a list was made.
QUERY = re.compile(r"`\?([^`]+)`")


@dataclass(frozen=True)
class Trial:
    """An operation with the examples of its parameters, and one of its bodies."""

    dialect: str
    path: str
    method: str
    operation: Any
    media_type: str = ""

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path} {self.media_type}".strip()

    @property
    def tag(self) -> str:
        """What it is about."""
        return str(self.operation["tags"][0])

    @property
    def address(self) -> str:
        """The address with the examples of its parameters filled in, and the query that the answer belongs to."""
        parameters = self.operation.get("parameters", [])
        keys = {one["name"]: quote(str(one["example"])) for one in parameters if one["in"] == "path"}
        query = urlencode(
            {one["name"]: one["example"] for one in parameters if one.get("required") and one["in"] == "query"}
        )
        if self.tag == "log-in" and self.method == "get":
            query = urlencode({one["name"]: one["schema"]["examples"][0] for one in parameters})
        if self.method == "get" and "200" in self.operation["responses"]:
            told = QUERY.search(self.operation["responses"]["200"]["description"])
            query = told[1] if told else query
        return self.path.format_map(keys) + (f"?{query}" if query else "")

    @property
    def body(self) -> tuple[bytes, str]:
        """The example of the body as its media type writes it, and what says so."""
        if not self.media_type:
            return b"", ""
        example = self.operation["requestBody"]["content"][self.media_type]["example"]
        if self.media_type == JSON:
            return json.dumps(example).encode(), JSON
        texts = {name: one if isinstance(one, str) else json.dumps(one) for name, one in example.items()}
        if self.media_type == FORM:
            return urlencode(texts).encode(), FORM
        return encode_multipart(BOUNDARY, texts), MULTIPART_CONTENT

    @property
    def successes(self) -> set[str]:
        """The statuses that are described of what is done."""
        return {status for status in self.operation["responses"] if int(status) < 400}


@dataclass(frozen=True)
class Reader:
    """Somebody with the demo world's key, under the address that the examples name."""

    key: str

    @classmethod
    def of_a_fresh_demo_world(cls) -> "Reader":
        """Make the demo world and a key; no record of it, and none of another test, has a number that comes next."""
        key = build_demo_world().new_key("api")
        number_anew()
        return cls(key)

    def send(self, trial: Trial, address: str | None = None) -> Any:
        """Send a request with the credential of its dialect; a log-in has none."""
        return self.client(trial).generic(trial.method.upper(), address or trial.address, *trial.body)

    def client(self, trial: Trial) -> Client:
        """Return a client with the credential of a dialect."""
        basic = b64encode(f"api:{self.key}".encode()).decode()
        authorization = f"Basic {basic}" if trial.dialect == "rws" else f"Bearer {self.key}"
        taken = {name for one in trial.operation["security"] for name in one}
        headers = {"Authorization": authorization} if taken & {"basic", "bearer"} else {}
        return Client(raise_request_exception=False, HTTP_HOST="127.0.0.1:8000", headers=headers)


def number_anew() -> None:
    """Let PostgreSQL number on from what is there: it does not take back what was used in a part that is undone."""
    number_on()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Contact]):
            cursor.execute(statement)


def trials(dialect: str) -> list[Trial]:
    """Return the operations of a dialect, once for each media type of their bodies."""
    return [
        Trial(dialect, path, method, operation, media_type)
        for path, method, operation in operations(dialect)
        for media_type in operation.get("requestBody", {}).get("content", {"": {}})
    ]


def is_creation(trial: Trial) -> bool:
    """Tell whether a request makes a new record."""
    return trial.method == "post" and "{" not in trial.path and trial.path.startswith(("/api", "/rws"))


def creations(dialect: str, tag: str) -> list[Trial]:
    """Return the creations of a resource, by JSON first."""
    return [one for one in trials(dialect) if one.tag == tag and is_creation(one)]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        number_anew()
