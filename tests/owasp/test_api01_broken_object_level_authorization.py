"""API1:2023: somebody who knows, guesses or counts up the id of another organization's record, by any door.

Seen to fail: with `for_organization` answering the rows of all organizations.
"""

import json
from typing import Any

import pytest

from tests.accounts import Account, basic
from tests.clients import Caller, Reply
from tests.operations import Operation, record_ids
from tests.owasp.attacks import OPERATIONS, RWS, V1, V2, authorization, call, everything

ABSENT = 987_654_321
# Headers by which servers behind careless gateways are told who calls, or what for.
DISGUISES = ("X-Organization", "X-Organization-Id", "X-Tenant-Id", "X-User", "X-Forwarded-User", "X-Original-URL")
ON_A_RECORD = [operation for operation in OPERATIONS if "{" in operation.path.partition("?")[0]]


def nameless(reply: Reply, key: int) -> tuple[int, str]:
    """Return an answer without the number that was asked for."""
    return reply.status, json.dumps(reply.body).replace(str(key), "<id>")


def test_a_foreign_id_is_answered_as_one_that_was_never_given(account: Account) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    for operation in ON_A_RECORD:
        attack(account, operation, ids)
    assert everything(account.first.organization) == before


def attack(account: Account, operation: Operation, ids: dict[str, int]) -> None:
    """Send an operation on a foreign record and on one that is not there, and compare the answers."""
    absent = dict.fromkeys(ids, ABSENT)
    name = operation.path.partition("{")[2].partition("}")[0]
    credential = authorization(account.outside.editor, operation)
    disguise = dict.fromkeys(DISGUISES, str(account.first.organization.pk))
    own = {} if name == "company" else {"company": account.outside.organization.pk}
    foreign = call(operation, {**ids, **own}, credential, **disguise)
    missing = call(operation, {**absent, **own}, credential, **disguise)
    if not operation.kind.startswith("public"):
        assert nameless(foreign, ids[name]) == nameless(missing, ABSENT), operation
        assert foreign.status == 404, operation


def test_counting_up_ids_finds_the_own_records_alone(account: Account) -> None:
    ids = record_ids(account)
    own = account.outside.api.json(V1, {"reference": "own", "name": "Own"}).body["id"]
    bearer, login = account.outside.api, basic(account.outside.editor)
    # Around each id that there is: PostgreSQL counts on from what other tests have used up.
    guessed = {near for key in (*ids.values(), own) for near in range(max(0, key - 5), key + 5)}
    found = {
        key
        for key in guessed
        for caller, base in ((bearer, V1), (bearer, V2), (login, RWS))
        if caller.get(f"{base}/{key}").status == 200
    }
    assert found == {own}


@pytest.mark.parametrize("who", ["editor", "reader"])
def test_an_organization_named_in_query_body_or_header_changes_nothing(account: Account, who: str) -> None:
    ids = record_ids(account)
    company = account.first.organization.pk
    api = Caller.of(getattr(account.outside, who))
    names = ("organization", "organization_id", "organizationId", "company", "tenant", "userId")
    assert all(api.get(f"{V1}?{name}={company}").status == 400 for name in names)
    sent = {**dict.fromkeys(names[:-1], company), "name": "Stolen"}
    assert api.json(f"{V1}/{ids['customers']}", sent, "PATCH").status in {403, 404}
    for address in (f"{V2}?company={company}", f"/api/v2/category?company={company}"):
        assert api.get(address).pair == api.get(address.replace(f"={company}", f"={ABSENT}")).pair
    body = {"name": "x", "accountName": "First"}
    nobody = {"name": "x", "accountName": "no such account"}
    login = basic(getattr(account.outside, who))
    assert login.json(RWS, body).pair == login.json(RWS, nobody).pair


@pytest.mark.parametrize("target", ["category", "template"])
def test_dialect_v2_links_to_no_foreign_record(account: Account, target: str) -> None:
    ids = record_ids(account)
    values: dict[str, Any] = {"category": ids["customerCategories"], "template": {"id": ids["template"], "fields": []}}
    absent: dict[str, Any] = {"category": ABSENT, "template": {"id": ABSENT, "fields": []}}
    sent = {"company": account.outside.organization.pk, "name": "Linked"}
    replies = [account.outside.api.json(V2, {**sent, target: link[target]}) for link in (values, absent)]
    assert replies[0].pair == replies[1].pair
    assert replies[0].status == 400


def test_the_key_of_a_foreign_write_gives_its_answer_to_nobody_else(account: Account) -> None:
    sent = {"reference": "SECRET-1", "name": "Secret deal"}
    key = {"Idempotency-Key": "stolen-from-a-log"}
    owner = account.first.api.json(V1, sent, **key)
    thief = account.outside.api.json(V1, sent, **key)
    assert (owner.status, thief.status) == (201, 201)
    assert "Idempotent-Replayed" not in thief.headers
    assert (thief.body["id"] != owner.body["id"], thief.body["organization"]) == (True, "Outside")
    colleague = account.first.reading_api.json(V1, sent, **key)
    assert colleague.status == 403


def test_a_stolen_tag_tells_nothing_of_a_foreign_record(account: Account) -> None:
    created = account.first.api.json(V1, {"reference": "T", "name": "Tagged"})
    address, tag = f"{V1}/{created.body['id']}", created.headers["ETag"]
    for headers in ({"If-None-Match": tag}, {"If-None-Match": "*"}):
        assert account.outside.api.get(address, **headers).pair == account.outside.api.get(address).pair
    for condition in ("If-Match", "If-None-Match"):
        reply = account.outside.api.json(address, {"name": "x"}, "PATCH", **{condition: tag})
        assert reply.pair == account.outside.api.json(address, {"name": "x"}, "PATCH").pair
    assert account.first.api.get(address).body["name"] == "Tagged"
