"""Idempotency-Key, ETag, If-Match and If-None-Match in dialect v2, which knows neither 409 nor 422.

Seen to fail: with the caller's companies left out of `fingerprint`, both tests of an answer about a company that the
caller may not act for any more: it was given again.
"""

from typing import Any

from customers.models import Customer
from organizations.models import KeptAnswer
from tests.accounts import Account
from tests.clients import Caller
from tests.v1.contracts_of_safe_writes import KEY, repeats, told, version
from tests.v2.answers import detail

PATH = "/api/v2/customer"
MISMATCH = (400, detail("Idempotency-Key: already used for another request"))
STALE = (412, detail("The customer is not in the state that the request asks for."))
OLD = {"If-Match": '"7-0000000000000000"'}


def test_a_creation_sent_again_is_one_customer(api: Caller, account: Account, body: dict[str, Any]) -> None:
    replies = [api.json(PATH, body, **KEY) for _ in range(3)]
    assert [told(reply) for reply in replies] == [told(replies[0])] * 3
    assert (replies[0].status, repeats(*replies)) == (201, [False, True, True])
    assert Customer.objects.for_organization(account.first.organization).count() == 1


def test_replacing_and_deleting_again_change_nothing_more(api: Caller, body: dict[str, Any]) -> None:
    key = api.json(PATH, body).body["id"]
    puts = [api.json(f"{PATH}/{key}", {"name": "New"}, "PUT", **{"Idempotency-Key": "p"}) for _ in range(2)]
    deletions = [api.raw(f"{PATH}/{key}", b"", "", "DELETE", **{"Idempotency-Key": "d"}) for _ in range(2)]
    assert [told(reply) for reply in puts] == [told(puts[0])] * 2
    assert [reply.pair for reply in deletions] == [(200, {})] * 2
    assert repeats(*puts, *deletions) == [False, True, False, True]


def test_a_key_stands_for_one_request(api: Caller, body: dict[str, Any]) -> None:
    assert api.json(PATH, body, **KEY).status == 201
    others = [api.json(PATH, {**body, "name": "Other"}, **KEY), api.json("/api/v1.0/customers", body, **KEY)]
    assert others[0].pair == MISMATCH
    assert others[1].status == 422


def test_a_refusal_is_kept_and_a_refused_caller_is_not(api: Caller, account: Account, body: dict[str, Any]) -> None:
    refused = [api.json(PATH, {**body, "name": "x" * 151}, **KEY) for _ in range(2)]
    assert [reply.pair for reply in refused] == [refused[0].pair] * 2
    assert (refused[0].status, repeats(*refused)) == (400, [False, True])
    denied = [account.first.reading_api.json(PATH, body, **KEY) for _ in range(2)]
    assert ([reply.status for reply in denied], repeats(*denied)) == ([401, 401], [False, False])
    assert KeptAnswer.objects.for_organization(account.first.organization).count() == 1


def test_a_bad_key_is_refused(api: Caller, body: dict[str, Any]) -> None:
    reply = api.json(PATH, body, **{"Idempotency-Key": "x" * 256})
    assert reply.pair == (400, detail("Idempotency-Key: is not valid"))


def test_an_answer_is_kept_for_who_acts_for_the_whole_account(
    whole: Caller, account: Account, body: dict[str, Any]
) -> None:
    sent = {**body, "company": account.second.organization.pk}
    replies = [whole.json(PATH, sent, **KEY) for _ in range(2)]
    assert (told(replies[1]), repeats(*replies)) == (told(replies[0]), [False, True])
    assert Customer.objects.for_organization(account.second.organization).count() == 1


def test_who_lost_the_right_to_the_account_hears_no_answer_about_its_other_companies(
    whole: Caller, account: Account, body: dict[str, Any]
) -> None:
    sent = {**body, "company": account.second.organization.pk}
    assert whole.json(PATH, sent, **KEY).status == 201
    account.whole.whole_group = False
    account.whole.save()
    assert whole.json(PATH, sent, **KEY).pair == MISMATCH


def test_a_company_that_left_the_account_is_not_heard_of_again(
    whole: Caller, account: Account, body: dict[str, Any]
) -> None:
    second = account.second.organization
    sent = {**body, "company": second.pk}
    assert whole.json(PATH, sent, **KEY).status == 201
    second.account_group = None
    second.save()
    assert whole.json(PATH, sent, **KEY).pair == MISMATCH


def test_show_and_writes_tell_the_state(api: Caller, body: dict[str, Any]) -> None:
    created = api.json(PATH, body)
    key = created.body["id"]
    tag = created.headers["ETag"]
    assert api.get(f"{PATH}/{key}").headers["ETag"] == tag
    assert api.get(f"{PATH}/{key}", **{"If-None-Match": tag}).status == 304
    replaced = api.json(f"{PATH}/{key}", {"name": "New"}, "PUT", **{"If-Match": tag})
    assert (replaced.status, version(created), version(replaced)) == (200, 1, 2)
    assert api.get(f"{PATH}/{key}", **{"If-None-Match": tag}).pair == (200, replaced.body)


def test_a_write_on_another_state_is_refused(api: Caller, body: dict[str, Any]) -> None:
    created = api.json(PATH, body)
    key = created.body["id"]
    calls = [
        api.json(f"{PATH}/{key}", {"name": "New"}, "PUT", **OLD),
        api.raw(f"{PATH}/{key}", b"", "", "DELETE", **OLD),
        api.json(PATH, {**body, "name": "Other"}, **OLD),
        api.json(f"{PATH}/{key}", {"name": "New"}, "PUT", **{"If-None-Match": "*"}),
    ]
    assert [call.pair for call in calls] == [STALE] * 4
    assert api.get(f"{PATH}/{key}").pair == (200, created.body)


def test_the_look_ups_tell_their_state_too(api: Caller, account: Account) -> None:
    address = f"/api/v2/category/{account.first.root.pk}"
    tag = api.get(address).headers["ETag"]
    assert api.get(address, **{"If-None-Match": tag}).status == 304
