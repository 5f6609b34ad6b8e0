"""Pictures through dialect v1: sent as files, answered as addresses; it must not know how a picture is judged."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.pictures import opened, sample
from tests.v1.contracts import BASE, DATES, Body, error, wrong_type
from tests.worlds import World

pytestmark = pytest.mark.django_db
UNSUPPORTED = error(400, "unsupported_file_type", "image format not supported.")
TOO_LARGE = error(400, "exceeded_file_size", "image size should not exceed 2Mo")
LIMIT = 2 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Where pictures are sent and answered."""

    path: str
    parameter: str
    key: str
    folder: str

    @property
    def url(self) -> str:
        return f"{BASE}/{self.path}"

    def sent(self, **more: Any) -> Body:
        flag = {"isRoot": "true"} if self.path == "customerCategories" else {}
        return {"reference": "P-1", "name": "With a picture", **flag, **more}

    def created(self, world: World, data: bytes, name: str = "logo.png") -> Any:
        reply = world.api.form(self.url, self.sent(**{self.parameter: upload(data, name)}))
        assert reply.status == 201, reply
        return reply.body


CUSTOMERS = Place("customers", "imageFile", "logo", "photoCustomer")
CATEGORIES = Place("customerCategories", "image", "image", "photoCustomerCategory")
both = pytest.mark.parametrize("place", [CUSTOMERS, CATEGORIES], ids=["customers", "categories"])


def upload(data: bytes, name: str = "logo.png", content_type: str = "application/pdf") -> SimpleUploadedFile:
    """Return a file of a form; nothing but its content counts, so its type is wrong by default."""
    return SimpleUploadedFile(name, data, content_type)


def files(folder: Path) -> set[str]:
    """Return what lies on the disk."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def stored(address: str) -> set[str]:
    """Return the files of an answered picture."""
    folder, _, name = address.removeprefix("http://testserver/").rpartition("/")
    return {f"{folder}/{prefix}{name}" for prefix in ("", "small_", "medium_")}


@both
@pytest.mark.parametrize(("form", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("BMP", "bmp")])
def test_a_picture_is_answered_under_an_address_of_its_own(
    world: World, media_of_its_own: Path, place: Place, form: str, extension: str
) -> None:
    body = place.created(world, sample(form, 700, 600), "Mon été (1).PDF")
    address = body[place.key]
    token = world.organization.upload_token
    pattern = rf"http://testserver/here-{token}/{place.folder}/\d{{13}}_Mon_ete_1\.{extension}"
    assert re.fullmatch(pattern, address), address
    assert files(media_of_its_own) == stored(address)
    sides = [max(opened(world.api.client.get(f"/{path}").content).size) for path in sorted(stored(address), key=len)]
    assert sides == [700, 128, 512]
    assert world.api.get(f"{place.url}/{body['id']}").body == body
    assert world.api.get(f"{place.url}?reference=P-1").body["data"] == [body]


@both
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_the_same_picture_again_changes_nothing(
    world: World, media_of_its_own: Path, place: Place, method: str
) -> None:
    body = place.created(world, sample("PNG"))
    before = files(media_of_its_own)
    address = f"{place.url}/reference/P-1"
    again = world.api.form(address, {place.parameter: upload(sample("PNG"), "other.png")}, method)
    assert (again.pair, again.headers["X-Upsert-Result"]) == ((200, body), "unchanged")
    assert files(media_of_its_own) == before


@both
def test_a_replaced_picture_goes_when_the_change_is_certain(
    world: World,
    media_of_its_own: Path,
    place: Place,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    body = place.created(world, sample("PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        changed = world.api.form(f"{place.url}/{body['id']}", {place.parameter: upload(sample("GIF"), "b.gif")}).body
        assert files(media_of_its_own) == stored(body[place.key]) | stored(changed[place.key])
    assert files(media_of_its_own) == stored(changed[place.key])
    assert {**changed, place.key: 0, "lastUpdated": 0} == {**body, place.key: 0, "lastUpdated": 0}


@both
@pytest.mark.parametrize("kind", ["form", "json"])
def test_an_empty_picture_clears_it(
    world: World,
    media_of_its_own: Path,
    place: Place,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    address = f"{place.url}/{place.created(world, sample('PNG'))['id']}"
    with django_capture_on_commit_callbacks(execute=True):
        send = {"form": lambda: world.api.form(address, {place.parameter: ""})}
        send["json"] = lambda: world.api.json(address, {place.parameter: None})
        reply = send[kind]()
    assert (reply.status, reply.body[place.key], files(media_of_its_own)) == (200, None, set())


@both
def test_a_deleted_record_takes_its_picture_along(
    world: World,
    media_of_its_own: Path,
    place: Place,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert world.api.form(place.url, {**place.sent(), "reference": "first"}).status == 201
    body = place.created(world, sample("PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        assert world.api.delete(f"{place.url}/{body['id']}").status == 200
    assert files(media_of_its_own) == set()


@both
@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UNSUPPORTED),
        (b"%PDF-1.4", UNSUPPORTED),
        (b"GIF89a", UNSUPPORTED),
        (sample("TIFF"), UNSUPPORTED),
        (sample("WEBP"), UNSUPPORTED),
        (sample("PNG")[:90], UNSUPPORTED),
        (sample("PNG") + b"\0" * LIMIT, TOO_LARGE),
        (b"\0" * (LIMIT + 1), TOO_LARGE),
    ],
    ids=range(8),
)
def test_a_refused_picture_changes_nothing_and_leaves_nothing_on_disk(
    world: World, media_of_its_own: Path, place: Place, data: bytes, refused: Any
) -> None:
    bad: Body = {place.parameter: upload(data)}
    assert world.api.form(place.url, place.sent(**bad)).pair == refused
    assert files(media_of_its_own) == set()
    body = place.created(world, sample("PNG"))
    bad = {place.parameter: upload(data), "name": "Changed"}
    assert world.api.form(f"{place.url}/{body['id']}", bad).pair == refused
    assert world.api.get(f"{place.url}/{body['id']}").body == body
    assert files(media_of_its_own) == stored(body[place.key])


@both
@pytest.mark.parametrize("bad", [{"reference": ""}, {"reference": "taken"}, {"name": "x" * 256}])
def test_a_refused_request_leaves_no_picture_on_disk(
    world: World, media_of_its_own: Path, place: Place, bad: Body
) -> None:
    assert world.api.form(place.url, {**place.sent(), "reference": "taken"}).status == 201
    reply = world.api.form(place.url, {**place.sent(**{place.parameter: upload(sample("PNG"))}), **bad})
    assert (reply.status, files(media_of_its_own)) == (400, set())


@both
def test_an_answered_address_can_be_sent_back_and_no_other(world: World, media_of_its_own: Path, place: Place) -> None:
    body = place.created(world, sample("PNG"))
    address, shown = f"{place.url}/reference/P-1", body[place.key]
    assert world.api.json(address, {**body, place.parameter: shown}).pair == (200, body)
    elsewhere = shown.replace("testserver", "another.name")
    assert world.api.json(address, {place.parameter: elsewhere}).headers["X-Upsert-Result"] == "unchanged"
    for other in (f"{shown}x", shown.replace("logo", "other"), "http://testserver/", "https://x/y.png", "logo.png"):
        assert world.api.json(address, {place.parameter: other}).pair == wrong_type(place.parameter)
        assert world.api.json(place.url, {**place.sent(), place.parameter: other}).pair == wrong_type(place.parameter)
    changed = world.api.json(address, {place.parameter: shown, "name": "Changed"}).body
    assert {**changed, **{name: body[name] for name in DATES}} == {**body, "name": "Changed"}
    assert files(media_of_its_own) == stored(shown)
