"""What the description says of dialect v2, read from the tables that bodies are decoded by and answers made of."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from customers.api.v2_notes import ANSWERS, BODY_EXAMPLE, COMPONENTS, CREATED, REPLACED
from customers_api.api.listing import LARGEST_NUMBER
from customers_api.api.notes import Schema
from customers_api.core.problems import ProblemCode
from customers_api.openapi import headers, schemas
from customers_api.openapi.operations import JSON, Body, Operation, Reply
from customers_api.openapi.problems import ASKED, WRITTEN, WRITTEN_WITH_BODY

ID = schemas.parameter("path", "id", schemas.identity(), 256, "The service's own number.")
COMPANY = schemas.parameter(
    "query", "company", schemas.identity(), 1, "The id of a company that the caller may act for.", required=True
)
OFFSET = schemas.parameter(
    "query",
    "offset",
    schemas.whole(0, LARGEST_NUMBER, default=0),
    0,
    "How many to skip; a larger number is read as the largest.",
)
PAGE_HEADERS: dict[str, Schema] = {
    "X-Total-Count": {
        "description": "How many there are in all.",
        "schema": schemas.whole(0, 2**63 - 1),
        "example": 32,
    },
    "Link": {
        "description": "The addresses of the pages beside this one, as far as they are there.",
        "schema": {"type": "string"},
        "example": '<http://127.0.0.1:8000/api/v2/customer?company=1&limit=100&offset=100>; rel="next"',
    },
}
LIST_PROBLEMS = (ProblemCode.MISSING, ProblemCode.INVALID_TYPE, ProblemCode.LINK_NOT_FOUND)
BODY_PROBLEMS = (
    *WRITTEN_WITH_BODY,
    *LIST_PROBLEMS,
    ProblemCode.INVALID_VALUE,
    ProblemCode.INVALID_BOOLEAN,
    ProblemCode.COUNTRY_UNKNOWN,
    ProblemCode.NOT_UNIQUE,
)
UNKNOWN = (ProblemCode.RECORD_NOT_FOUND, ProblemCode.PATH_NOT_FOUND)


def limit(default: int) -> Schema:
    """Return the parameter for the size of a page."""
    about = f"The size of a page; more than {settings.MAX_PAGE_SIZE} is served as {settings.MAX_PAGE_SIZE}."
    return schemas.parameter("query", "limit", schemas.whole(1, LARGEST_NUMBER, default=default), 20, about)


def listed(name: str, tag: str, *parameters: Schema) -> Mapping[str, Operation]:
    """Return a list: of a company's records, with pages, where it has parameters; else it comes whole."""
    schema = schemas.array(schemas.named(name))
    reply = Reply("The records.", schema, PAGE_HEADERS if parameters else {})
    return {
        "get": Operation(
            id=f"list{ANSWERS[name]}",
            summary=f"List {tag} records",
            tag=tag,
            parameters=parameters,
            replies={200: reply},
            problems=(*ASKED, *(LIST_PROBLEMS if parameters else ())),
            components=COMPONENTS,
        )
    }


def shown(name: str, tag: str, example: int, *, is_tagged: bool) -> Operation:
    """Return what shows one record; look-ups that no row stands behind have no tag."""
    told = headers.ETAG if is_tagged else {}
    unchanged = {304: Reply(headers.NOT_MODIFIED, headers=headers.ETAG)} if is_tagged else {}
    return Operation(
        id=f"show{name}",
        summary=f"Show a {tag} record",
        tag=tag,
        parameters=({**ID, "example": example}, *((headers.UNLESS_KNOWN,) if is_tagged else ())),
        replies={200: Reply("The record.", schemas.named(name), told), **unchanged},
        problems=(*ASKED, *UNKNOWN),
        components=COMPONENTS,
    )


def written(id: str, summary: str, status: int, schema: str, **more: Any) -> Operation:  # noqa: A002
    """Return a write with a body."""
    return Operation(
        id=id,
        summary=summary,
        tag="customer",
        replies={status: Reply("The customer.", schemas.named("Customer"), {**headers.ETAG, **headers.REPLAYED})},
        bodies={JSON: Body(schemas.named(schema), BODY_EXAMPLE)},
        components=COMPONENTS,
        **more,
    )


CUSTOMERS = {
    **listed("Customer", "customer", COMPANY, limit(settings.PAGE_SIZE), OFFSET),
    "post": written(
        "createCustomer", "Create a customer", 201, CREATED, parameters=headers.SAFE_CREATION, problems=BODY_PROBLEMS
    ),
}
CUSTOMER = {
    "get": shown("Customer", "customer", 256, is_tagged=True),
    "put": written(
        "replaceCustomer",
        "Replace a customer: what is left out is cleared",
        200,
        REPLACED,
        parameters=(ID, *headers.SAFE_WRITES),
        problems=(*BODY_PROBLEMS, *UNKNOWN),
    ),
    "delete": Operation(
        id="deleteCustomer",
        summary="Delete a customer with its contacts",
        tag="customer",
        parameters=(ID, *headers.SAFE_WRITES),
        replies={200: Reply("It is deleted.", schemas.record({}, maxProperties=0), headers.REPLAYED)},
        problems=(*WRITTEN, *UNKNOWN, ProblemCode.IN_USE),
    ),
}
COMPANIES = listed("Company", "company")
COUNTRIES = listed("Country", "country")
CATEGORIES = listed("Category", "category", COMPANY, limit(settings.MAX_PAGE_SIZE), OFFSET)
TEMPLATES = listed("Template", "custom-field-template", COMPANY, limit(settings.MAX_PAGE_SIZE), OFFSET)
COMPANY_SHOWN = {"get": shown("Company", "company", 1, is_tagged=False)}
COUNTRY_SHOWN = {"get": shown("Country", "country", 250, is_tagged=False)}
CATEGORY_SHOWN = {"get": shown("Category", "category", 2, is_tagged=True)}
TEMPLATE_SHOWN = {"get": shown("Template", "custom-field-template", 1, is_tagged=True)}
