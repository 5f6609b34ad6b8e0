"""The document of dialect rws tells what the dialect does: every example, key, code and text."""

import json
import re
from base64 import b64encode
from pathlib import Path

import pytest

from customers.api.rws_bodies import BILLING_ADDRESS, CONTACT_TEXTS
from customers.demo.world import build_demo_world
from customers_api.api.rws import ERASED, INVALID, MISSING, TABLE
from customers_api.core.problems import ProblemCode
from tests.rws.answers import DOCUMENTED, EMPTY, OTHERS
from tests.test_docs_examples import EXAMPLE, Request, answer

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api" / "rws.md"
# Nothing is deleted here, there are no pictures, and no header asks for any of these.
NEVER = {
    ProblemCode.IN_USE,
    ProblemCode.DELETE_PROTECTED,
    ProblemCode.PICTURE_NOT_STORED,
    ProblemCode.REQUEST_IN_PROGRESS,
    ProblemCode.IDEMPOTENCY_MISMATCH,
    ProblemCode.PRECONDITION_FAILED,
}


@pytest.fixture(scope="module")
def text() -> str:
    """The document."""
    return DOCUMENT.read_text(encoding="utf-8")


def complaint(example: re.Match[str], key: str) -> str | None:
    """Run one example; return how its answer differs from the printed one, but for the moment."""
    response = Request.parse(example["command"]).send(key)
    found, printed = answer(response), json.loads(example["body"])
    if "timestamp" in printed:
        found["timestamp"] = printed["timestamp"]
    same = json.dumps(found) == json.dumps(printed) and str(response.status_code) == example["status"]
    return None if same else f"{response.status_code}: {found}"


@pytest.mark.django_db
def test_every_example_works_as_printed(text: str) -> None:
    demo = build_demo_world()
    credentials = b64encode(f"group:{demo.new_key('group')}".encode()).decode()
    text = text.replace("$RWS", "/rws/api/v1").replace("$CREDENTIALS", credentials)
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) == text.count("```sh\ncurl ") == 6
    assert {example["command"]: problem for example in examples if (problem := complaint(example, ""))} == {}


def test_every_key_is_documented_with_its_length(text: str) -> None:
    lengths = {f"contacts[].{key}": longest for key, _, longest in CONTACT_TEXTS}
    lengths |= {key: longest for key, _, longest in BILLING_ADDRESS}
    lengths |= {"name": 60, "securityQuestion": 100, "securityAnswer": 100}
    written = dict(re.findall(r"^\| `([\w.\[\]]+)` \| text, (\d+)", text, re.M))
    assert written == {key: str(longest) for key, longest in lengths.items()}
    assert set(EMPTY) - {"customerId"} <= set(re.findall(r"^\| `(\w+)` \|", text, re.M))


def test_every_error_is_documented(text: str) -> None:
    rows = re.findall(r"^\| (\d{3}) \| (?:`(\d{8})`|–) \| ([^|]+) \|", text, re.M)
    written = {code: (int(status), words) for status, code, words in rows if code}
    assert written == {**DOCUMENTED, **OTHERS}
    without_code = [row for code, row in TABLE.items() if row.code is None and code not in NEVER]
    for row in (*without_code, *MISSING.values(), *INVALID.values(), ERASED):
        assert re.sub(r"\{\w+\}", "{", row.text).split("{")[0] in text
