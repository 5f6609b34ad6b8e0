"""Holds answers against the documents: status and words of errors, keys of successes, and that it is JSON.

It knows which problems which kind of operation may meet; it must not know how a request was made.
"""

import json
from collections.abc import Mapping
from typing import Any

from tests.torture.generator_documents import Error, errors_of, messages, printed_keys
from tests.torture.generator_operations import Target

ALWAYS = {"no_credentials", "not_acceptable", "bad_host", "path_not_found", "url_too_long", "too_many_parameters"}
BODY = {"unsupported_media_type", "body_too_large", "malformed_body"}
WRITE = {*ALWAYS, "access_denied", "precondition_failed", "request_in_progress", "idempotency_mismatch",
         # An idempotency key that is none.
         "invalid_parameter"}  # fmt: skip
SAVE = {*WRITE, *BODY, "invalid_type", "invalid_boolean", "missing", "not_unique", "invalid_value"}
PICTURE = {"picture_too_large", "picture_unsupported"}
# By the names of docs/errors.md: which problems an operation of dialect v1 may meet, whatever the resource.
V1_KINDS: Mapping[str, set[str]] = {
    "list": {*ALWAYS, "unknown_parameters", "invalid_parameter", "invalid_type", "invalid_boolean", "invalid_datetime",
             "search_too_long", "too_many_words"},
    "retrieve": {*ALWAYS, "invalid_type", "invalid_parameter", "record_not_found", "precondition_failed"},
    "create": SAVE,
    "update": {*SAVE, "record_not_found"},
    "upsert": {*SAVE, "reference_differs"},
    "destroy": {*WRITE, "invalid_type", "record_not_found", "in_use"},
}  # fmt: skip
# What is added for writes to one resource, and for its deletion.
V1_RESOURCES: Mapping[str, set[str]] = {
    "customers": {"invalid_element", "link_not_found", "country_unknown", "currency_unknown", "currency_not_configured",
                  "region_level", "own_ancestor", *PICTURE},
    "customerCategories": {"link_not_found", *PICTURE},
    "regions": {"link_not_found"},
    "contacts": {"link_not_found"},
}  # fmt: skip
PROTECTED = {"customerCategories", "paymentTypes", "currencies"}
STATUSES: Mapping[tuple[str, str], set[int]] = {
    ("v2", "get"): {400, 401},
    ("v2", "get one"): {400, 401, 404},
    ("v2", "post"): {400, 401, 412, 415},
    ("v2", "put one"): {400, 401, 404, 412, 415},
    ("v2", "delete one"): {400, 401, 404, 412},
    ("rws", "get one"): {400, 401, 404, 406},
    ("rws", "post"): {400, 401, 404, 406, 415},
    ("rws", "put one"): {400, 401, 404, 406, 415},
}
SUCCESSES: Mapping[str, set[int]] = {"create": {201}, "upsert": {200, 201}}
PAGING = ("total", "max", "offset", "previous", "next")
DELETED = {"success": "true", "success_description": "Instance deleted successfully"}
V2_KEYS = {
    "customer": "contact_person",
    "category": "name",
    "country": "alpha2",
    "company": "name",
    "custom-field-template": "is_active",
}
CLOSED = 500


def complaints(target: Target, method: str, path: str, answer: Any) -> list[str]:
    """Return what is wrong with an answer; nothing where the documents have it so."""
    status, content = answer.status_code, answer.content
    if status == 304 or method == "HEAD":
        allowed = status == 304 and target.method == "GET" and "ETag" in answer.headers
        return ["a body"] if content else [] if allowed or status in known_statuses(target) else [f"status {status}"]
    if answer.headers.get("Content-Type") != "application/json":
        return [f"content type {answer.headers.get('Content-Type')}"]
    body = json.loads(content)
    if status >= CLOSED:
        return [f"status {status}"]
    if status < 300:
        return wrong_success(target, status, path, body, answer.headers)
    return [] if is_documented(target, status, body) else ["an error that no document knows"]


def known_statuses(target: Target) -> set[int]:
    """Return the statuses of an operation."""
    errors = [error for error in errors_of(target.dialect) if may_meet(target, error)]
    return successes(target) | {error.status for error in errors}


def successes(target: Target) -> set[int]:
    """Return the statuses of a success."""
    if target.dialect == "v2":
        return {201} if target.method == "POST" else {200}
    return SUCCESSES.get(target.kind.split(" ")[0], {200})


def may_meet(target: Target, error: Error) -> bool:
    """Tell whether an error is one that the operation may be answered with."""
    if target.dialect != "v1":
        return error.status in STATUSES[target.dialect, target.kind]
    kind = target.kind.split(" ")[0]
    allowed = V1_KINDS[kind]
    if kind in {"create", "update", "upsert"}:
        allowed = allowed | V1_RESOURCES.get(target.group, set())
    return error.problem in allowed or (
        kind == "destroy" and error.problem == "delete_protected" and target.group in PROTECTED
    )


def is_documented(target: Target, status: int, body: Any) -> bool:
    """Tell whether an error has the form, the status, the code and the words of a documented one."""
    code_key, text_key = {
        "v1": ("error", "error_description"),
        "v2": ("", "detail"),
        "rws": ("errorCode", "errorMessage"),
    }[target.dialect]
    text, code = body.get(text_key), body.get(code_key)
    fitting = [
        error for error in errors_of(target.dialect) if error.fits(status, code, text) and may_meet(target, error)
    ]
    keys = (
        [key for key in ("error", text_key) if key in body]
        if target.dialect == "v1"
        else [text_key, *([code_key] if code else [])]
    )
    if body.get("error") == "save_failed":
        keys.append("details")
        found = body.get("details", [])
        if not found or not all(
            list(item) == ["parameter", "message"] and is_message(item["message"]) for item in found
        ):
            return False
    return bool(fitting) and list(body) == keys


def is_message(text: str) -> bool:
    """Tell whether a detail is in the documents' words."""
    return any(message.fullmatch(text) for message in messages())


def wrong_success(target: Target, status: int, path: str, body: Any, headers: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a success."""
    wrong = [] if status in successes(target) else [f"status {status}"]
    if ("X-Upsert-Result" in headers) != ("by reference" in target.kind and target.method in {"POST", "PUT", "PATCH"}):
        wrong.append("X-Upsert-Result")
    shape = {"v1": v1_shape, "v2": v2_shape, "rws": rws_shape}[target.dialect]
    return wrong + ([] if shape(target, path, body) else ["other keys than the documented ones"])


def v1_shape(target: Target, path: str, body: Any) -> bool:
    """Tell whether an answer of dialect v1 has its keys, in order; with ``fields`` some of them."""
    assert target.resource is not None
    if target.kind.startswith("destroy"):
        return bool(body == DELETED)
    if target.kind == "list" and (tuple(body) != ("paging", "data") or tuple(body["paging"]) != PAGING):
        return False
    keys = [key.name for key in target.resource.reading.keys]
    rows = body["data"] if target.kind == "list" else [body]
    if "fields=" in path and target.method == "GET":
        return all(list(row) == [key for key in keys if key in row] and row for row in rows)
    return all(list(row) == keys for row in rows)


def v2_shape(target: Target, path: str, body: Any) -> bool:
    """Tell whether an answer of dialect v2 has the printed keys, in order."""
    if target.method == "DELETE":
        return bool(body == {})
    keys = (
        ("id", "name") if target.group in {"category", "company"} else printed_keys("api/v2.md", V2_KEYS[target.group])
    )
    return all(tuple(row) == keys for row in (body if target.kind == "get" else [body]))


def rws_shape(target: Target, path: str, body: Any) -> bool:
    """Tell whether an answer of dialect rws has the printed keys, in order."""
    return tuple(body) == printed_keys("api/rws.md", "securityAnswer" if target.method == "GET" else "timestamp")
