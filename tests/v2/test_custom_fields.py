"""Templates of custom fields and their typed values in dialect v2."""

from typing import Any

import pytest
from django.db import connection

from customers import services
from customers.custom_fields import load_templates
from customers.models import Customer, CustomField, CustomFieldTemplate
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import detail

PATH = "/api/v2/customer"


def with_values(body: dict[str, Any], template: CustomFieldTemplate, *entries: tuple[int, object]) -> dict[str, Any]:
    """Return a body with values by the ids of their fields."""
    values = [{"id": key, "value": value} for key, value in entries]
    return {**body, "template": {"id": template.pk, "fields": values}}


def raw_value(caller: Caller, body: dict[str, Any], template: int, field: int, literal: str) -> tuple[int, bytes]:
    """Create a customer whose value is the JSON literal; return the status and the answer as it is on the wire."""
    text = (
        f'{{"company": {body["company"]}, "name": "N", '
        f'"template": {{"id": {template}, "fields": [{{"id": {field}, "value": {literal}}}]}}}}'
    )
    response = caller.client.post(PATH, text, content_type="application/json")
    return response.status_code, response.content


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("1500.5", "1500.5"),
        ("1500.50", "1500.5"),
        ('"1500.05"', "1500.05"),
        ('".5"', "0.5"),
        ("999999999999999", "999999999999999"),
        ("999999999999998.99", "999999999999998.99"),
        ('"999999999999999.00"', "999999999999999"),
        ("1.5e3", "1500"),
        ("0.010", "0.01"),
    ],
)
def test_money_is_kept_exactly_and_answered_as_a_number(
    api: Caller,
    body: dict[str, Any],
    template: CustomFieldTemplate,
    fields: dict[str, int],
    *,
    sent: str,
    answered: str,
) -> None:
    status, content = raw_value(api, body, template.pk, fields["Budget"], sent)
    assert status == 201
    assert f'"fields":{{"Budget":{answered}}}'.encode() in content


MONEY = "must be a number or the text of one"
NUMBER = "must be an integer"
DAY = "must be a day written as yyyy-MM-dd"


@pytest.mark.parametrize(
    ("field", "literal", "text"),
    [
        ("Budget", "-0.01", "must be at least 0"),
        ("Budget", "1e400", "must be at most 999999999999999.00"),
        ("Budget", "999999999999999.01", "must be at most 999999999999999.00"),
        ("Budget", "0.001", "must have at most 2 decimals"),
        ("Budget", '"1,5"', MONEY),
        ("Budget", '"1e3"', MONEY),
        ("Budget", '"NaN"', MONEY),
        ("Budget", '"٣"', MONEY),
        ("Budget", "true", MONEY),
        ("Budget", "[1]", MONEY),
        ("Employees", "1000000000000000", "must be at most 999999999999999"),
        ("Employees", "-1000000000000000", "must be at least -999999999999999"),
        ("Employees", "1.5", NUMBER),
        ("Employees", "5.0", NUMBER),
        ("Employees", '"5"', NUMBER),
        ("Employees", "false", NUMBER),
        ("Since", '"2023-02-29"', DAY),
        ("Since", '"2023-2-1"', DAY),
        ("Since", "20230201", DAY),
        ("Nickname", f'"{"x" * 51}"', "must have at most 50 characters"),
        ("Nickname", "5", "must be a string"),
        ("Nickname", '"a\\u0000"', "must not hold a NUL character or a lone surrogate"),
        ("Nickname", "{}", "must be a string"),
    ],
)
def test_a_value_that_breaks_its_type_is_named_by_its_place(
    api: Caller,
    body: dict[str, Any],
    template: CustomFieldTemplate,
    fields: dict[str, int],
    *,
    field: str,
    literal: str,
    text: str,
) -> None:
    status, content = raw_value(api, body, template.pk, fields[field], literal)
    assert (status, content.decode()) == (400, f'{{"detail":"template.fields[0].value: {text}"}}')


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Employees", -999_999_999_999_999),
        ("Employees", 999_999_999_999_999),
        ("Employees", 0),
        ("Since", "2024-02-29"),
        ("Since", "0001-01-01"),
        ("Nickname", "é" * 50),
        ("Nickname", "2024-02-29"),
    ],
)
def test_values_come_back_in_their_type(
    api: Caller,
    body: dict[str, Any],
    template: CustomFieldTemplate,
    fields: dict[str, int],
    *,
    field: str,
    value: object,
) -> None:
    reply = api.json(PATH, with_values(body, template, (fields[field], value)))
    assert (reply.status, reply.body["template"]) == (201, {"id": template.pk, "fields": {field: value}})


def test_values_may_be_sent_as_an_object_and_come_back_in_the_template_s_order(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    values = {str(fields["Nickname"]): "Ac", str(fields["Budget"]): "12.50", str(fields["Since"]): None}
    reply = api.json(PATH, {**body, "template": {"id": str(template.pk), "fields": values}})
    assert reply.status == 201
    assert list(reply.body["template"]["fields"].items()) == [("Budget", 12.5), ("Nickname", "Ac")]


def test_a_wrong_value_of_an_object_is_named_by_the_id_of_its_field(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    values = {str(fields["Nickname"]): "Ac", str(fields["Budget"]): "x"}
    reply = api.json(PATH, {**body, "template": {"id": template.pk, "fields": values}})
    assert reply.pair == (400, detail(f"template.fields.{fields['Budget']}: must be a number or the text of one"))


def test_the_place_of_a_wrong_value_counts_from_zero(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    sent = with_values(body, template, (fields["Nickname"], "a"), (fields["Budget"], 1), (fields["Employees"], "x"))
    assert api.json(PATH, sent).pair == (400, detail("template.fields[2].value: must be an integer"))


def test_an_unknown_field_and_one_that_was_switched_off_are_refused(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    unknown = api.json(PATH, with_values(body, template, (999_999, "x")))
    assert unknown.pair == (400, detail("template.fields[0].id: not found"))
    inactive = api.json(PATH, with_values(body, template, (fields["Old"], "x")))
    assert inactive.pair == (400, detail("template.fields[0].id: is not active"))


def test_a_field_of_another_template_is_unknown(
    api: Caller, account: Account, body: dict[str, Any], template: CustomFieldTemplate
) -> None:
    other = CustomFieldTemplate.objects.create(organization=account.first.organization, name="Other")
    field = CustomField.objects.create(
        organization=account.first.organization, template=other, name="Mine", data_type="text"
    )
    assert api.json(PATH, with_values(body, template, (field.pk, "x"))).pair == (
        400,
        detail("template.fields[0].id: not found"),
    )
    assert api.json(PATH, {**body, "template": {"id": other.pk}}).body["template"] == {"id": other.pk, "fields": {}}


def test_a_template_of_another_organization_is_unknown(
    whole: Caller, account: Account, template: CustomFieldTemplate
) -> None:
    sent = {"company": account.second.organization.pk, "name": "N", "template": {"id": template.pk}}
    assert whole.json(PATH, sent).pair == (400, detail("template.id: not found"))


def test_a_template_that_was_switched_off_takes_no_new_customer_but_keeps_its_own(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    sent = with_values(body, template, (fields["Nickname"], "Ac"))
    key = api.json(PATH, sent).body["id"]
    template.is_active = False
    template.save()
    assert api.json(f"{PATH}/{key}", sent, "PUT").body["template"]["fields"] == {"Nickname": "Ac"}
    assert api.json(PATH, {**sent, "name": "Other"}).pair == (400, detail("template.id: is not active"))


def test_a_replacement_clears_the_values_that_it_leaves_out(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    key = api.json(PATH, with_values(body, template, (fields["Nickname"], "Ac"), (fields["Employees"], 5))).body["id"]
    replaced = api.json(f"{PATH}/{key}", with_values(body, template, (fields["Employees"], 6)), "PUT")
    assert replaced.body["template"] == {"id": template.pk, "fields": {"Employees": 6}}
    assert api.json(f"{PATH}/{key}", body, "PUT").body["template"] is None
    stored = Customer.objects.for_organization(template.organization_id).get(pk=key)
    assert (stored.template_id, stored.custom_values) == (None, {})


def test_a_value_of_a_field_that_was_switched_off_is_hidden_and_kept(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    key = api.json(PATH, with_values(body, template, (fields["Nickname"], "Ac"), (fields["Employees"], 5))).body["id"]
    nickname = CustomField.objects.for_organization(template.organization_id).filter(pk=fields["Nickname"])
    nickname.update(is_active=False)
    replaced = api.json(f"{PATH}/{key}", with_values(body, template, (fields["Employees"], 6)), "PUT")
    assert replaced.body["template"] == {"id": template.pk, "fields": {"Employees": 6}}
    nickname.update(is_active=True)
    assert api.get(f"{PATH}/{key}").body["template"]["fields"] == {"Employees": 6, "Nickname": "Ac"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_template_that_goes_away_meanwhile_is_unknown(
    api: Caller, body: dict[str, Any], template: CustomFieldTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = template.pk
    found = [load_templates(template.organization_id, [key])]
    template.delete()
    look_up_again = load_templates
    monkeypatch.setattr(services, "load_templates", lambda *args: found.pop() if found else look_up_again(*args))
    assert api.json(PATH, {**body, "template": {"id": key}}).pair == (400, detail("template.id: not found"))
