"""The document of dialect v2 tells what the dialect does: every example, key, address and text."""

import re
from pathlib import Path

import pytest

from customers.api.v2_bodies import ADDRESS_TEXTS, DESCRIPTIONS, TEXTS
from customers.demo.world import build_demo_world
from customers_api.api.v2 import FORMATS, MESSAGES, NO_OBJECT, NO_TOKEN, TABLE
from customers_api.core.problems import FlawRule, ProblemCode
from tests.test_docs_examples import EXAMPLE, complaint
from tests.v2.answers import EMPTY

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api" / "v2.md"
# What no request of this dialect leads to: it has no word for what could be wrong.
NEVER = {
    ProblemCode.UNKNOWN_PARAMETERS,
    ProblemCode.SEARCH_TOO_LONG,
    ProblemCode.TOO_MANY_WORDS,
    ProblemCode.INVALID_ELEMENT,
    ProblemCode.INVALID_DATETIME,
    ProblemCode.REFERENCE_DIFFERS,
    ProblemCode.CURRENCY_UNKNOWN,
    ProblemCode.CURRENCY_NOT_CONFIGURED,
    ProblemCode.REGION_LEVEL,
    ProblemCode.OWN_ANCESTOR,
    ProblemCode.PICTURE_TOO_LARGE,
    ProblemCode.PICTURE_UNSUPPORTED,
    ProblemCode.PICTURE_NOT_STORED,
    ProblemCode.DELETE_PROTECTED,
    ProblemCode.INVALID_VALUE,
}
FLAWS = {
    FlawRule.TOO_LONG,
    FlawRule.NOT_STORABLE,
    FlawRule.TOO_SMALL,
    FlawRule.TOO_LARGE,
    FlawRule.TOO_MANY_DECIMALS,
    FlawRule.NOT_A_CHOICE,
    FlawRule.FIXED,
    FlawRule.INACTIVE,
    FlawRule.REPEATED,
}


@pytest.fixture(scope="module")
def text() -> str:
    """The document."""
    return DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_every_example_works_as_printed(text: str) -> None:
    text = text.replace("$V2", "/api/v2")
    key = build_demo_world().new_key("api")
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) == text.count("```sh") > 8
    found = {example["command"]: problem for example in examples if (problem := complaint(example, key))}
    assert found == {}


def test_every_key_is_documented_with_its_length(text: str) -> None:
    lengths = {key: longest for key, _, longest in (*ADDRESS_TEXTS, *TEXTS, *DESCRIPTIONS)}
    lengths |= {"name": 50, "contact_person.name": 50, "contact_person.email": 254}
    written = dict(re.findall(r"^\| `([\w.]+)` \| text, (\d+) \|", text, re.M))
    assert written == {key: str(longest) for key, longest in lengths.items()}
    rows = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    assert set(EMPTY) - {"id"} <= rows


def errors(text: str) -> list[tuple[int, str]]:
    """Return the rows of the error table with the names in braces taken out."""
    rows = re.findall(r"^\| (\d{3}) \| `([^`]+)` \|", text, re.M)
    return sorted((int(status), without_names(words)) for status, words in rows)


def without_names(words: str) -> str:
    return re.sub(r"\{\w+\}", "{}", words)


def test_every_error_is_documented(text: str) -> None:
    texts = [row for code, row in TABLE.items() if code not in NEVER]
    texts += [(400, NO_OBJECT), (401, NO_TOKEN)]
    texts += [(400, f"{{}}: {MESSAGES[rule]}") for rule in FLAWS]
    texts += [(400, f"{{}}: must be {words}") for words in FORMATS.values()]
    assert errors(text) == sorted({(status, without_names(words)) for status, words in texts})
