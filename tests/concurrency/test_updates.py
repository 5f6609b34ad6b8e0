"""One record is changed by many at once: no change is lost, each one is counted, and a picture has three files."""

import random
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from customers.models import Category, Contact, Customer
from customers.services import customer_update
from customers_api.core.drafts import Caller as WritingCaller
from customers_api.core.drafts import Incoming
from customers_api.core.references import ById
from customers_api.core.units import in_unit
from tests.clients import Reply
from tests.concurrency.racing import (
    API,
    COMMITTING,
    LONGEST_WAIT,
    Work,
    again,
    crashes,
    deleting,
    race,
    racers,
    sending,
    statuses,
)
from tests.pictures import FORMATS, sample
from tests.worlds import World

pytestmark = COMMITTING

FIELDS = ["reference2", "barcode", "billingCity", "city", "email", "phone", "mobile", "fax", "comment", "website"]


def customer(world: World, reference: str = "R-1") -> int:
    return int(world.api.json(f"{API}/customers", {"reference": reference, "name": "n"}).body["id"])


def stored(world: World, pk: int) -> Customer:
    return Customer.objects.for_organization(world.organization).get(pk=pk)


def test_changes_of_different_fields_all_stay_and_each_raises_the_version(world: World) -> None:
    pk = customer(world)
    replies = race(*[sending(world.api, f"customers/{pk}", {name: f"new {name}"}) for name in FIELDS])
    assert statuses(replies) == [200] * len(FIELDS)
    shown = world.api.get(f"{API}/customers/{pk}").body
    assert {name: shown[name] for name in FIELDS} == {name: f"new {name}" for name in FIELDS}
    assert stored(world, pk).version == 1 + len(FIELDS)


def test_changes_of_one_field_are_each_counted_and_the_last_one_stays(world: World) -> None:
    pk = customer(world)
    replies = race(*[sending(world.api, f"customers/{pk}", {"name": f"name {n}"}) for n in range(32)])
    assert statuses(replies) == [200] * 32
    names = {f"name {n}" for n in range(32)}
    assert {reply.body["name"] for reply in replies} == names
    assert (stored(world, pk).version, stored(world, pk).name in names) == (33, True)


def test_the_same_change_sent_by_many_is_counted_once(world: World) -> None:
    pk = customer(world)
    replies = race(*[sending(world.api, "customers/reference/R-1", {"city": "Nice"}) for _ in range(16)])
    results = sorted(reply.headers["X-Upsert-Result"] for reply in replies)
    assert results == ["unchanged"] * 15 + ["updated"]
    assert stored(world, pk).version == 2


def test_search_columns_keep_pace_with_the_fields_they_are_folded_from(world: World) -> None:
    pk = customer(world)
    with racers(4) as at_once:
        for number in range(10):
            values = [{name: f"{name.upper()}-{number}"} for name in ("name", "email", "phone", "city")]
            at_once(*[sending(world.api, f"customers/{pk}", value) for value in values])
            words = "+".join(f"{name}-{number}" for name in ("name", "email", "phone", "city"))
            assert world.api.get(f"{API}/customers?q={words}").body["paging"]["total"] == 1


def test_lists_of_payment_types_replace_each_other_whole(world: World) -> None:
    pk = customer(world)
    names = ["cash", "cheque", "credit_card"]
    lists = [random.sample(names, count) for count in (0, 1, 2, 3) * 4]
    with racers(4) as at_once:
        for four in zip(*[iter(lists)] * 4, strict=True):
            values = [{"paymentTypes": list(one), "useExternalId": True} for one in four]
            replies = at_once(*[sending(world.api, f"customers/{pk}", value) for value in values])
            assert statuses(replies) == [200] * 4
            shown = world.api.get(f"{API}/customers/{pk}").body["paymentTypes"]
            assert {record["reference"] for record in shown} in [set(one) for one in four]


def test_contacts_added_at_once_have_places_of_their_own_and_count_as_changes(world: World) -> None:
    pk = customer(world)
    person = {"customerId": pk, "firstName": "A", "lastName": "B"}
    replies = race(*[sending(world.api, "contacts", person) for _ in range(8)])
    assert statuses(replies) == [201] * 8
    contacts = Contact.objects.for_organization(world.organization).order_by("position")
    assert list(contacts.values_list("position", flat=True)) == list(range(8))
    assert stored(world, pk).version == 9


def files_of(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def picturing(world: World, path: str, parameter: str, form: str, data: bytes) -> Work:
    own = again(world.api)
    return lambda: own.form(f"{API}/{path}", {parameter: SimpleUploadedFile(f"a.{FORMATS[form]}", data)})


@pytest.mark.parametrize("kind", ["customer", "category"])
def test_two_replacements_of_a_picture_leave_the_three_files_of_one(
    world: World, media_of_its_own: Path, kind: str
) -> None:
    model: Any = Customer if kind == "customer" else Category
    pk = customer(world) if kind == "customer" else world.root.pk
    where = (f"customers/{pk}", "imageFile") if kind == "customer" else (f"customerCategories/{pk}", "image")
    with racers(2) as at_once:
        for width in range(20, 26):
            pictures = [(form, sample(form, width)) for form in ("PNG", "JPEG")]
            replies = at_once(*[picturing(world, *where, form, data) for form, data in pictures])
            assert statuses(replies) == [200, 200]
            name = Path(str(model.objects.for_organization(world.organization).get(pk=pk).image)).name
            assert files_of(media_of_its_own) == sorted([name, f"small_{name}", f"medium_{name}"])


def test_a_picture_sent_while_its_customer_is_deleted_leaves_no_file(world: World, media_of_its_own: Path) -> None:
    with racers(2) as at_once:
        for number in range(8):
            where = f"customers/{customer(world, f'R-{number}')}"
            upload = picturing(world, where, "imageFile", "PNG", sample("PNG"))
            replies = at_once(upload, deleting(world.api, where))
            assert crashes(replies) == []
            assert files_of(media_of_its_own) == []


def test_customers_that_take_each_others_links_in_opposite_order_wait_and_do_not_fail(world: World) -> None:
    """Each request locks its customer, then what it is linked to: a ring of such requests must not end in an error."""
    ring = [customer(world, f"R-{number}") for number in range(6)]
    with racers(6) as at_once:
        for parent, pk in pairwise([*ring, ring[0]]):
            values = {"parentCustomer": parent} if pk != ring[0] else {"isSubCustomer": False}
            works = [sending(world.api, f"customers/{one}", {"name": f"{pk}"}) for one in ring[:5]]
            replies = at_once(*works, sending(world.api, f"customers/{pk}", values))
            assert crashes(replies) == []


def test_work_that_the_database_ended_in_favour_of_another_is_done_again(world: World) -> None:
    """Two units lock two customers in opposite order; PostgreSQL ends one of them, or both, after a second."""
    first, second = customer(world, "R-1"), customer(world, "R-2")
    meeting, attempts = Barrier(2), list[str]()

    def writing(name: str, *keys: int) -> Work:
        caller = WritingCaller(world.organization, world.editor)

        def work() -> Reply:
            attempts.append(name)
            customer_update(caller=caller, pointer=ById(keys[0]), incoming=Incoming({"comment": name}))
            if attempts.count(name) == 1:
                meeting.wait(LONGEST_WAIT)
            customer_update(caller=caller, pointer=ById(keys[1]), incoming=Incoming({"comment": name}))
            return Reply(200, name, {})

        return lambda: in_unit(work)

    replies = race(writing("one", first, second), writing("two", second, first))
    assert [reply.body for reply in replies] == ["one", "two"]
    assert len(attempts) > 2
    assert [stored(world, pk).version for pk in (first, second)] == [3, 3]
    assert stored(world, first).comment == stored(world, second).comment
