"""What the description says of dialect v2, read from the tables that bodies are decoded by and answers made of."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from customers.api import v2_answers, v2_samples
from customers.api.v2_bodies import CustomerWords
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
# Which part of a list the examples of its answers show.
PART = {"company": 1, "limit": 1}
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
WORDS = CustomerWords()


def limit(default: int) -> Schema:
    """Return the parameter for the size of a page."""
    about = f"The size of a page; more than {settings.MAX_PAGE_SIZE} is served as {settings.MAX_PAGE_SIZE}."
    return schemas.parameter("query", "limit", schemas.whole(1, LARGEST_NUMBER, default=default), 20, about)


def page_headers(tag: str, total: int) -> dict[str, Schema]:
    """Return the headers of a page; their examples are those of the part that the example of the answer shows."""
    following = urlencode({**PART, "offset": PART["limit"]})
    link = f'<http://127.0.0.1:8000/api/v2/{tag}?{following}>; rel="next"'
    return {
        "X-Total-Count": {
            "description": "How many there are in all.",
            "schema": schemas.whole(0, 2**63 - 1),
            "example": total,
        },
        "Link": {
            "description": "The addresses of the pages beside this one, as far as they are there.",
            "schema": {"type": "string"},
            **({"example": link} if total > PART["limit"] else {}),
        },
    }


def paged(name: str, tag: str, page_size: int, *, first: object, total: int) -> Mapping[str, Operation]:
    """Return a list of a company's records, with pages; the example shows the ``first`` of so many."""
    about = f"The records; the example is the answer to `?{urlencode(PART)}`."
    return {
        "get": Operation(
            id=f"list{ANSWERS[name]}",
            summary=f"List {tag} records",
            tag=tag,
            parameters=(COMPANY, limit(page_size), OFFSET),
            replies={200: Reply(about, schemas.array(schemas.named(name)), page_headers(tag, total), [first])},
            problems=(*ASKED, *LIST_PROBLEMS),
            components=COMPONENTS,
            words=WORDS,
            samples=v2_samples.LISTED,
        )
    }


def listed(name: str, tag: str, about: str, *first: object) -> Mapping[str, Operation]:
    """Return a list that comes whole; the example shows what stands first in it."""
    return {
        "get": Operation(
            id=f"list{ANSWERS[name]}",
            summary=f"List {tag} records",
            tag=tag,
            replies={200: Reply(about, schemas.array(schemas.named(name)), example=list(first))},
            problems=ASKED,
            components=COMPONENTS,
        )
    }


def shown(name: str, tag: str, example: Mapping[str, Any], *, is_tagged: bool) -> Operation:
    """Return what shows one record; look-ups that no row stands behind have no tag."""
    told = headers.ETAG if is_tagged else {}
    unchanged = {304: Reply(headers.NOT_MODIFIED, headers=headers.ETAG)} if is_tagged else {}
    return Operation(
        id=f"show{name}",
        summary=f"Show a {tag} record",
        tag=tag,
        parameters=({**ID, "example": example["id"]}, *((headers.UNLESS_KNOWN,) if is_tagged else ())),
        replies={200: Reply("The record.", schemas.named(name), told, example), **unchanged},
        problems=(*ASKED, *UNKNOWN),
        components=COMPONENTS,
        samples=v2_samples.SHOWN,
    )


def written(
    id: str,  # noqa: A002
    summary: str,
    status: int,
    schema: str,
    *,
    sent: object,
    answer: object,
    **more: Any,
) -> Operation:
    """Return a write with a body: ``sent`` and ``answer`` are its examples."""
    told = {**headers.ETAG, **headers.REPLAYED}
    return Operation(
        id=id,
        summary=summary,
        tag="customer",
        replies={status: Reply("The customer.", schemas.named("Customer"), told, answer)},
        bodies={JSON: Body(schemas.named(schema), sent)},
        components=COMPONENTS,
        words=WORDS,
        **more,
    )


CUSTOMERS = {
    **paged("Customer", "customer", settings.PAGE_SIZE, first=v2_answers.MARIES_JEWELRY, total=32),
    "post": written(
        "createCustomer",
        "Create a customer",
        201,
        CREATED,
        parameters=headers.SAFE_CREATION,
        problems=BODY_PROBLEMS,
        samples=v2_samples.CREATED,
        sent=BODY_EXAMPLE,
        answer=v2_answers.COMPTOIR,
    ),
}
CUSTOMER = {
    "get": shown("Customer", "customer", v2_answers.MARIES_JEWELRY, is_tagged=True),
    "put": written(
        "replaceCustomer",
        "Replace a customer: what is left out is cleared",
        200,
        REPLACED,
        parameters=(ID, *headers.SAFE_WRITES),
        problems=(*BODY_PROBLEMS, *UNKNOWN),
        samples=v2_samples.REPLACED,
        sent=v2_answers.MARIES_JEWELRY_SENT,
        answer=v2_answers.MARIES_JEWELRY,
    ),
    "delete": Operation(
        id="deleteCustomer",
        summary="Delete a customer with its contacts",
        tag="customer",
        parameters=({**ID, "example": v2_answers.DELETED_ID}, *headers.SAFE_WRITES),
        replies={200: Reply("It is deleted.", schemas.record({}, maxProperties=0), headers.REPLAYED, {})},
        problems=(*WRITTEN, *UNKNOWN, ProblemCode.IN_USE),
        words=WORDS,
        samples=v2_samples.SHOWN,
    ),
}
COMPANIES = listed("Company", "company", "All of them.", v2_answers.COMPANY)
COUNTRIES = listed(
    "Country", "country", "All of them, by name; the example ends after the first two.", *v2_answers.FIRST_COUNTRIES
)
CATEGORIES = paged("Category", "category", settings.MAX_PAGE_SIZE, first=v2_answers.ROOT, total=3)
TEMPLATES = paged("Template", "custom-field-template", settings.MAX_PAGE_SIZE, first=v2_answers.TEMPLATE, total=1)
COMPANY_SHOWN = {"get": shown("Company", "company", v2_answers.COMPANY, is_tagged=False)}
COUNTRY_SHOWN = {"get": shown("Country", "country", v2_answers.FRANCE, is_tagged=False)}
CATEGORY_SHOWN = {"get": shown("Category", "category", v2_answers.JEWELRY, is_tagged=True)}
TEMPLATE_SHOWN = {"get": shown("Template", "custom-field-template", v2_answers.TEMPLATE, is_tagged=True)}
