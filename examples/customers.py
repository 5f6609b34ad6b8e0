"""A client of dialect v1 in Python: create, upsert, page through, upload, write on a state, meet an error, delete.

BASE and KEY come from the environment, as docs/getting-started.md sets them, and so may TIMEOUT and ATTEMPTS. Needs
httpx and nothing of this project.
"""

import os
import sys
import time
import uuid
from collections.abc import Iterator
from email.utils import mktime_tz, parsedate_tz
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import httpx

LOGO = Path(__file__).with_name("logo.png")
ATTEMPTS = int(os.environ.get("ATTEMPTS") or 6)
# In seconds: for one attempt, and between two of them; who is told to come back later than that is told so.
TIMEOUT, LONGEST_WAIT = float(os.environ.get("TIMEOUT") or 30), 60
# Still running, too many, away for a moment: said by the service or by a proxy before it.
TRY_AGAIN = {409, 429, 502, 503, 504}
DEFECT = 500
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
        self.http = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT)

    def address(self, path: str) -> str:
        """Return an absolute address; answers print some without the host."""
        return urljoin(self.base, path) if path.startswith("/api/") else f"{self.base}{path}"

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **content: Any) -> httpx.Response:
        """Send a request until there is an answer that counts.

        Each write has a name of its own, so that the service does it once, however often it is sent.
        """
        named = {} if method in READING else {"Idempotency-Key": str(uuid.uuid4())}
        again = {*TRY_AGAIN, DEFECT}
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = whole(self.http, method, self.address(path), headers={**named, **(headers or {})}, **content)
            except httpx.TransportError:
                if last:
                    raise
                time.sleep(back_off(attempt))
                continue
            wait = wait_after(answer, attempt)
            if last or answer.status_code not in again or wait > LONGEST_WAIT:
                return accepted(answer)
            if answer.status_code == DEFECT:
                again.remove(DEFECT)
            time.sleep(wait)
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


def whole(http: httpx.Client, method: str, address: str, **content: Any) -> httpx.Response:
    """Return an answer that has come in whole and in time: httpx limits the wait for each part alone."""
    last = time.monotonic() + TIMEOUT
    parts = []
    with http.stream(method, address, **content) as answer:
        for part in answer.iter_raw():
            if time.monotonic() > last:
                raise httpx.ReadTimeout("the answer came too slowly")
            parts.append(part)
    return httpx.Response(answer.status_code, headers=answer.headers, content=b"".join(parts))


def back_off(attempt: int) -> float:
    """Return how many seconds to wait where nobody says how long: twice as long each time."""
    return 0.2 * 2.0**attempt


def wait_after(answer: httpx.Response, attempt: int) -> float:
    """Return how many seconds to wait: what `Retry-After` says, as a number or as a date, or else the back-off."""
    said = answer.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit():
        return float(said)
    date = parsedate_tz(said)
    return back_off(attempt) if date is None else max(0.0, mktime_tz(date) - time.time())


def accepted(answer: httpx.Response) -> httpx.Response:
    """Return an answer of success; raise any other with its code, or with its text where a proxy has written it."""
    if answer.is_success:
        return answer
    try:
        told = answer.json()
        raise RefusedError(answer.status_code, told["error"], told["error_description"])
    except (ValueError, KeyError, TypeError):
        raise RefusedError(answer.status_code, "no_code", answer.text[:200]) from None


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
    """Send a picture, and fetch its small copy: without the key, for pictures may stand with another host."""
    with LOGO.open("rb") as file:
        answer = customers.send("POST", customers.one(reference), files={"imageFile": (LOGO.name, file.read())})
    folder, _, name = answer.json()["logo"].rpartition("/")
    with httpx.Client(timeout=TIMEOUT) as anybody:
        small = whole(anybody, "GET", f"{folder}/small_{name}")
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
