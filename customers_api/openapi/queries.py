"""The query parameters of a resource's lists in dialect v1; read from its filters and keys. It knows no resource."""

from collections.abc import Iterator

from django.conf import settings

from customers_api.api.filters import RawFilter, filters_of
from customers_api.api.listing import LARGEST_NUMBER, ORDERS
from customers_api.api.notes import Schema
from customers_api.api.resources import Resource
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_text

# By what a filter says of itself: its schema, an example, what it does, what can be wrong with it.
Kind = tuple[Schema, object, str, tuple[ProblemCode, ...]]

# Of one character in an address: four bytes of three characters each.
LONGEST_ENCODED = 12
# Offsets as clients write them, too: `+0200` and `+02`.
ANY_OFFSET = schemas.text(40, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[ +-]\d\d(?::?[0-5]\d)?)$")
# What a filter by a date compares, by the end of its name.
MOMENTS = {
    "gt": "Later than this moment.",
    "gte": "At this moment or later.",
    "lt": "Earlier than this moment.",
    "lte": "At this moment or earlier.",
}
ANY_CASE = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in ORDERS)
ORDER = {
    **schemas.either(schemas.one_of(ORDERS), schemas.text(len("desc"), pattern=f"^(?:{ANY_CASE})$")),
    "default": "asc",
}


def kinds() -> dict[str, Kind]:
    """Return what each kind of filter takes; the lengths are settings."""
    # Whole values are as long as an address has room for; patterns and words are bounded together, over all of them.
    whole, search = schemas.text(settings.MAX_URL_LENGTH // LONGEST_ENCODED), schemas.text(settings.MAX_SEARCH_LENGTH)
    most = f"; at most {settings.MAX_SEARCH_LENGTH} characters of all such patterns and of `q` together"
    words = f"Each of these words, at most {settings.MAX_SEARCH_WORDS} of them, somewhere in the record."
    return {
        "date": (
            schemas.either(schemas.moment(), ANY_OFFSET),
            schemas.MOMENT_EXAMPLE,
            "",
            (ProblemCode.INVALID_DATETIME,),
        ),
        "wildcard": (
            whole,
            "*a*",
            f"The whole text, case ignored; `*` is any run of characters{most}.",
            (ProblemCode.SEARCH_TOO_LONG,),
        ),
        "words": (search, "hudson", words, (ProblemCode.SEARCH_TOO_LONG, ProblemCode.TOO_MANY_WORDS)),
        "boolean": (or_text(schemas.truth()), True, "`true` or `false`, in any case.", (ProblemCode.INVALID_BOOLEAN,)),
        "id": (schemas.identity(), 3, "An id; what stands below it is included.", (ProblemCode.INVALID_TYPE,)),
    }


def filter_parameters(resource: Resource) -> Iterator[Schema]:
    """Return the filters of a list."""
    known = kinds()
    for name, one in filters_of(resource.filters).items():
        schema, example, about, _ = known[one.kind]
        about = about or MOMENTS[name.rpartition("_")[2]]
        yield schemas.parameter("query", name, schema, resource.notes.examples.get(name, example), about)


def filter_problems(resource: Resource) -> Iterator[ProblemCode]:
    """Return what can be wrong with the filters of a list."""
    known = kinds()
    for one in filters_of(resource.filters).values():
        yield from known[kind_of(one)][3]


def kind_of(one: RawFilter) -> str:
    """Return what a filter says of itself."""
    return one.kind


def fields_parameter(resource: Resource) -> Schema:
    """Return the parameter that chooses keys: a text, since many generators repeat a list instead of joining it."""
    names = [key.name for key in resource.reading.keys]
    one = f"(?:{'|'.join(names)})"
    about = "Answer only these keys, separated by commas, in the order of the documents."
    example = ",".join(names[:3])
    # Each key twice: who asks for one again is not turned away.
    longest = 2 * sum(len(name) + 1 for name in names)
    schema = schemas.text(longest, 1, pattern=f"^{one}(?:,{one})*$")
    return schemas.parameter("query", "fields", schema, example, about)


def list_parameters(resource: Resource) -> list[Schema]:
    """Return all parameters of a list: paging, order, keys and filters."""
    sorts = [key.name for key in resource.reading.keys if key.sort is not None]
    most = f"Records on a page; more than {settings.MAX_PAGE_SIZE} is served as {settings.MAX_PAGE_SIZE}."
    size = schemas.whole(1, LARGEST_NUMBER, default=settings.PAGE_SIZE)
    offset = schemas.whole(0, LARGEST_NUMBER, default=0)
    return [
        schemas.parameter("query", "max", size, 20, most),
        schemas.parameter("query", "offset", offset, 0, "Records to skip; a larger number is read as the largest."),
        schemas.parameter(
            "query",
            "sort",
            schemas.one_of(sorts, default="dateCreated"),
            "dateCreated",
            "The key to sort by; then `id`.",
        ),
        schemas.parameter("query", "order", ORDER, "desc", "The direction, in any case."),
        fields_parameter(resource),
        *filter_parameters(resource),
    ]
