"""Examples of refusals are whole answers in the words of the dialect: all that can be wrong, and nothing else.

Seen to fail: with a sample left out, with one of another code, and with one that says `{key}`.
"""

import re
from collections.abc import Iterator
from typing import Any

from customers_api.api import rws, v1, v2
from customers_api.core.problems import Problem, ProblemCode
from customers_api.openapi.auto import declared_operation
from customers_api.openapi.samples import common_samples
from organizations.idempotency import WAIT_SECONDS
from tests.marks import NO_DATABASE
from tests.openapi.examples import DIALECTS, operations, refusals, resolved, views

pytestmark = NO_DATABASE

# The name of the example, its status, its code in the dialect, its text with what is filled in left open.
Line = tuple[str, int, str, str]
BLANK = re.compile(r"\\{\w+\\}")
NUMBER = re.compile(r"_[0-9]+$")


def v1_lines(code: ProblemCode) -> Iterator[Line]:
    row = v1.TABLE[code]
    yield code.value, row.status, row.code, row.text


def v2_lines(code: ProblemCode) -> Iterator[Line]:
    status, text = v2.TABLE[code]
    further = {ProblemCode.NO_CREDENTIALS: v2.NO_TOKEN, ProblemCode.MALFORMED_BODY: v2.NO_OBJECT}
    for one in (text, *((further[code],) if code in further else ())):
        yield code.value, status, "", one


def rws_lines(code: ProblemCode) -> Iterator[Line]:
    rows = {
        ProblemCode.NO_CREDENTIALS: (rws.NO_CREDENTIALS, rws.TABLE[code]),
        ProblemCode.MALFORMED_BODY: (rws.NO_DETAILS, rws.UNREADABLE),
        ProblemCode.INVALID_PARAMETER: (rws.BAD_VERSION,),
        ProblemCode.MISSING: tuple(rws.MISSING.values()),
        ProblemCode.INVALID_VALUE: (*rws.INVALID.values(), rws.ERASED),
        ProblemCode.INVALID_TYPE: (rws.BAD_ACCOUNT,),
    }.get(code, (rws.TABLE[code],))
    for row in rows:
        yield row.code or code.value, row.status, row.code or "", row.text


LINES = {"v1": v1_lines, "v2": v2_lines, "rws": rws_lines}


def told(key: str, status: int, body: dict[str, Any]) -> Line:
    """Return an example as a line; the second of its kind is called `…_2`."""
    text = body.get("error_description") or body.get("detail") or body["errorMessage"]
    return NUMBER.sub("", key), status, body.get("error") or body.get("errorCode") or "", text


def fits(example: Line, line: Line) -> bool:
    """Tell whether an example is a line with its blanks filled in."""
    return example[:3] == line[:3] and re.fullmatch(BLANK.sub(".+", re.escape(line[3])), example[3]) is not None


@DIALECTS
def test_every_problem_of_every_operation_is_among_its_answers_in_the_words_of_the_dialect(name: str) -> None:
    described = {(path, method): operation for path, method, operation in operations(name)}
    for path, method, view in views(name):
        operation = described[path, method]
        lines = {line for code in declared_operation(view, path, method).problems for line in LINES[name](code)}
        examples = {told(key, status, body) for status, key, body in refusals(name, operation)}
        assert [one for one in examples if not any(fits(one, line) for line in lines)] == [], (method, path)
        assert [line for line in lines if not any(fits(one, line) for one in examples)] == [], (method, path)
        assert "500" in operation["responses"], (method, path)
        assert not operation.get("requestBody") or "415" in operation["responses"], (method, path)


def texts(value: Any) -> Iterator[str]:
    """Return all texts of an example."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
    else:
        yield str(value)


@DIALECTS
def test_nothing_is_left_to_be_filled_in(name: str) -> None:
    found = [
        text for _, _, operation in operations(name) for _, _, body in refusals(name, operation) for text in texts(body)
    ]
    assert found
    assert [text for text in found if re.search(r"[{}]|None|\s\s|\s$", text)] == []


def test_what_is_wrong_with_a_value_is_told_of_a_parameter_of_the_request() -> None:
    messages = [re.compile(BLANK.sub(".+", re.escape(text))) for text in v1.MESSAGES.values()]
    seen = 0
    for path, method, operation in operations("v1"):
        for _, _, body in refusals("v1", operation):
            for detail in body.get("details", ()):
                seen += 1
                known = resolved("v1", operation["requestBody"]["content"]["application/json"]["schema"])["properties"]
                assert detail["parameter"] in known, (method, path)
                assert any(message.fullmatch(detail["message"]) for message in messages), (method, path)
    assert seen


def test_each_header_of_a_refusal_is_the_one_that_comes_with_its_first_example() -> None:
    known = {code: problems[0] for code, problems in common_samples().items()}
    for dialect, status, code in (
        (v1.V1_DIALECT, 429, ProblemCode.THROTTLED),
        (v1.V1_DIALECT, 409, ProblemCode.REQUEST_IN_PROGRESS),
        (v1.V1_DIALECT, 401, ProblemCode.NO_CREDENTIALS),
        (v2.V2_DIALECT, 503, ProblemCode.UNAVAILABLE),
        (rws.RWS_DIALECT, 401, ProblemCode.NO_CREDENTIALS),
    ):
        path = {"v1": "/api/v1.0/customers", "v2": "/api/v2/customer", "rws": "/rws/api/v1/customers"}[dialect.name]
        [operation] = [one for each, method, one in operations(dialect.name) if (each, method) == (path, "post")]
        headers = resolved(dialect.name, operation["responses"][str(status)])["headers"]
        answer = dialect.answer(known[code])
        assert {name: str(one["example"]) for name, one in headers.items()} == answer.headers


def test_who_repeats_a_running_request_is_asked_to_wait_as_long_as_in_the_example() -> None:
    [problem] = common_samples()[ProblemCode.REQUEST_IN_PROGRESS]
    assert problem.params == Problem(ProblemCode.REQUEST_IN_PROGRESS, wait=WAIT_SECONDS).params
