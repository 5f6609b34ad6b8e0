"""Reads the tables of refused requests in the pages of the resources, and sends such a request.

A row begins with the request: method and address, the fields of a form, and who sends it where that is not `api`:
``| `POST /customers/256` `name=` as `reader` | 400 | `code` | text | why |``. It must not know what is refused, or why.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pictures import encoded, quarters

BASE = "/api/v1.0"
CALLER = "api"
MEBIBYTE = 1024 * 1024
# What a field that begins with @ uploads.
FILES = {
    "@note.txt": b"no picture",
    "@large.png": encoded(quarters(8, 8), "PNG") + bytes(2 * MEBIBYTE),
}
ROW = re.compile(
    r"^\| `(?P<method>[A-Z]+) (?P<path>/[^`]*)`(?: `(?P<form>[^`]*)`)?(?: as `(?P<user>\w+)`)?"
    r" \| (?P<status>\d{3}|\?) \| (?:`(?P<code>\w+)`|\?) \| (?P<text>.*?) \| (?P<why>[^|]*) \|$"
)


@dataclass(frozen=True)
class Refusal:
    """A request that is refused, and how."""

    method: str
    path: str
    form: str | None
    user: str
    status: str
    code: str
    text: str
    why: str

    @classmethod
    def parse(cls, line: str) -> "Refusal | None":
        """Read a row of a table; other lines are none."""
        match = ROW.match(line)
        if match is None:
            return None
        cells = {name: value or "" for name, value in match.groupdict().items()}
        return cls(**{**cells, "user": cells["user"] or CALLER})

    @property
    def request(self) -> str:
        """What the first cell says, for messages."""
        return f"{self.method} {self.path} {self.form or ''}".strip()

    def fields(self) -> dict[str, Any]:
        """Return the fields of the form."""
        pairs = [pair.partition("=") for pair in (self.form or "").split("&") if pair]
        return {name: upload(value) for name, _, value in pairs}

    def send(self, keys: Mapping[str, str]) -> Any:
        """Send the request to the service, by the key of its user."""
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {keys[self.user]}"})
        if self.method == "POST":
            return client.post(f"{BASE}{self.path}", self.fields())
        body, kind = (self.form or "").encode(), "application/x-www-form-urlencoded" if self.form else ""
        return client.generic(self.method, f"{BASE}{self.path}", body, kind)


def upload(value: str) -> Any:
    """Return a field's value; one that begins with @ is a file."""
    return SimpleUploadedFile(value[1:], FILES[value]) if value.startswith("@") else value


def told(response: Any) -> tuple[str, str, str]:
    """Return status, code and text of a refusal as a row writes them; details stand behind the text."""
    body = json.loads(response.content)
    details = [f"`{detail['parameter']}`: {detail['message']}" for detail in body.get("details", ())]
    text = " ".join([body["error_description"], "; ".join(details)]).strip()
    return str(response.status_code), body["error"], text
