"""A value for a field of a template that was sent twice: which one counts is nobody's guess."""

from typing import Any

import pytest

from customers.models import CustomFieldTemplate
from tests.clients import Caller
from tests.v2.answers import detail

PATH = "/api/v2/customer"
TWICE = "must not be sent twice"


@pytest.mark.parametrize("again", [int, str, lambda key: f"00{key}"])
@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("a", "a"), (None, "b"), ("a", ""), ("", None)])
def test_the_second_one_in_a_list_is_named_and_nothing_is_written(
    api: Caller,
    body: dict[str, Any],
    template: CustomFieldTemplate,
    fields: dict[str, int],
    *,
    again: Any,
    first: object,
    second: object,
) -> None:
    values = [
        {"id": fields["Nickname"], "value": first},
        {"id": fields["Employees"], "value": 5},
        {"id": again(fields["Nickname"]), "value": second},
    ]
    sent = {**body, "template": {"id": template.pk, "fields": values}}
    assert api.json(PATH, sent).pair == (400, detail(f"template.fields[2].id: {TWICE}"))
    assert api.get(f"{PATH}?company={body['company']}").body == []


def test_a_replacement_is_refused_in_the_same_words_and_changes_nothing(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    created = api.json(PATH, body).body
    values = [{"id": fields["Nickname"], "value": "a"}, {"id": fields["Nickname"], "value": "b"}]
    sent = {**body, "name": "Other", "template": {"id": template.pk, "fields": values}}
    reply = api.json(f"{PATH}/{created['id']}", sent, "PUT")
    assert reply.pair == (400, detail(f"template.fields[1].id: {TWICE}"))
    assert api.get(f"{PATH}/{created['id']}").body == created


def test_two_keys_of_an_object_that_mean_one_field_are_refused_too(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    key = fields["Nickname"]
    sent = {**body, "template": {"id": template.pk, "fields": {str(key): "a", f"0{key}": "b"}}}
    assert api.json(PATH, sent).pair == (400, detail(f"template.fields.0{key}: {TWICE}"))


def test_a_wrong_value_before_it_is_told_first(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    values = [{"id": fields["Employees"], "value": "x"}, {"id": fields["Employees"], "value": 5}]
    sent = {**body, "template": {"id": template.pk, "fields": values}}
    assert api.json(PATH, sent).pair == (400, detail("template.fields[0].value: must be an integer"))


def test_of_one_key_twice_in_the_text_of_an_object_the_last_one_counts_as_everywhere_in_json(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    key = fields["Nickname"]
    text = (
        f'{{"company": {body["company"]}, "name": "lost", "name": "Acme", '
        f'"template": {{"id": {template.pk}, "fields": {{"{key}": "lost", "{key}": "Ac"}}}}}}'
    )
    reply = api.raw(PATH, text.encode(), "application/json", "POST")
    assert (reply.status, reply.body["name"], reply.body["template"]["fields"]) == (201, "Acme", {"Nickname": "Ac"})
