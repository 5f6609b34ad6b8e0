"""The problems of dialect v2 as they are raised, by the core's names: what its examples of refusals are made of."""

from customers.api.v2_bodies import LONGEST_NAME
from customers_api.api.v2_values import wrong_type
from customers_api.core.drafts import not_found
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import ById
from customers_api.openapi.samples import UNKNOWN_ID, Samples, samples

COMPANY = "organization"
NO_COMPANY = Problem(ProblemCode.MISSING, COMPANY)
NO_RECORD = not_found(ById(UNKNOWN_ID))


def unknown(field: str) -> Problem:
    """Return the problem of a link to nothing."""
    return Problem(ProblemCode.LINK_NOT_FOUND, field, key="id", value=UNKNOWN_ID)


LISTED: Samples = samples(
    NO_COMPANY,
    wrong_type(COMPANY, "integer"),
    wrong_type("limit", "integer"),
    unknown(COMPANY),
)
SHOWN: Samples = samples(NO_RECORD)
# What can be wrong with a body, whether it creates or replaces.
IN_BODY = (
    NO_RECORD,
    Problem(ProblemCode.MISSING, "name"),
    Problem(ProblemCode.MISSING, "contacts[0].email"),
    Problem(ProblemCode.MISSING, "template"),
    wrong_type("name", "string"),
    wrong_type("category", "integer"),
    wrong_type("contacts", "object"),
    unknown(COMPANY),
    unknown("category"),
    unknown("template"),
    Problem.invalid(Flaw("name", FlawRule.TOO_LONG, LONGEST_NAME)),
    Problem.invalid(Flaw("contacts[0].email", FlawRule.BAD_FORMAT, "email")),
    Problem.invalid(Flaw("nda_signed_date", FlawRule.BAD_FORMAT, "date")),
    Problem.invalid(Flaw("template.fields[0].value", FlawRule.TOO_MANY_DECIMALS, 2)),
    Problem(ProblemCode.INVALID_BOOLEAN, "nda_signed"),
    Problem(ProblemCode.COUNTRY_UNKNOWN, "billing_country", value=UNKNOWN_ID),
    Problem(ProblemCode.NOT_UNIQUE, "name"),
)
CREATED: Samples = samples(NO_COMPANY, *IN_BODY)
REPLACED: Samples = samples(*IN_BODY, Problem.invalid(Flaw(COMPANY, FlawRule.FIXED)))
