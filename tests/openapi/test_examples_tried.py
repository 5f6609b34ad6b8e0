"""The examples of the descriptions are true: the demo world takes each request, and answers as its example says.

Seen to fail: with an id, a name and a total changed among the answers, and with one name for two creations.
"""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from customers.api import rws_answers
from customers_api.openapi.answered import NOW
from customers_api.openapi.generator import description
from customers_api.openapi.operations import FORM, JSON
from organizations.api.login_answers import SESSION_EXAMPLE
from tests.login.people import LOGIN
from tests.openapi.examples import DIALECTS
from tests.openapi.trying import Reader, Trial, creations, is_creation, trials, undone

pytestmark = pytest.mark.django_db

PASSWORD = "a-password"
# What is another one each time is compared by its form: the moment of a request, as a date and in seconds; a session.
FORMS: dict[object, str] = {
    NOW: r"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z",
    rws_answers.NOW: r"[1-9][0-9]{9}",
    SESSION_EXAMPLE["token"]: r"[a-z0-9]{32}",
}
PAGING = {"X-Total-Count", "Link"}
# The example of this list says that it ends before the list does.
CUT = {"/api/v2/country": 2}


def in_form(found: Any, example: Any) -> Any:
    """Return what was found, with the example's value wherever that is only one of its form."""
    if isinstance(found, dict) and isinstance(example, dict):
        return {key: in_form(value, example.get(key)) for key, value in found.items()}
    if isinstance(found, list) and isinstance(example, list) and len(found) == len(example):
        return [in_form(*pair) for pair in zip(found, example, strict=True)]
    is_form = not isinstance(example, dict | list) and example in FORMS
    return example if is_form and re.fullmatch(FORMS[example], str(found)) else found


def complaint(trial: Trial, response: Any, status: str) -> str | None:
    """Return how an answer differs from its example; as text, so that the order of keys counts."""
    told = trial.operation["responses"][status]
    if str(response.status_code) != status:
        return f"{trial}: {response.status_code} {response.content!r}"
    found, example = json.loads(response.content), told["content"][JSON]["example"]
    same = in_form(found[: CUT[trial.path]] if trial.path in CUT else found, example)
    if json.dumps(same) != json.dumps(example):
        return f"{trial}: answers\n{json.dumps(same)}\nand not\n{json.dumps(example)}"
    wrong = [name for name in PAGING & set(told.get("headers", {})) if is_wrong(told["headers"][name], response, name)]
    return f"{trial}: {wrong}" if wrong else None


def is_wrong(header: Any, response: Any, name: str) -> bool:
    """Tell whether a header is another than its example; one without an example is not there."""
    example = header.get("example")
    return bool(response.headers.get(name) != (None if example is None else str(example)))


def prepare(reader: Reader, trial: Trial) -> None:
    """Create what an example needs: dialect v1 shows a contact that was created, and deletes what was created."""
    if trial.dialect == "v1" and not is_creation(trial):
        by_form = trial.method == "delete" and "{reference}" in trial.path
        for creation in creations(trial.dialect, trial.tag):
            if creation.media_type == JSON or (by_form and creation.media_type == FORM):
                assert reader.send(creation).status_code == 201, str(creation)


@DIALECTS
def test_the_demo_world_answers_each_example_as_described(name: str) -> None:
    reader, found, seen = Reader.of_a_fresh_demo_world(), [], 0
    for trial in trials(name):
        if trial.tag == "log-in" or trial.media_type not in {"", JSON}:
            continue
        with undone():
            prepare(reader, trial)
            status = min(trial.successes)
            found.append(complaint(trial, reader.send(trial), status))
            seen += 1
    assert [one for one in found if one] == []
    assert seen


def test_an_upsert_of_what_is_not_there_answers_as_described() -> None:
    reader, found = Reader.of_a_fresh_demo_world(), []
    upserts = [one for one in trials("v1") if {"200", "201"} <= one.successes and one.media_type == JSON]
    for trial in upserts:
        creation = creations("v1", trial.tag)[0].operation["requestBody"]
        sent = replace(trial, operation={**trial.operation, "requestBody": creation})
        reference = creation["content"][JSON]["example"]["reference"]
        with undone():
            response = reader.send(sent, trial.path.replace("{reference}", reference))
            found.append(complaint(trial, response, "201"))
    assert [one for one in found if one] == []
    assert len(upserts) == 6


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_logged_in_by_the_example_is_shown_the_session_of_the_example(settings: Settings, method: str) -> None:
    settings.DEMO_PASSWORD = PASSWORD
    reader, paths = Reader.of_a_fresh_demo_world(), description("v1")["paths"]
    known = [one for one in trials("v1") if one.path == LOGIN]
    client = reader.client(known[0])
    for trial in known:
        client.cookies.clear()
        response = client.generic(trial.method.upper(), trial.address, *trial.body)
        assert response.headers["Location"] == "http://127.0.0.1:8000/login/ajaxSuccess", str(trial)
    for path in ("/login/ajaxSuccess", "/login/authfail"):
        asked = Trial("v1", path, method, paths[path][method])
        assert complaint(asked, client.generic(method.upper(), path), "200") is None


def phase(trial: Trial) -> int:
    """Return when a request is tried: creations, then questions, then changes, then deletions."""
    if is_creation(trial):
        return 0
    return {"get": 1, "delete": 3}.get(trial.method, 2)


def in_order() -> list[Trial]:
    """Return every example of every dialect in an order in which all can be tried.

    The changes of dialects v2 and rws come after the deletions of v1: a customer that is replaced as a whole, without
    contacts, loses the contact that v1 deletes.
    """
    dialects = ("v1", "v2", "rws")
    known = [trial for dialect in dialects for trial in trials(dialect)]
    begun = [trial for trial in known if phase(trial) < 2]
    changes = [trial for trial in known if phase(trial) >= 2]
    return [
        *sorted(begun, key=phase),
        *sorted(changes, key=lambda trial: (dialects.index(trial.dialect), phase(trial))),
    ]


# What answers no success of its own, and why.
NOT_ALONE = {
    "GET /login/ajaxSuccess": "it shows the session of the log-in before it",
    "POST /login/ajaxSuccess": "it shows the session of the log-in before it",
}


def test_all_examples_of_all_dialects_can_be_tried_on_one_demo_world(settings: Settings) -> None:
    settings.DEMO_PASSWORD = PASSWORD
    reader, refused = Reader.of_a_fresh_demo_world(), []
    order = in_order()
    for trial in order:
        response = reader.send(trial)
        if str(trial) not in NOT_ALONE and str(response.status_code) not in trial.successes:
            refused.append(f"{trial}: {response.status_code} {response.content!r}")
    assert refused == []
    assert {str(trial) for trial in order} > set(NOT_ALONE)
    assert len(order) == sum(len(trials(dialect)) for dialect in ("v1", "v2", "rws"))


@pytest.mark.parametrize("name", ["v2", "rws"])
def test_who_sends_the_example_of_a_replacement_changes_nothing(name: str) -> None:
    reader = Reader.of_a_fresh_demo_world()
    [replacement] = [trial for trial in trials(name) if trial.method == "put"]
    [shown] = [trial for trial in trials("v1") if trial.path.endswith("/customers/{id}") and trial.method == "get"]
    before = reader.send(shown)
    assert reader.send(replacement).status_code == 200
    after = reader.send(shown)
    assert (after.status_code, after.content, after.headers["ETag"]) == (200, before.content, before.headers["ETag"])
