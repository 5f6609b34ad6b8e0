"""Tests what answers to the address of a picture: the picture, as nothing but a picture, or a plain refusal."""

import json
from http import HTTPStatus
from pathlib import Path

import pytest
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.urls import Resolver404, get_resolver

from customers_api.api.pictures import CONTENT_TYPES
from customers_api.core.picture_files import (
    CATEGORY_PICTURES,
    CUSTOMER_PICTURES,
    KINDS,
    paths_of,
    picture_folder,
    pictures_kept_on_success,
)
from tests.marks import NO_DATABASE
from tests.pictures import FORMATS, stored_picture

pytestmark = NO_DATABASE

TOKEN = "145016998846571205523904"
PATTERNS = get_resolver("customers_api.api.pictures")


@pytest.fixture(autouse=True)
def media(media_of_its_own: Path) -> Path:
    return media_of_its_own


def stored(name: str = "logo.png", kind: str = CUSTOMER_PICTURES) -> str:
    with pictures_kept_on_success() as files:
        return files.store(stored_picture(name), folder=picture_folder("entity1", TOKEN, kind))


def answer(path: str, method: str = "GET", **headers: str) -> HttpResponseBase:
    """Through the table of addresses and the view alone: what the rest of the service adds is tested with it."""
    request = RequestFactory(headers=headers).generic(method, f"/{path}")
    view, arguments, keywords = PATTERNS.resolve(request.path)
    response: HttpResponseBase = view(request, *arguments, **keywords)
    return response


def content_of(path: str, **headers: str) -> tuple[int, bytes]:
    response = answer(path, **headers)
    assert isinstance(response, HttpResponse)
    return response.status_code, response.content


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_and_its_copies_are_served(kind: str) -> None:
    answers = [content_of(path) for path in paths_of(stored(kind=kind))]
    assert answers == [(HTTPStatus.OK, content) for content in (b"original", b"small", b"medium")]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.jpg", "image/jpeg"), ("a.gif", "image/gif"), ("a.png", "image/png"), ("a.bmp", "image/bmp")],
)
def test_a_picture_is_served_as_nothing_but_a_picture(name: str, content_type: str) -> None:
    path = stored(name)
    assert dict(answer(path).items()) == {
        "Content-Type": content_type,
        "Content-Length": "8",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": f'"{path.rpartition("/")[2]}"',
    }


def test_every_format_has_its_content_type() -> None:
    assert set(CONTENT_TYPES) == set(FORMATS.values())


def test_head_answers_what_get_answers_without_the_picture() -> None:
    path = stored()
    head = answer(path, "HEAD")
    assert isinstance(head, HttpResponse)
    assert (head.status_code, head.content, dict(head.items())) == (HTTPStatus.OK, b"", dict(answer(path).items()))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_picture_that_the_client_has_is_not_sent_again(method: str) -> None:
    path = stored()
    response = answer(path, method, if_none_match=answer(path)["ETag"])
    assert isinstance(response, HttpResponse)
    assert (response.status_code, response.content) == (HTTPStatus.NOT_MODIFIED, b"")
    assert dict(response.items()) == {key: answer(path)[key] for key in ("Cache-Control", "ETag")}
    assert content_of(path, if_none_match='"another"') == (HTTPStatus.OK, b"original")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_picture_is_only_read(method: str) -> None:
    path = stored()
    response = answer(path, method)
    assert isinstance(response, HttpResponse)
    assert (response.status_code, response["Allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD")
    assert json.loads(response.content)["error"] == "method_not_allowed"
    assert content_of(path) == (HTTPStatus.OK, b"original")


FOLDER = f"entity1-{TOKEN}/photoCustomer"
# Files that lie in and beside the store, and addresses that must not lead to them.
FILES = [
    "secret.png",
    "1_secret.png",
    "media/1_root.png",
    f"media/{FOLDER}/notes.txt",
    f"media/{FOLDER}/1_page.html",
    f"media/{FOLDER}/logo.png",
    f"media/{FOLDER}/large_1_logo.png",
    f"media/{FOLDER}/1_logo.PNG",
    f"media/{FOLDER}/1_logo.png.svg",
    f"media/{FOLDER}/1_lo go.png",
    f"media/{FOLDER}/.1_logo.png",
    f"media/{FOLDER}/deeper/1_logo.png",
    "media/entity1/photoCustomer/1_logo.png",
    "media/entity1-abc/photoCustomer/1_logo.png",
    "media/-1/photoCustomer/1_logo.png",
    "media/.hidden-1/photoCustomer/1_logo.png",
    "media/entity1-1/photoInvoice/1_logo.png",
    "media/entity1-1/1_logo.png",
]
ODD_PATHS = [
    *(file.removeprefix("media/") for file in FILES),
    f"{FOLDER}/1_unknown.png",
    f"entity2-{TOKEN}/photoCustomer/1_logo.png",
    f"{FOLDER}/../../1_root.png",
    f"{FOLDER}/%2e%2e/%2e%2e/1_root.png",
    f"{FOLDER}/..%2f..%2f1_root.png",
    f"{FOLDER}/..%5c..%5c1_root.png",
    "../photoCustomer/1_secret.png",
    "..-1/photoCustomer/1_secret.png",
    f"{FOLDER}/1_..png",
    f"{FOLDER}/1_logo.png%00",
    f"{FOLDER}/1_logo.png%0a",
    f"{FOLDER}/1_logo.png/",
    f"{FOLDER}/%D9%A1_logo.png",
    f"{FOLDER}/1_{'x' * 300}.png",
    f"{'x' * 300}-1/photoCustomer/1_logo.png",
    f"{FOLDER}/",
    f"{FOLDER}",
]


@pytest.mark.parametrize("path", ODD_PATHS, ids=ascii)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_other_address_leads_to_a_file(media: Path, path: str, method: str) -> None:
    for name in FILES:
        file = media.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"secret")
    with pytest.raises((Http404, Resolver404)):
        answer(path, method)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_removed_picture_is_unknown_also_to_who_has_it(media: Path, method: str) -> None:
    path = stored()
    etag = answer(path)["ETag"]
    (media / path).unlink()
    with pytest.raises(Http404):
        answer(path, method, if_none_match=etag)


def test_the_pictures_of_customers_and_of_categories_are_apart() -> None:
    with pytest.raises(Http404):
        answer(stored().replace(CUSTOMER_PICTURES, CATEGORY_PICTURES))
