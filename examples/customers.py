"""A client of dialect v1 in Python: create, upsert, page through, upload, write on a state, meet an error, delete.

BASE and KEY come from the environment, as docs/getting-started.md sets them. Needs httpx and nothing of this project.
"""

import os
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import httpx

LOGO = Path(__file__).with_name("logo.png")
ATTEMPTS = 6
# Still running, too many, away for a moment: the answer says how long to wait.
TRY_AGAIN = {409, 429, 503}
READING = {"GET", "HEAD"}


class RefusedError(Exception):
    """The service has said no, and would say so again."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(f"{status} {code} {text}")
        self.status, self.code, self.text = status, code, text


class Customers:
    """The customers of one organization, over HTTP."""

    def __init__(self, base: str, key: str) -> None:
        self.base = base.rstrip("/")
        self.http = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=30)

    def address(self, path: str) -> str:
        """Return an absolute address; answers print some without the host."""
        return urljoin(self.base, path) if path.startswith("/api/") else f"{self.base}{path}"

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **content: Any) -> httpx.Response:
        """Send a request until there is an answer that counts.

        Each write has a name of its own, so that the service does it once, however often it is sent.
        """
        named = {} if method in READING else {"Idempotency-Key": str(uuid.uuid4())}
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = self.http.request(method, self.address(path), headers={**named, **(headers or {})}, **content)
            except httpx.TransportError:
                if last:
                    raise
                time.sleep(0.1 * 2**attempt)
                continue
            if answer.status_code not in TRY_AGAIN or last:
                return accepted(answer)
            time.sleep(float(answer.headers.get("Retry-After", "1")))
        raise AssertionError("the last attempt returns or raises")

    def one(self, reference: str) -> str:
        """Return the path of a customer; a reference may hold any character."""
        return f"/customers/reference/{quote(reference, safe='')}"

    def all(self, **filters: str) -> Iterator[dict[str, Any]]:
        """Yield the customers of a list, page by page."""
        page = self.send("GET", "/customers", params=filters).json()
        yield from page["data"]
        while page["paging"]["next"]:
            page = self.send("GET", page["paging"]["next"]).json()
            yield from page["data"]


def accepted(answer: httpx.Response) -> httpx.Response:
    """Return an answer of success; raise any other with its code."""
    if answer.is_success:
        return answer
    told = answer.json()
    raise RefusedError(answer.status_code, told["error"], told["error_description"])


def create(customers: Customers, reference: str) -> None:
    """Create a customer under a name of our own; sent again, the write is answered again and not done."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    new = {"reference": reference, "name": "Example"}
    for _ in range(2):
        answer = customers.send("POST", "/customers", headers, json=new)
        print("create:", answer.status_code, answer.headers.get("Idempotent-Replayed", "false"))


def upsert(customers: Customers, reference: str) -> None:
    """Write by reference, without a look at what is there."""
    for _ in range(2):
        answer = customers.send("POST", customers.one(reference), json={"name": "Example", "billingCity": "Nice"})
        print("upsert:", answer.status_code, answer.headers["X-Upsert-Result"])


def upload(customers: Customers, reference: str) -> None:
    """Send a picture, and fetch its small copy."""
    with LOGO.open("rb") as file:
        answer = customers.send("POST", customers.one(reference), files={"imageFile": (LOGO.name, file.read())})
    folder, _, name = answer.json()["logo"].rpartition("/")
    small = customers.http.get(f"{folder}/small_{name}")
    print("upload:", answer.status_code, small.status_code, small.headers["Content-Type"])


def write_on_a_state(customers: Customers, reference: str) -> None:
    """Change what was read, unless somebody else has changed it since."""
    state = {"If-Match": customers.send("GET", customers.one(reference)).headers["ETag"]}
    answer = customers.send("PATCH", customers.one(reference), state, json={"onHold": True})
    print("in time:", answer.status_code)
    try:
        customers.send("PATCH", customers.one(reference), state, json={"onHold": False})
    except RefusedError as refused:
        print("too late:", refused.status, refused.code)


def main() -> None:
    """Do it all, with a customer of our own."""
    customers = Customers(os.environ["BASE"], os.environ["KEY"])
    reference = sys.argv[1] if len(sys.argv) > 1 else "EXAMPLE/1"
    create(customers, reference)
    upsert(customers, reference)
    print("list:", sum(1 for _ in customers.all(max="10", fields="reference")))
    upload(customers, reference)
    write_on_a_state(customers, reference)
    try:
        customers.send("POST", customers.one(reference), json={"currency": "GBP"})
    except RefusedError as refused:
        print("refused:", refused)
    print("delete:", customers.send("DELETE", customers.one(reference)).json()["success"])


if __name__ == "__main__":
    main()
