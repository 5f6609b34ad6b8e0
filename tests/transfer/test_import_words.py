"""Every problem of the core has words for a row of a file, and rows meet those that they can meet.

Seen to fail: with a row taken out of the table, with a new code in the core, and with a text that names a parameter
which its problem does not have.
"""

from typing import Any

from customers.models import CustomFieldTemplate, DataType
from customers.transfer.wording import NOT_OF_ROWS, TEXTS, refusals_of
from customers_api.api.v1 import MESSAGES
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from paymenttypes.models import Currency
from regions.models import Region
from tests.transfer.importing import imported
from tests.worlds import World

# What is told of each, as a column and a reason, and the cells that meet it.
MET: dict[ProblemCode, tuple[dict[str, Any], str]] = {
    ProblemCode.INVALID_TYPE: ({"creditLimit": "ten"}, "creditLimit: cannot be read as what the column holds"),
    ProblemCode.INVALID_BOOLEAN: ({"onHold": "maybe"}, "onHold: must be true or false"),
    ProblemCode.INVALID_ELEMENT: ({"paymentTypes": [7]}, "paymentTypes: must be a list of references"),
    ProblemCode.INVALID_DATETIME: (
        {"dateCreated": "yesterday\n"},
        "dateCreated: is no date as ISO 8601 writes it: yesterday\\n",
    ),
    ProblemCode.MISSING: ({"name": ""}, "name: is missing"),
    ProblemCode.LINK_NOT_FOUND: (
        {"customerSegmentationId": "none"},
        "customerSegmentationId: there is no customer segmentation with the reference none",
    ),
    ProblemCode.CURRENCY_UNKNOWN: ({"currency": "QQQ"}, "currency: there is no currency QQQ"),
    ProblemCode.CURRENCY_NOT_CONFIGURED: ({"currency": "GBP"}, "currency: the currency GBP is not configured"),
    ProblemCode.REGION_LEVEL: (
        {"regionId": "world"},
        "regionId: the region stands above the level at which customers are assigned to one",
    ),
    ProblemCode.OWN_ANCESTOR: ({"parentCustomer": "A"}, "parentCustomer: the customer would stand below itself"),
    ProblemCode.INVALID_VALUE: ({"website": "w" * 256}, "website: must not be longer than 255 characters"),
}
# What rows of a file cannot meet today, or only in a race: a reference is always free text that belongs to the row, and
# any country is taken.
TOLD: dict[ProblemCode, tuple[Problem, str]] = {
    ProblemCode.REFERENCE_DIFFERS: (
        Problem(ProblemCode.REFERENCE_DIFFERS, "reference"),
        "reference: differs from the reference of the row",
    ),
    ProblemCode.RECORD_NOT_FOUND: (
        Problem(ProblemCode.RECORD_NOT_FOUND, key="reference", value="A"),
        "there is no customer with the reference A",
    ),
    ProblemCode.COUNTRY_UNKNOWN: (
        Problem(ProblemCode.COUNTRY_UNKNOWN, "billing_country", value="Atlantis"),
        "billingCountry: there is no country Atlantis",
    ),
    ProblemCode.NOT_UNIQUE: (Problem(ProblemCode.NOT_UNIQUE, "reference"), "reference: is taken by another customer"),
    ProblemCode.UNAVAILABLE: (
        Problem(ProblemCode.UNAVAILABLE),
        "others have changed the same records at the same time again and again: import it again",
    ),
}


def one_of(problem: Problem) -> str:
    """Return what is told of a problem of row 7."""
    [refusal] = refusals_of(7, problem)
    return f"{refusal.column}: {refusal.reason}" if refusal.column else refusal.reason


def test_every_problem_has_words_or_is_none_of_a_row() -> None:
    assert TEXTS.keys() | NOT_OF_ROWS == set(ProblemCode)
    assert TEXTS.keys() & NOT_OF_ROWS == set()
    assert MET.keys() | TOLD.keys() == TEXTS.keys()


def test_rows_are_refused_in_these_words(world: World) -> None:
    Region.objects.create(organization=world.organization, reference="world", name="World", level=1)
    world.organization.region_level = 2
    world.organization.save()
    rows = [("A", {"name": "A", **cells}) for cells, _ in MET.values()]
    told = [f"row {number}, {text}" for number, (_, text) in enumerate(MET.values(), 1)]
    assert imported(world, *rows)[1] == sorted(told, key=lambda line: int(line.split()[1].strip(",")))


def test_the_others_are_told_in_these_words() -> None:
    assert {code: one_of(problem) for code, (problem, _) in TOLD.items()} == {
        code: text for code, (_, text) in TOLD.items()
    }


def test_what_no_row_meets_is_told_by_its_name() -> None:
    for code in NOT_OF_ROWS:
        assert one_of(Problem(code)) == f"cannot be written ({code.value})"


def test_every_flaw_of_a_value_has_words() -> None:
    for rule in FlawRule:
        limit = 3
        assert one_of(Problem.invalid(Flaw("due_days", rule, limit))) == (
            f"dueDateConfigNumber: {MESSAGES[rule].format(limit=limit)}"
        )


def test_places_inside_of_a_cell_are_told_with_the_reason(world: World) -> None:
    template = CustomFieldTemplate.objects.create(organization=world.organization, name="Standard")
    template.fields.create(organization=world.organization, name="Employees", data_type=DataType.NUMBER, order=1)
    rows: list[dict[str, Any]] = [
        {"contacts": [{"firstName": "A"}, {"lastName": "B" * 300}]},
        {"contacts": [{"nickname": "A"}]},
        {"customFields": {"template": "Standard", "fields": {"Employees": "many"}}},
        {"customFields": {"template": "Standard", "fields": {"Age": 7}}},
        {"customFields": {"template": "None"}},
    ]
    assert imported(world, *((f"R{n}", {"name": "R", **cells}) for n, cells in enumerate(rows)))[1] == [
        "row 1, contacts: contacts[1].lastName: must not be longer than 255 characters",
        "row 2, contacts: contacts[0].nickname: cannot be read as what the column holds",
        "row 3, customFields: customFields.Employees: must be written as number",
        "row 4, customFields: customFields.Age: there is no custom field with the name Age",
        "row 5, customFields: there is no template of custom fields with the name None",
    ]


def test_a_configured_currency_is_taken(world: World) -> None:
    Currency.objects.create(
        organization=world.organization, reference="USD", name="Dollar", symbol="$", digits=2, exchange_rate=1
    )
    assert imported(world, ("A", {"name": "A", "currency": "usd"}))[1] == []
