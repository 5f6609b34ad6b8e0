"""What docs/safe-writes.md says of caches and tags: which answers may be kept, and which have no state."""

import pytest

from tests.clients import Caller, Reply
from tests.worlds import World

pytestmark = pytest.mark.django_db

OWN = "private, no-cache"
THERE = {
    "a record": ("/api/v1.0/customerCategories/{id}", 200),
    "a list": ("/api/v1.0/customers", 200),
    "no such record": ("/api/v1.0/customers/987654321", 404),
    "no such record of dialect v2": ("/api/v2/customer/987654321", 404),
}
ELSEWHERE = {
    "an unknown address": ("/api/v1.0/nowhere", 404),
    "an unknown address of dialect v2": ("/api/v2/nowhere", 404),
    "an unknown address of dialect rws": ("/rws/api/v1/nowhere", 404),
    "an address that is too long": (f"/api/v1.0/customers?{'x' * 9000}", 400),
}


def told(answer: Reply) -> tuple[int, str]:
    return answer.status, answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", THERE)
def test_answers_of_an_address_that_is_there_may_be_kept_by_the_client_alone(world: World, name: str) -> None:
    path, status = THERE[name]
    assert told(world.api.get(path.format(id=world.root.pk))) == (status, OWN)


def test_a_refusal_there_may_be_kept_by_the_client_alone_too(world: World) -> None:
    assert told(Caller().get("/api/v1.0/customers")) == (401, OWN)
    assert told(world.api.delete("/api/v1.0/customers")) == (405, OWN)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_all_others_are_kept_by_nobody(world: World, name: str) -> None:
    path, status = ELSEWHERE[name]
    assert told(world.api.get(path)) == (status, "no-store")


def test_a_host_that_is_not_served_is_kept_by_nobody(world: World) -> None:
    assert told(world.api.get("/api/v1.0/customers", Host="evil.example")) == (400, "no-store")


def test_a_company_and_a_country_have_no_state_and_a_category_has(world: World) -> None:
    paths = [f"company/{world.organization.pk}", "country/250", f"category/{world.root.pk}"]
    answers = [world.api.get(f"/api/v2/{path}") for path in paths]
    assert [(answer.status, "ETag" in answer.headers) for answer in answers] == [
        (200, False),
        (200, False),
        (200, True),
    ]
