"""The problems of dialect rws as they are raised, one for each line of its tables: what its examples are made of."""

from customers_api.api.rws import INVALID, MISSING
from customers_api.core.drafts import not_found
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import ById
from customers_api.openapi.samples import UNKNOWN_ID, UNKNOWN_REFERENCE, Samples, samples

ACCOUNT = "organization"
SHOWN: Samples = samples(Problem(ProblemCode.INVALID_PARAMETER, "version"), not_found(ById(UNKNOWN_ID)))
WRITTEN: Samples = {
    **SHOWN,
    **samples(
        *(Problem(ProblemCode.MISSING, field) for field in MISSING),
        *(Problem.invalid(Flaw(field, FlawRule.TOO_LONG)) for field in INVALID),
        Problem.invalid(Flaw(ACCOUNT, FlawRule.BEING_ERASED)),
        Problem(ProblemCode.INVALID_TYPE, ACCOUNT),
        Problem(ProblemCode.INVALID_BOOLEAN, "is_same_address"),
        Problem(ProblemCode.LINK_NOT_FOUND, ACCOUNT, key="name", value=UNKNOWN_REFERENCE),
        Problem(ProblemCode.NOT_UNIQUE, "name"),
    ),
}
