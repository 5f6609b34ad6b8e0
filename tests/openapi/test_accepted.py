"""What the descriptions let clients send is what the service reads: they forbid no spelling that it takes, and allow
none that no parameter can read.

Seen to fail: with the empty texts, the texts of numbers or the documented spelling of lists left out of the schemas.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from customers.api.rws_bodies import decode_customer as decode_rws
from customers.api.v2_bodies import decode_customer as decode_v2
from customers_api.api.datetimes import read_datetime
from customers_api.api.listing import read_list_query
from customers_api.api.parameters import Choice, Parameter, PictureFile, read_boolean
from customers_api.api.resources import Resource
from customers_api.core.problems import Problem, ProblemCode
from customers_api.openapi.generator import description
from tests.marks import NO_DATABASE
from tests.openapi.examples import views
from tests.worlds import World

SPELLINGS: tuple[Any, ...] = (
    *(None, "", "x", "5", "-5", "+5", "5.5", "1e3", ".5", "5.", "1e", "0x5", " 5", "true", "FALSE", "yes"),
    *(5, -5, 5.5, True, False, [], [7], ["7"], [{"id": 7}], [{}], [None], [[7]], "[7]", '[{"id"=7}]', "[", "7,8"),
    *({}, {"id": 7}, {"id": "7"}, {"id": None}, {"id": []}, {"reference": "a"}, {"reference": None}, {"name": "a"}),
)


def resources() -> Iterator[Resource]:
    known = {id(view.resource): view.resource for _, _, view in views("v1") if hasattr(view, "resource")}
    yield from known.values()


def fits(dialect: str, schema: dict[str, Any], value: object) -> bool:
    root = {"components": description(dialect)["components"]}
    return bool(OAS31Validator({**schema, **root}, format_checker=oas31_format_checker).is_valid(value))


def can_be_read(parameter: Parameter, value: object) -> bool:
    """Tell whether a value is of the parameter's type, where links are ids or where they are references."""
    for external in (False, True):
        try:
            parameter.read(Decimal(str(value)) if isinstance(value, float) else value, external=external)
        except Problem:
            continue
        return True
    return False


def keys(resource: Resource, what: str) -> dict[str, dict[str, Any]]:
    schemas = description("v1")["components"]["schemas"]
    name = "".join(word.capitalize() for word in resource.noun.split())
    found: dict[str, dict[str, Any]] = schemas[f"{name}{what}"]["properties"]
    return found


def is_free(resource: Resource, parameter: Parameter) -> bool:
    """Tell whether nothing but its type, and its limits, decides about a parameter."""
    bound = (Choice, PictureFile)
    never = resource.writer.never_empty if resource.writer is not None else ()
    told = {*resource.notes.sent, "reference"}
    return not isinstance(parameter, bound) and parameter.name not in told and parameter.core_name not in never


def is_beyond(schema: dict[str, Any], value: object) -> bool:
    """Tell whether a number is of the right type, and too small."""
    return isinstance(value, int) and not isinstance(value, bool) and value < schema.get("minimum", value)


def written(media_type: str) -> tuple[Any, ...]:
    """Return the spellings that a media type has: a form holds texts."""
    return SPELLINGS if media_type == "Json" else tuple(each for each in SPELLINGS if isinstance(each, str))


@NO_DATABASE
@pytest.mark.parametrize("media_type", ["Json", "Form", "Multipart"])
def test_what_is_described_can_be_read_and_what_can_be_read_is_described(media_type: str) -> None:
    seen = set()
    for resource in resources():
        for parameter in resource.parameters:
            schema = keys(resource, f"Change{media_type}")[parameter.name]
            if "contentMediaType" in schema:
                continue
            for value in written(media_type):
                described, readable = fits("v1", schema, value), can_be_read(parameter, value)
                assert readable or not described, (resource.noun, parameter.name, value)
                if is_free(resource, parameter) and not is_beyond(schema, value):
                    assert described == readable, (resource.noun, parameter.name, value)
                    seen.add((parameter.name, described))
    assert {(name, fate) for name in ("creditLimit", "onHold", "paymentTypes") for fate in (True, False)} <= seen


def is_raised(read: Callable[[], object]) -> bool:
    try:
        read()
    except Problem:
        return True
    return False


@NO_DATABASE
@pytest.mark.parametrize("value", ["true", "TRUE", "False", "asc", "Desc", "DESC", "yes", "", "1", "up"])
def test_words_of_lists_are_described_in_any_case_as_they_are_read(value: str) -> None:
    parameters = description("v1")["paths"]["/api/v1.0/customers"]["get"]["parameters"]
    schema = {each["name"]: each["schema"] for each in parameters}
    assert fits("v1", schema["isActive"], value) == (not is_raised(lambda: read_boolean(value, "isActive")))
    query = QueryDict(urlencode({"order": value}))
    keys = next(resources()).reading.keys
    assert fits("v1", schema["order"], value) == (not is_raised(lambda: read_list_query(query, (), keys)))


MOMENTS = ["2016-08-16T09:02:13Z", "2016-08-16T09:02:13.5+02:00", "2016-08-16T09:02:13+0200", "2016-08-16T09:02:13-02"]


@NO_DATABASE
@pytest.mark.parametrize("value", [*MOMENTS, "2016-08-16T09:02:13 02", "2016-08-16", "2016-08-16T09:02Z", "yesterday"])
def test_moments_are_described_with_every_offset_that_is_read(value: str) -> None:
    parameters = description("v1")["paths"]["/api/v1.0/customers"]["get"]["parameters"]
    schema = {each["name"]: each["schema"] for each in parameters}["lastUpdated_gte"]
    assert fits("v1", schema, value) == (read_datetime(value) is not None)


def judged(decode: Callable[[dict[str, Any]], object], body: dict[str, Any]) -> bool | None:
    """Tell whether a body can be read; ``None`` where another value is missing beside one that could be."""
    try:
        decode(body)
    except Problem as problem:
        return None if problem.code is ProblemCode.MISSING else False
    return True


# Numbers that are no id of anything: not their form decides, but that nothing is there.
NOT_THERE: dict[str, tuple[Any, ...]] = {"country": ("5", 5, -5), "category": (-5,)}
DECODERS = {
    "v2": decode_v2,
    "rws": lambda body: decode_rws(body, "Acme", has_answer=False),
}
# Neither comes without the other one.
PAIR = {"securityQuestion": "Why?", "securityAnswer": "So"}
ELSEWHERE = {"company", "name", "accountName"}


@NO_DATABASE
@pytest.mark.parametrize("dialect", DECODERS)
def test_the_bodies_of_v2_and_rws_are_described_as_they_are_read(dialect: str) -> None:
    properties = description(dialect)["components"]["schemas"]["CustomerWhole"]["properties"]
    for key in properties.keys() - ELSEWHERE:
        for value in SPELLINGS:
            if value not in NOT_THERE.get(key, ()):
                described = fits(dialect, properties[key], value)
                assert judged(DECODERS[dialect], {**PAIR, key: value}) in {described, None}, (key, value)


EMPTY = {"customerRiskColor": "", "creditLimit": "", "currency": "", "dueDateConfigType": "", "isActive": ""}
PLAIN = {"reference": "R-1", "name": "Acme", "dueDateConfigNumber": "7"}


@pytest.mark.django_db
def test_a_form_with_empty_values_is_taken_and_described(world: World) -> None:
    form = {**PLAIN, **EMPTY, "paymentTypes": f'[{{"id"={world.cash.pk}}}]'}
    reply = world.api.raw("/api/v1.0/customers", urlencode(form).encode(), "application/x-www-form-urlencoded")
    shown = {key: reply.body[key] for key in (*EMPTY, "paymentTypes")}
    cash = {"id": world.cash.pk, "reference": "cash", "name": "cash", "href": f"/api/v1.0/paymentTypes/{world.cash.pk}"}
    nothing = {"customerRiskColor": None, "creditLimit": None, "dueDateConfigType": None, "isActive": True}
    assert (reply.status, shown) == (201, {**nothing, "currency": "EUR", "paymentTypes": [cash]})
    assert fits("v1", {"$ref": "#/components/schemas/CustomerNewForm"}, form)


@pytest.mark.django_db
def test_json_with_texts_for_numbers_and_numbers_for_texts_is_taken_and_described(world: World) -> None:
    sent = {
        "reference": 5,
        "name": 3.5,
        "phone": 5,
        "creditLimit": "5.5",
        "onHold": "TRUE",
        "useExternalId": "false",
        "dueDateConfigType": 1,
        "dueDateConfigNumber": "7",
        "paymentTypes": f"[{world.cash.pk}]",
    }
    reply = world.api.json("/api/v1.0/customers", sent)
    due = {"dueDateConfigType": "daysAfterInvoiceDate", "dueDateConfigNumber": 7}
    expected = {"reference": "5", "name": "3.5", "phone": "5", "creditLimit": 5.5, "onHold": True, **due}
    assert (reply.status, {key: reply.body[key] for key in expected}) == (201, expected)
    assert [each["id"] for each in reply.body["paymentTypes"]] == [world.cash.pk]
    assert fits("v1", {"$ref": "#/components/schemas/CustomerNewJson"}, sent)
