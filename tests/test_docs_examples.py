"""Runs every example of the documents on a fresh demo world, from top to bottom, and compares what comes back.

It must not know what a request is about: it reads command lines of curl, and what is printed below them.
"""

import json
import re
import shlex
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from customers.demo.world import build_demo_world
from customers.models import Contact
from tests.pictures import encoded, quarters
from tests.test_readme import masked

ROOT = Path(__file__).resolve().parent.parent
V1 = ROOT / "docs" / "api" / "v1.md"
BASE = "/api/v1.0"
LOGO = SimpleUploadedFile("logo.png", encoded(quarters(8, 8), "PNG"))
# The moment at which an example was written down is not the moment at which it is run.
MOMENTS = ("dateCreated", "lastUpdated")
EXAMPLE = re.compile(
    r"^```sh\n(?P<command>curl (?:[^\n]*\\\n)*[^\n]*)\n```\n\n"
    r"Answer, `(?P<status>\d{3})`(?:, with `(?P<header>[\w-]+): (?P<value>\w+)`)?(?P<rest>[^\n]*)\n"
    r"(?:\n```json\n(?P<body>.*?)^```$)?",
    re.M | re.S,
)


@dataclass
class Request:
    """What a command line of curl sends."""

    url: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)
    in_query: bool = False
    basic: str = ""

    @classmethod
    def parse(cls, command: str) -> "Request":
        """Read the few options that the documents use."""
        request, words = cls(), iter(shlex.split(command.replace("\\\n", " "))[1:])
        for word in words:
            if word in OPTIONS:
                OPTIONS[word](request, next(words))
            elif word == "-G":
                request.in_query = True
            else:
                assert not word.startswith("-"), f"{command}: teach tests/test_docs_examples.py the option {word}."
                request.url = word
        return request

    def add_header(self, text: str) -> None:
        """Add a header."""
        name, _, value = text.partition(": ")
        self.headers[name] = value

    def set_method(self, text: str) -> None:
        """Take another method than the one that follows from the body."""
        self.method = text

    def set_basic(self, text: str) -> None:
        """Call by user name and secret."""
        self.basic = text

    def add_data(self, text: str) -> None:
        """Add what is sent as it is."""
        self.data.append(text)

    def add_encoded(self, text: str) -> None:
        """Add a parameter whose value is encoded."""
        name, _, value = text.partition("=")
        self.data.append(f"{name}={quote(value, safe='')}")

    def add_part(self, text: str) -> None:
        """Add a part of a multipart form."""
        name, _, value = text.partition("=")
        self.parts[name] = LOGO if value.startswith("@") else value

    @property
    def body(self) -> tuple[bytes, str]:
        """Return the body and its content type."""
        if self.parts:
            return encode_multipart(BOUNDARY, self.parts), MULTIPART_CONTENT
        if self.in_query or not self.data:
            return b"", ""
        kind = self.headers.get("Content-Type", "application/x-www-form-urlencoded")
        return "&".join(self.data).encode(), kind

    def send(self, key: str) -> Any:
        """Send it to the service, which finds itself under the address that the documents print."""
        body, content_type = self.body
        query = f"?{'&'.join(self.data)}" if self.in_query else ""
        headers = {name: value.replace("$KEY", key) for name, value in self.headers.items() if name != "Content-Type"}
        if self.basic:
            headers["Authorization"] = f"Basic {b64encode(self.basic.replace('$KEY', key).encode()).decode()}"
        client = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1:8000")
        method = self.method or ("POST" if body else "GET")
        return client.generic(method, self.url.replace("$BASE", BASE) + query, body, content_type, headers=headers)


# The options of curl that have a value.
OPTIONS: dict[str, Callable[[Request, str], None]] = {
    "-H": Request.add_header,
    "-X": Request.set_method,
    "-u": Request.set_basic,
    "-d": Request.add_data,
    "--data-urlencode": Request.add_encoded,
    "-F": Request.add_part,
}


def answer(response: Any) -> Any:
    """Return the answer of the service; one that is no JSON comes back as text."""
    try:
        return json.loads(response.content)
    except ValueError:
        return response.content.decode()


def without_moments(value: Any, status: str) -> Any:
    """Return an answer without the dates of what was created a moment ago."""
    if status == "201":
        return {key: "now" if key in MOMENTS else item for key, item in value.items()}
    return value


def complaint(example: re.Match[str], key: str) -> str | None:
    """Run one example; return how its answer differs from the printed one."""
    response = Request.parse(example["command"]).send(key)
    found = answer(response)
    if str(response.status_code) != example["status"]:
        return f"answers {response.status_code}: {found}"
    if example["header"] and response.headers.get(example["header"]) != example["value"]:
        return f"{example['header']} is {response.headers.get(example['header'])}"
    if not example["body"]:
        return None
    printed = without_moments(json.loads(example["body"]), example["status"])
    found = masked(without_moments(found, example["status"]), printed)
    # As text, so that the order of the keys counts too.
    return None if json.dumps(found) == json.dumps(printed) else f"answers {json.dumps(found, ensure_ascii=False)}"


def count_from_one(model: type[Model]) -> None:
    """Let PostgreSQL forget the ids that other tests used up: no contact is in the demo world."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def demand_answers(name: str, text: str, examples: Iterable[re.Match[str]], key: str) -> None:
    """Run the examples of a document, and name those whose printed answer the service does not give."""
    found = []
    for example in examples:
        problem = complaint(example, key)
        if problem:
            line = text.count("\n", 0, example.start()) + 2
            found.append(f"{name}, line {line}, {example['command']}\n    {problem}")
    assert not found, "\n".join(["Print what the service answers, or mend the service:", *found])


@pytest.mark.django_db
def test_every_example_of_dialect_v1_works_as_printed() -> None:
    text = V1.read_text(encoding="utf-8")
    key = build_demo_world().new_key("api")
    count_from_one(Contact)
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) == text.count("```sh"), "docs/api/v1.md: write `Answer, `…`` below each example."
    demand_answers("docs/api/v1.md", text, examples, key)
