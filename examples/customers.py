"""A client of dialect v1 in Python: create, upsert, page through, upload, write on a state, meet an error, delete.

BASE and KEY come from the environment, as docs/getting-started.md sets them, and so may TIMEOUT and ATTEMPTS. Needs
Python 3.11 or newer and httpx, and nothing of this project.
"""

import asyncio
import os
import re
import sys
import time
import uuid
from collections.abc import AsyncIterator
from email.utils import mktime_tz, parsedate_tz
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import httpx

LOGO = Path(__file__).with_name("logo.png")
# In seconds, between two attempts; who is told to come back later than that is told so.
LONGEST_WAIT = 60
# Still running, too many, away for a moment: said by the service or by a proxy before it.
TRY_AGAIN = {409, 429, 502, 503, 504}
DEFECT = 500
READING = {"GET", "HEAD"}


def setting(name: str, form: str, meaning: str, otherwise: str = "") -> str:
    """Return what the environment says, or end the program with a line that tells what it should say."""
    said = os.environ.get(name) or otherwise
    if not re.fullmatch(form, said):
        sys.exit(f"Set {name} to {meaning}.")
    return said


BASE = setting("BASE", r"https?://\S+", "the address of dialect v1, such as http://127.0.0.1:8000/api/v1.0")
KEY = setting("KEY", "[!-~]+", "an API key: ASCII without blanks")
ATTEMPTS = int(setting("ATTEMPTS", "[1-9][0-9]{0,2}", "a whole number from 1 to 999", "6"))
SECONDS = r"(?=.*[1-9])[0-9]{1,4}(\.[0-9]{1,3})?"
# For one attempt.
TIMEOUT = float(setting("TIMEOUT", SECONDS, "a number of seconds from 0.001 to 9999.999", "30"))


class RefusedError(Exception):
    """The service has said no, and would say so again."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(f"{status} {code} {text}")
        self.status, self.code, self.text = status, code, text


class NoAnswerError(Exception):
    """Whether the service has done what it was asked, nobody knows."""


class Customers:
    """The customers of one organization, over HTTP."""

    def __init__(self, base: str, key: str) -> None:
        self.base = base.rstrip("/")
        self.http = httpx.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT)

    def address(self, path: str) -> str:
        """Return an absolute address; answers print some without the host."""
        return urljoin(self.base, path) if path.startswith("/api/") else f"{self.base}{path}"

    async def send(
        self, method: str, path: str, headers: dict[str, str] | None = None, **content: Any
    ) -> httpx.Response:
        """Send a request until there is an answer that counts.

        Each write has a name of its own, so that the service does it once, however often it is sent.
        """
        named = ({} if method in READING else {"Idempotency-Key": str(uuid.uuid4())}) | (headers or {})
        again = {*TRY_AGAIN, DEFECT}
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = await whole(self.http, method, self.address(path), headers=named, **content)
            except NoAnswerError:
                if last:
                    raise
                await asyncio.sleep(back_off(attempt))
                continue
            wait = wait_after(answer, attempt)
            if last or answer.status_code not in again or wait > LONGEST_WAIT:
                return accepted(answer)
            if answer.status_code == DEFECT:
                again.remove(DEFECT)
            await asyncio.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def one(self, reference: str) -> str:
        """Return the path of a customer; a reference may hold any character."""
        return f"/customers/reference/{quote(reference, safe='')}"

    async def all(self, **filters: str) -> AsyncIterator[dict[str, Any]]:
        """Yield the customers of a list, page by page."""
        following = f"/customers?{urlencode(filters)}"
        while following:
            page = (await self.send("GET", following)).json()
            for customer in page["data"]:
                yield customer
            following = page["paging"]["next"]


async def whole(http: httpx.AsyncClient, method: str, address: str, **content: Any) -> httpx.Response:
    """Return an answer that has come in whole and in time: by itself, httpx limits the wait for each part alone."""
    try:
        async with asyncio.timeout(TIMEOUT):
            return await http.request(method, address, **content)
    except (TimeoutError, httpx.TransportError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise NoAnswerError(f"no whole answer within {TIMEOUT:.7g} seconds: {reason}") from error


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
        raise RefusedError(answer.status_code, "no_code", " ".join(answer.text.split())[:200]) from None


async def create(customers: Customers, reference: str) -> None:
    """Create a customer under a name of our own; sent again, the write is answered again and not done."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    new = {"reference": reference, "name": "Example"}
    for _ in range(2):
        answer = await customers.send("POST", "/customers", headers, json=new)
        print("create:", answer.status_code, answer.headers.get("Idempotent-Replayed", "false"))


async def upsert(customers: Customers, reference: str) -> None:
    """Write by reference, without a look at what is there."""
    for _ in range(2):
        answer = await customers.send("POST", customers.one(reference), json={"name": "Example", "billingCity": "Nice"})
        print("upsert:", answer.status_code, answer.headers["X-Upsert-Result"])


async def upload(customers: Customers, reference: str) -> None:
    """Send a picture, and fetch its small copy: without the key, for pictures may stand with another host."""
    picture = {"imageFile": (LOGO.name, LOGO.read_bytes())}
    answer = await customers.send("POST", customers.one(reference), files=picture)
    folder, _, name = answer.json()["logo"].rpartition("/")
    async with httpx.AsyncClient(timeout=TIMEOUT) as anybody:
        small = await whole(anybody, "GET", f"{folder}/small_{name}")
    print("upload:", answer.status_code, small.status_code, small.headers["Content-Type"])


async def write_on_a_state(customers: Customers, reference: str) -> None:
    """Change what was read, unless somebody else has changed it since."""
    state = {"If-Match": (await customers.send("GET", customers.one(reference))).headers["ETag"]}
    answer = await customers.send("PATCH", customers.one(reference), state, json={"onHold": True})
    print("in time:", answer.status_code)
    try:
        await customers.send("PATCH", customers.one(reference), state, json={"onHold": False})
    except RefusedError as refused:
        print("too late:", refused.status, refused.code)


async def all_of_it(customers: Customers, reference: str) -> None:
    """Do one thing after the other, with a customer of our own."""
    await create(customers, reference)
    await upsert(customers, reference)
    print("list:", len([each async for each in customers.all(max="10", fields="reference")]))
    await upload(customers, reference)
    await write_on_a_state(customers, reference)
    try:
        await customers.send("POST", customers.one(reference), json={"currency": "GBP"})
    except RefusedError as refused:
        print("refused:", refused)
    deleted = await customers.send("DELETE", customers.one(reference))
    print("delete:", deleted.json()["success"])


async def main() -> None:
    """Do it all; what cannot be done ends the program with a line that says why."""
    customers = Customers(BASE, KEY)
    try:
        async with customers.http:
            await all_of_it(customers, sys.argv[1] if len(sys.argv) > 1 else "EXAMPLE/1")
    except RefusedError as refused:
        sys.exit(f"refused: {refused}")
    except NoAnswerError as unknown:
        sys.exit(str(unknown))


if __name__ == "__main__":
    asyncio.run(main())
