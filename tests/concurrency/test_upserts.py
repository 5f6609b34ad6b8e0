"""Many callers write one new reference at the same moment: one row, one creation, and nobody is told of a failure."""

import random
from pathlib import Path

import pytest

from customers.models import Category, Customer
from tests.clients import Caller
from tests.concurrency.racing import API, COMMITTING, Work, again, crashes, deleting, race, sending, statuses
from tests.pictures import FORMATS, sample
from tests.worlds import World

pytestmark = COMMITTING

NOT_UNIQUE = (400, {"error": "not_unique", "error_description": "reference already used"})
RESOURCES = {
    "customers": "R-1",
    "customerCategories": "R-1",
    "customerSegmentations": "R-1",
    "paymentTypes": "R-1",
    "regions": "R-1",
    "currencies": "USD",
}


def upsert(caller: Caller, path: str, reference: str, **fields: object) -> Work:
    return sending(caller, f"{path}/reference/{reference}", {"name": "same", "isRoot": True, **fields})


def test_64_upserts_of_one_new_reference_make_one_row_with_one_creation(world: World) -> None:
    replies = race(*[upsert(world.api, "customers", "NEW-1", comment=f"caller {n}") for n in range(64)])
    assert statuses(replies) == [200] * 63 + [201]
    assert sorted(reply.headers["X-Upsert-Result"] for reply in replies) == ["created"] + ["updated"] * 63
    stored = Customer.objects.for_organization(world.organization).get()
    assert (stored.version, len({reply.body["id"] for reply in replies})) == (64, 1)


def test_64_creations_of_one_reference_make_one_row_and_the_others_learn_that_it_is_taken(world: World) -> None:
    replies = race(*[sending(world.api, "customers", {"reference": "N", "name": "n"}) for _ in range(64)])
    assert statuses(replies) == [201] + [400] * 63
    assert [reply.pair for reply in replies if reply.status != 201] == [NOT_UNIQUE] * 63
    assert Customer.objects.for_organization(world.organization).count() == 1


@pytest.mark.parametrize("path", RESOURCES)
def test_upserts_of_each_resource_agree_on_who_created_it(world: World, path: str) -> None:
    replies = race(*[upsert(world.api, path, RESOURCES[path], exchangeRate=2) for _ in range(8)])
    assert statuses(replies) == [200] * 7 + [201]
    assert sorted(reply.headers["X-Upsert-Result"] for reply in replies) == ["created"] + ["unchanged"] * 7
    assert len({reply.body["id"] for reply in replies}) == 1


@pytest.mark.parametrize("path", RESOURCES)
def test_creations_of_each_resource_with_one_reference_are_one_creation(world: World, path: str) -> None:
    fields = {"reference": RESOURCES[path], "name": "n", "isRoot": True, "exchangeRate": 2}
    replies = race(*[sending(world.api, path, fields) for _ in range(8)])
    assert statuses(replies) == [201] + [400] * 7
    assert [reply.pair for reply in replies if reply.status != 201] == [NOT_UNIQUE] * 7


def test_two_records_renamed_to_one_reference_are_one_success(world: World) -> None:
    ids = [world.api.json(f"{API}/customers", {"reference": f"R-{n}", "name": "n"}).body["id"] for n in range(4)]
    replies = race(*[sending(world.api, f"customers/{pk}", {"reference": "X"}) for pk in ids])
    assert statuses(replies) == [200, 400, 400, 400]
    assert [reply.pair for reply in replies if reply.status != 200] == [NOT_UNIQUE] * 3


def test_upserts_and_deletions_of_one_reference_are_each_answered_as_documented(world: World) -> None:
    works = [upsert(world.api, "customers", "R-1") for _ in range(10)]
    works += [deleting(world.api, "customers/reference/R-1") for _ in range(10)]
    random.shuffle(works)
    replies = race(*works)
    assert crashes(replies) == []
    assert set(statuses(replies)) <= {200, 201, 404}
    created = sum(reply.status == 201 for reply in replies)
    deleted = sum(reply.body.get("success") == "true" for reply in replies)
    assert created - deleted == Customer.objects.for_organization(world.organization).count()


@pytest.mark.parametrize(("path", "parameter"), [("customers", "imageFile"), ("customerCategories", "image")])
def test_upserts_with_pictures_leave_the_files_of_one_picture(
    world: World, media_of_its_own: Path, path: str, parameter: str
) -> None:
    pictures = [(form, sample(form, width)) for width in (20, 30) for form in FORMATS]

    def send(form: str, data: bytes) -> Work:
        own = again(world.api)
        boundary = "b0undary"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        text = (head % ("name", "") + "n\r\n" + head % ("isRoot", "") + "true\r\n").encode()
        file = (head % (parameter, f'; filename="a.{FORMATS[form]}"')).encode() + data + b"\r\n"
        body = text + file + f"--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        return lambda: own.raw(f"{API}/{path}/reference/P-1", body, kind)

    replies = race(*[send(form, data) for form, data in pictures])
    assert statuses(replies) == [200] * 7 + [201]
    model = Customer if path == "customers" else Category
    stored = model.objects.for_organization(world.organization).get(reference="P-1")
    files = sorted(file.name for file in media_of_its_own.rglob("*") if file.is_file())
    name = Path(str(stored.image)).name
    assert files == sorted([name, f"small_{name}", f"medium_{name}"])
