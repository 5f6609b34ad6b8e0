"""The examples end with a line that says what to set, and send nothing, where the environment holds what is no setting.

Seen to fail: with clients that stop at the attempt whose number is that of ATTEMPTS, which 0 and words never have.
"""

import os
import subprocess

import pytest

from tests.examples.gate import CLOSED, HUNG_UP, WORDLESS, Gate, gate_before
from tests.examples.test_examples import EXAMPLES, NEEDED, PROGRAMS, demand
from tests.live.serving import ON_SQLITE

pytestmark = ON_SQLITE

# No server stands behind the gate: nothing passes it.
NOWHERE = 9
WRONG: dict[str, list[str | None]] = {
    "ATTEMPTS": ["0", "-1", "1.5", "abc", "1000", " 1"],
    "TIMEOUT": ["0", "0.000", "-1", "abc", "1e3", "0.0001", "10000", "inf", "nan"],
    "BASE": [None, "", "127.0.0.1:8000/api/v1.0", "http://"],
    "KEY": [None, "", "ck_…", "ck_any "],
}
TOLD = {
    "ATTEMPTS": "Set ATTEMPTS to a whole number from 1 to 999.\n",
    "TIMEOUT": "Set TIMEOUT to a number of seconds from 0.001 to 9999.999.\n",
    "BASE": "Set BASE to the address of dialect v1, such as http://127.0.0.1:8000/api/v1.0.\n",
    "KEY": "Set KEY to an API key: ASCII without blanks.\n",
}


@pytest.fixture(params=PROGRAMS)
def name(request: pytest.FixtureRequest) -> str:
    """Each of the examples that can be run here."""
    chosen: str = request.param
    demand(*NEEDED.get(chosen, ()))
    return chosen


def run(name: str, settings: dict[str, str | None]) -> "subprocess.CompletedProcess[str]":
    """Run an example with some settings, those of None left out."""
    given = {variable: value for variable, value in settings.items() if value is not None}
    variables = {"PATH": os.environ["PATH"], **given}
    command = [PROGRAMS[name], str(EXAMPLES / name)]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)


def tried_with(name: str, **settings: str | None) -> "tuple[subprocess.CompletedProcess[str], Gate]":
    """Run an example against a server that refuses everything; return what it did, and what came to the server."""
    with gate_before(NOWHERE, (HUNG_UP, CLOSED)) as (base, gate):
        return run(name, {"BASE": f"{base}/api/v1.0", "KEY": "ck_any", **settings}), gate


@pytest.mark.parametrize(
    ("variable", "value"), [(variable, value) for variable, values in WRONG.items() for value in values]
)
def test_an_example_says_what_to_set_and_sends_nothing(name: str, variable: str, value: str | None) -> None:
    done, gate = tried_with(name, **{variable: value})
    assert (done.returncode, done.stdout, done.stderr, gate.seen) == (1, "", TOLD[variable], [])


@pytest.mark.parametrize(("attempts", "requests"), [("1", 1), ("2", 2), ("999", 2), ("", 2), (None, 2)])
def test_an_example_makes_as_many_attempts_as_it_was_told_to(name: str, attempts: str | None, requests: int) -> None:
    done, gate = tried_with(name, ATTEMPTS=attempts)
    assert (done.returncode, done.stdout, len(gate.seen)) == (1, "", requests)


@pytest.mark.parametrize("seconds", ["2", "9.5", "4.001", "9999.999", "0010", "", None])
def test_an_example_takes_seconds_with_up_to_three_decimals(name: str, seconds: str | None) -> None:
    done, gate = tried_with(name, TIMEOUT=seconds)
    assert (done.returncode, done.stderr[:20]) == (1, "refused: 503 no_code")
    assert len(gate.seen) == 2


def test_a_refusal_without_a_word_is_told_by_its_status(name: str) -> None:
    with gate_before(NOWHERE, (WORDLESS,)) as (base, _):
        done = run(name, {"BASE": f"{base}/api/v1.0", "KEY": "ck_any"})
    assert (done.returncode, done.stdout, done.stderr.rstrip()) == (1, "", "refused: 403 no_code")


def test_where_nobody_listens_an_example_says_so_in_one_line(name: str) -> None:
    done = run(name, {"BASE": "http://127.0.0.1:1/api/v1.0", "KEY": "ck_any", "ATTEMPTS": "2", "TIMEOUT": "5"})
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("no whole answer within 5 seconds: ")
