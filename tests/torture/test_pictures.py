"""Decompression bombs, polyglots, cut and changed pictures, under names and types that mean harm, through the API.

Each is refused or taken; what is taken was written anew: its files hold a picture and nothing else, and are served as
nothing else. After each, the files on the disk are those that the rows name.

Seen to fail: with metadata kept, a JPEG came out with its comment; with the files of replaced pictures left behind.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from customers.models import Category, Customer
from tests.clients import Reply
from tests.pictures import FORMATS
from tests.torture.figures import note, size
from tests.torture.picture_bombs import LARGE_BOMBS, small_bombs
from tests.torture.picture_damage import NAMES, TYPES, damaged
from tests.torture.picture_parts import strange_parts
from tests.torture.picture_polyglots import CANARY, in_pixels, polyglots
from tests.worlds import World

# With the real commits that remove the files of replaced pictures.
pytestmark = pytest.mark.django_db(transaction=True)

API = "/api/v1.0"
DAMAGED = size(80, 4_800)
LARGE = list(LARGE_BOMBS)[: size(1, len(LARGE_BOMBS))]
COMPARE_EVERY = size(50, 100)
BOUNDARY = b"----boundary-of-the-torture"
ROW = "decompression bombs, polyglots, truncated and mutated pictures"
REFUSALS = {"unsupported_file_type", "exceeded_file_size", "malformed_request", "invalid_param_type"}
SERVED = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}
PLACES = (("customers", "imageFile", "logo"), ("customerCategories", "image", "image"))


@dataclass
class Uploads:
    """Sends pictures to one organization, and looks at everything that comes of them."""

    world: World
    media: Path
    answers: Counter[int] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")

    def send(self, label: str, data: bytes, *, name: str = "logo.png", kind: str = "image/png") -> Reply:
        """Send one; which record it is for follows from how many there were."""
        count = sum(self.answers.values())
        path, parameter, key = PLACES[count % 2]
        body = multipart(parameter, name, kind, data)
        start = time.monotonic()
        address = f"{API}/{path}/reference/P-{count % 6}"
        reply = self.world.api.raw(address, body, f"multipart/form-data; boundary={BOUNDARY[2:].decode()}")
        self.slowest = max(self.slowest, (time.monotonic() - start, label))
        self.answers[reply.status] += 1
        if reply.status in {200, 201}:
            self.look_at(reply.body[key], label)
        else:
            assert (reply.status // 100, reply.body.get("error") in REFUSALS) == (4, True), (label, reply)
        return reply

    def look_at(self, address: str | None, label: str) -> None:
        """Fetch a picture and its copies as a browser would."""
        if address is None:
            return
        folder, _, name = address.removeprefix("http://testserver").rpartition("/")
        for prefix in ("", "small_", "medium_"):
            response = self.world.api.client.get(f"{folder}/{prefix}{name}")
            extension = name.rpartition(".")[2]
            headers = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
            served = [response.status_code, *(response.headers[header] for header in headers)]
            assert served == [200, SERVED[extension], "nosniff", "default-src 'none'; sandbox"], label
            assert strange_parts(response.content, extension) == [], label

    def compare_files(self) -> set[str]:
        """Return what lies on the disk, which is what the rows name."""
        named = set()
        for model in (Customer, Category):
            rows: Any = model.objects.for_organization(self.world.organization)
            for path in rows.exclude(image=None).values_list("image", flat=True):
                folder, _, name = path.rpartition("/")
                named |= {f"{folder}/{prefix}{name}" for prefix in ("", "small_", "medium_")}
        there = {str(path.relative_to(self.media)) for path in self.media.rglob("*") if path.is_file()}
        assert there == named
        return there


def multipart(parameter: str, name: str, kind: str, data: bytes) -> bytes:
    """Return a form with a picture, whose name and type go out as they are."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "surrogatepass")
    parts = {"name": b"Name", "isRoot": b"true"}
    lines = [
        BOUNDARY + b'\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (field.encode(), value)
        for field, value in parts.items()
    ]
    head = b'\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n' % (parameter.encode(), quoted)
    lines.append(BOUNDARY + head + b"Content-Type: %s\r\n\r\n%s\r\n" % (kind.encode(), data))
    return b"".join([*lines, BOUNDARY + b"--\r\n"])


@pytest.fixture
def uploads(world: World, media_of_its_own: Path) -> Iterator[Uploads]:
    """Uploads of an organization; in the end files and rows agree."""
    sent = Uploads(world, media_of_its_own)
    yield sent
    sent.compare_files()


def test_bombs(uploads: Uploads) -> None:
    """What a header claims is refused; what is packed into a part that no picture needs is thrown away."""
    for label, data in [*small_bombs(), *((label, LARGE_BOMBS[label]()) for label in LARGE)]:
        uploads.send(label, data)
        uploads.compare_files()
    assert {400} < set(uploads.answers) <= {200, 201, 400}
    keep_figures("bombs", uploads)


def test_polyglots(uploads: Uploads, media_of_its_own: Path) -> None:
    """No byte of what acts is in any stored file."""
    for label, data in polyglots():
        reply = uploads.send(label, data, name="x.html", kind="text/html")
        assert CANARY.decode() not in str(reply.body)
        for path in uploads.compare_files():
            assert CANARY not in (media_of_its_own / path).read_bytes(), label
    assert {400} < set(uploads.answers) <= {200, 201, 400}
    keep_figures("polyglots", uploads)


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_very_pixels_spell_is_served_as_pixels(uploads: Uploads, form: str) -> None:
    """A BMP is its pixels: the words stay, and no browser is told that they are anything but colours."""
    assert uploads.send("script in pixels", in_pixels(form), name="x.html", kind="text/html").status in {200, 201}


def test_cut_and_changed_pictures(uploads: Uploads) -> None:
    random = Random(2_026)
    for count in range(DAMAGED):
        label, data = damaged(random)
        uploads.send(label, data, name=random.choice(NAMES), kind=random.choice(TYPES))
        if count % COMPARE_EVERY == 0:
            uploads.compare_files()
    assert {400} < set(uploads.answers) <= {200, 201, 400}
    keep_figures("cut and changed", uploads)


def keep_figures(kind: str, uploads: Uploads) -> None:
    """Note how many were sent, how they were answered, and which took longest."""
    seconds, label = uploads.slowest
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(uploads.answers.items()))
    note(ROW, f"{kind}: {sum(uploads.answers.values())} ({answers}); slowest {seconds:.1f} s ({label})")
