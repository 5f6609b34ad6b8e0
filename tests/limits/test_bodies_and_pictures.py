"""How large a body may be in each dialect, and a picture in bytes and in pixels.

Seen to fail: with constants in place of the settings, a picture of a pixel too many was taken, and one that the setting
allows refused.
"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from tests.limits.doors import count, doors
from tests.pictures import sample
from tests.worlds import World

pytestmark = pytest.mark.django_db
PATH = "/api/v1.0/customers"
TOO_LARGE = {
    "v1": (413, {"error": "request_too_large", "error_description": "The body of the request is too large."}),
    "v2": (400, {"detail": "The body is too large."}),
    "rws": (413, {"errorMessage": "The body is too large"}),
}


@pytest.mark.parametrize("dialect", TOO_LARGE)
def test_a_body_has_at_most_so_many_bytes(world: World, settings: Settings, dialect: str) -> None:
    assert settings.MAX_BODY_BYTES == settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 10 * 1024 * 1024
    settings.MAX_BODY_BYTES = 1000
    door = doors(world)[dialect]
    body = json.dumps({**door.body, "name": "N"}).encode().ljust(1000)
    assert door.caller.raw(door.path, body + b" ", "application/json").pair == TOO_LARGE[dialect]
    assert count(world) == 0
    assert door.caller.raw(door.path, body, "application/json").status == door.created


def test_a_picture_has_at_most_so_many_bytes(world: World, settings: Settings) -> None:
    assert settings.MAX_PICTURE_BYTES == 2 * 1024 * 1024
    settings.MAX_PICTURE_BYTES = 3 * 1024 * 1024
    data = sample("PNG").ljust(settings.MAX_PICTURE_BYTES, b"\0")
    fields = {"reference": "R", "name": "N"}
    refused = world.api.form(PATH, {**fields, "imageFile": SimpleUploadedFile("a.png", data + b"\0")})
    too_large = {"error": "exceeded_file_size", "error_description": "image size should not exceed 3Mo"}
    assert refused.pair == (400, too_large)
    assert count(world) == 0
    assert world.api.form(PATH, {**fields, "imageFile": SimpleUploadedFile("a.png", data)}).status == 201


def test_a_picture_has_at_most_so_many_pixels(world: World, settings: Settings) -> None:
    assert settings.MAX_PICTURE_PIXELS == 50_000_000
    settings.MAX_PICTURE_PIXELS = 64 * 48
    fields = {"reference": "R", "name": "N"}
    unsupported = {"error": "unsupported_file_type", "error_description": "image format not supported."}
    for form in ("JPEG", "GIF", "PNG", "BMP"):
        file = SimpleUploadedFile("a", sample(form, 65, 48))
        assert world.api.form(PATH, {**fields, "imageFile": file}).pair == (400, unsupported)
    fitting = SimpleUploadedFile("a", sample("PNG", 64, 48))
    assert world.api.form(PATH, {**fields, "imageFile": fitting}).status == 201
