"""Each dialect is described in OpenAPI 3.1: validly, wholly, and as its addresses are.

Seen to fail: with a view left out of the enumeration, an error code taken out of an operation, a text without its
greatest length, and a parameter without an example.
"""

import json
from typing import Any

from django.urls import URLPattern, get_resolver
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from customers_api.core.problems import ProblemCode
from customers_api.openapi.auto import declared_operation
from customers_api.openapi.dialects import DESCRIBED
from customers_api.openapi.generator import description, readable
from tests.marks import NO_DATABASE
from tests.openapi.examples import DIALECTS, closed, operations, resolved, views

pytestmark = NO_DATABASE

UNVERSIONED = {"v1": "v1.0", "v2": "v2", "rws": "v1"}
# What a text can be limited by; a fixed format is a limit too.
TEXT_LIMITS = {"maxLength", "enum", "format", "contentMediaType"}


@DIALECTS
def test_an_independent_validator_finds_nothing_wrong(name: str) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(description(name)).iter_errors()] == []
    assert description(name)["openapi"] == "3.1.0"


@DIALECTS
def test_every_address_of_the_dialect_is_described_with_all_of_its_methods(name: str) -> None:
    dialect = DESCRIBED[name].dialect
    answered: set[tuple[str, str]] = set()
    for pattern in get_resolver().url_patterns:
        view = (
            getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
            if isinstance(pattern, URLPattern)
            else None
        )
        if getattr(view, "dialect", None) is not dialect:
            continue
        path = readable(str(pattern.pattern)).replace("{version}", UNVERSIONED[name])
        actions = getattr(pattern.callback, "actions", None)
        methods = actions or [each for each in ("get", "post", "put", "patch", "delete") if hasattr(view, each)]
        answered |= {(path, method) for method in methods if method != "head"}
    assert answered == {(path, method) for path, method, _ in operations(name)}
    assert answered


def test_only_the_documented_version_is_described_and_its_other_names_are_mentioned() -> None:
    paths = description("v1")["paths"]
    assert {path.split("/")[2] for path in paths if path.startswith("/api/")} == {"v1.0"}
    assert "/api/v1" in description("v1")["info"]["description"]
    assert "/api/v2.1" in description("v1")["info"]["description"]


def limited(schema: dict[str, Any]) -> bool:
    """Tell whether a schema says all that it can: a type, and the limits that belong to it."""
    if "anyOf" in schema:
        return all(limited(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return True
    # The first one is what is meant, the others are its other spellings.
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "array":
        return limited(schema["items"])
    if kind in {"integer", "number"}:
        return {"minimum", "maximum"} <= set(schema) or "enum" in schema
    return kind != "string" or bool(TEXT_LIMITS & set(schema))


def has_example(parameter: dict[str, Any]) -> bool:
    given = [parameter["example"]] if "example" in parameter else parameter["schema"].get("examples", [])
    return any(example is not None for example in given)


@DIALECTS
def test_every_parameter_has_a_type_limits_a_meaning_and_an_example(name: str) -> None:
    bare = [
        f"{method} {path}: {parameter['name']}"
        for path, method, operation in operations(name)
        for parameter in operation.get("parameters", [])
        if not (limited(parameter["schema"]) and has_example(parameter) and parameter["description"])
    ]
    assert bare == []


@DIALECTS
def test_every_key_of_a_body_has_a_type_limits_and_an_example(name: str) -> None:
    bare, seen = [], 0
    for path, method, operation in operations(name):
        for media_type, body in operation.get("requestBody", {}).get("content", {}).items():
            assert body["example"], (method, path)
            for key, schema in resolved(name, body["schema"])["properties"].items():
                seen += 1
                if not limited(schema) or all(example is None for example in schema.get("examples", [None])):
                    bare.append(f"{method} {path}: {key} as {media_type}")
    assert bare == []
    assert seen


@DIALECTS
def test_every_example_keeps_to_its_own_schema(name: str) -> None:
    root = {"components": description(name)["components"]}
    for path, method, operation in operations(name):
        for parameter in operation.get("parameters", []):
            given = [parameter["example"]] if "example" in parameter else parameter["schema"]["examples"]
            for example in given:
                OAS31Validator({**parameter["schema"], **root}).validate(example), (path, method)
        for body in operation.get("requestBody", {}).get("content", {}).values():
            OAS31Validator({**body["schema"], **root}).validate(body["example"])
            for schema in resolved(name, body["schema"])["properties"].values():
                for example in schema.get("examples", []):
                    OAS31Validator({**schema, **root}).validate(example)


@DIALECTS
def test_every_answer_has_an_example_that_keeps_to_its_schema(name: str) -> None:
    root, seen = {"components": description(name)["components"]}, 0
    for _, _, operation in operations(name):
        for status, answer in operation["responses"].items():
            for body in resolved(name, answer).get("content", {}).values():
                judge = OAS31Validator({**closed(resolved(name, body["schema"])), **root})
                refused = [one["value"] for one in body.get("examples", {}).values()]
                for example in [body["example"]] if int(status) < 400 else refused:
                    judge.validate(example)
                    seen += 1
    assert seen


# Where no operation can meet a problem: an address that knows the method does not refuse it, and so on.
NEVER_MET = {
    "v1": {ProblemCode.METHOD_NOT_ALLOWED},
    "v2": {ProblemCode.METHOD_NOT_ALLOWED},
    "rws": {ProblemCode.METHOD_NOT_ALLOWED},
}
OF_DIALECT_V1 = {
    *(ProblemCode.UNKNOWN_PARAMETERS, ProblemCode.SEARCH_TOO_LONG, ProblemCode.TOO_MANY_WORDS),
    *(ProblemCode.INVALID_ELEMENT, ProblemCode.INVALID_DATETIME, ProblemCode.REFERENCE_DIFFERS),
    *(ProblemCode.CURRENCY_UNKNOWN, ProblemCode.CURRENCY_NOT_CONFIGURED, ProblemCode.REGION_LEVEL),
    *(ProblemCode.OWN_ANCESTOR, ProblemCode.PICTURE_TOO_LARGE, ProblemCode.PICTURE_UNSUPPORTED),
    *(ProblemCode.DELETE_PROTECTED, ProblemCode.PICTURE_NOT_STORED),
}
OF_NAMED_WRITES = {
    ProblemCode.REQUEST_IN_PROGRESS,
    ProblemCode.IDEMPOTENCY_MISMATCH,
    ProblemCode.PRECONDITION_FAILED,
}


@DIALECTS
def test_every_problem_that_a_dialect_can_have_is_described_somewhere(name: str) -> None:
    told = {code for path, method, view in views(name) for code in declared_operation(view, path, method).problems}
    foreign: set[ProblemCode] = set() if name == "v1" else set(OF_DIALECT_V1)
    if name == "rws":
        foreign |= {*OF_NAMED_WRITES, ProblemCode.COUNTRY_UNKNOWN, ProblemCode.IN_USE}
    assert told == set(ProblemCode) - foreign - NEVER_MET[name]


@DIALECTS
def test_every_operation_names_its_credentials_and_its_bodies(name: str) -> None:
    schemes = {"v1": {"bearer", "basic", "session", "oauth2"}, "v2": {"bearer", "oauth2"}, "rws": {"basic"}}[name]
    assert set(description(name)["components"]["securitySchemes"]) == schemes
    media_types = {
        "v1": {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"},
        "v2": {"application/json"},
        "rws": {"application/json"},
    }[name]
    for path, _, operation in operations(name):
        named = {scheme for each in operation["security"] for scheme in each}
        asked = schemes if path.startswith(("/api", "/rws")) else {"session"} if path == "/login/ajaxSuccess" else set()
        assert named == asked, path
        assert set(operation.get("requestBody", {}).get("content", media_types)) == media_types, path


@DIALECTS
def test_every_operation_has_a_name_of_its_own(name: str) -> None:
    names = [operation["operationId"] for _, _, operation in operations(name)]
    assert len(names) == len(set(names))


@DIALECTS
def test_no_schema_stands_there_for_nothing(name: str) -> None:
    text = json.dumps(description(name))
    unused = [each for each in description(name)["components"]["schemas"] if f'/schemas/{each}"' not in text]
    assert unused == []
