"""The problems of a resource of dialect v1 as they are raised, made of its declaration: what examples of refusals need.

It knows the kinds of parameters, and no resource.
"""

from collections.abc import Iterator

from customers_api.api.filters import filters_of
from customers_api.api.parameters import Boolean, LinkList, LinkTo, NumericLinkTo, Parameter, Text
from customers_api.api.resources import Resource
from customers_api.core.drafts import not_found
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import ById, ByReference, Pointer
from customers_api.core.validation import limits_of
from customers_api.openapi.bodies import USE_EXTERNAL_ID
from customers_api.openapi.samples import UNKNOWN_ID, UNKNOWN_NAME, UNKNOWN_REFERENCE, Samples, samples
from customers_api.openapi.sent import never_empty, problems_of

NO_NUMBER = Problem(ProblemCode.INVALID_TYPE, "id")
NO_KEY = Problem(ProblemCode.INVALID_PARAMETER, "fields", value=UNKNOWN_NAME)


def of_list(resource: Resource) -> Samples:
    """Return what can be wrong with the query of a list."""
    return samples(
        Problem(ProblemCode.INVALID_PARAMETER, "sort", value=UNKNOWN_NAME),
        NO_KEY,
        Problem(ProblemCode.INVALID_TYPE, "max"),
        *of_filters(resource),
    )


def of_filters(resource: Resource) -> Iterator[Problem]:
    """Return what can be wrong with the filters that take something else than texts and dates."""
    for name, one in filters_of(resource.filters).items():
        if one.kind == "boolean":
            yield Problem(ProblemCode.INVALID_BOOLEAN, name)
        elif one.kind == "id":
            yield Problem(ProblemCode.INVALID_TYPE, parameter=name)


def of_show(*, by_reference: bool) -> Samples:
    """Return what can be wrong with a request for one record."""
    return samples(*of_address(by_reference=by_reference), NO_KEY)


def of_deletion(*, by_reference: bool) -> Samples:
    """Return what can be wrong with a deletion."""
    return samples(*of_address(by_reference=by_reference))


def of_write(resource: Resource, *, has_id: bool, has_references: bool) -> Samples:
    """Return what can be wrong with a write: ``has_references`` where its links are references, as its address is."""
    address = of_address(by_reference=has_references) if has_id or has_references else ()
    return samples(
        *address,
        *of_parameters(resource, by_reference=has_references),
        *of_missing(resource),
        Problem.invalid(too_long(resource)),
        Problem(ProblemCode.NOT_UNIQUE, "reference"),
        *resource.answers.refused,
    )


def of_address(*, by_reference: bool) -> tuple[Problem, ...]:
    """Return what can be wrong with the address of one record."""
    missing = not_found(unknown(by_reference=by_reference))
    return (missing,) if by_reference else (missing, NO_NUMBER)


def unknown(*, by_reference: bool) -> Pointer:
    """Return what points at no record."""
    return ByReference(UNKNOWN_REFERENCE) if by_reference else ById(UNKNOWN_ID)


def of_missing(resource: Resource) -> Iterator[Problem]:
    """Return what must be sent, or must not be cleared: the name where a record has one."""
    names = never_empty(resource)
    if names:
        yield Problem(ProblemCode.MISSING, "name" if "name" in names else names[0])


def of_parameters(resource: Resource, *, by_reference: bool) -> Iterator[Problem]:
    """Return what can be wrong with the types of parameters and with their links, once for each kind."""
    yield from wrong_type(resource)
    truth = next((one.core_name for one in resource.parameters if isinstance(one, Boolean)), USE_EXTERNAL_ID)
    yield Problem(ProblemCode.INVALID_BOOLEAN, truth)
    for links in (single_links(resource), lists(resource)):
        for one in links[:1]:
            pointer = unknown(by_reference=by_reference and not isinstance(one, NumericLinkTo))
            yield Problem(ProblemCode.LINK_NOT_FOUND, one.core_name, key=pointer.key, value=pointer.value)
    for one in lists(resource)[:1]:
        yield Problem(ProblemCode.INVALID_ELEMENT, one.core_name)


def wrong_type(resource: Resource) -> Iterator[Problem]:
    """Return the problem of a value of the wrong type: of a link or a number rather than of a text."""
    typed = [one for one in resource.parameters if ProblemCode.INVALID_TYPE in problems_of(one)]
    for one in sorted(typed, key=is_text)[:1]:
        yield Problem(ProblemCode.INVALID_TYPE, one.core_name)


def is_text(parameter: Parameter) -> bool:
    """Tell whether a parameter takes nearly everything."""
    return isinstance(parameter, Text)


def single_links(resource: Resource) -> list[LinkTo]:
    """Return the parameters that link to one record."""
    return [one for one in resource.parameters if isinstance(one, LinkTo) and not isinstance(one, LinkList)]


def lists(resource: Resource) -> list[LinkList]:
    """Return the parameters that link to several records."""
    return [one for one in resource.parameters if isinstance(one, LinkList)]


def too_long(resource: Resource) -> Flaw:
    """Return the flaw of a text that its column has no room for; references have rules of their own."""
    limits = limits_of(resource.reading.model)
    for one in resource.parameters:
        known = limits.get(one.core_name) if isinstance(one, Text) and one.core_name != "reference" else None
        if known is not None and known.longest is not None:
            return Flaw(one.core_name, FlawRule.TOO_LONG, known.longest)
    raise TypeError(f"no text of {resource.path} has a greatest length")
