"""The examples wait no longer than docs/examples.md says for a server that takes a request in and says nothing.

Seen to fail: with a client that waits for each byte anew, as httpx does by itself, and with one that looks at the clock
only while the body comes.
"""

import time
from itertools import pairwise

import pytest

from tests.examples.gate import CLOSED, DRIPPED, HEAD_DRIPPED, SILENT, Gate, gate_before
from tests.examples.test_examples import NEEDED, PROGRAMS, demand, run
from tests.live.serving import ON_SQLITE

pytestmark = ON_SQLITE

# No server stands behind the gate: nothing passes it.
NOWHERE = 9
# In seconds, for one attempt: even Node on a busy machine has sent its request by then.
TIMEOUT = 0.6
LONG = 10
SLOW = [SILENT, DRIPPED, HEAD_DRIPPED]


@pytest.fixture(params=PROGRAMS)
def name(request: pytest.FixtureRequest) -> str:
    """Each of the examples that can be run here."""
    chosen: str = request.param
    demand(*NEEDED.get(chosen, ()))
    return chosen


@pytest.mark.parametrize("attempts", [1, 2])
@pytest.mark.parametrize("trouble", SLOW)
def test_an_example_gives_up_after_as_many_attempts_as_it_was_told(name: str, trouble: str, attempts: int) -> None:
    with gate_before(NOWHERE, (trouble,) * 3) as (base, gate):
        began = time.monotonic()
        done = run(name, base, "ck_any", TIMEOUT=str(TIMEOUT), ATTEMPTS=str(attempts))
        assert time.monotonic() - began < LONG * attempts
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"no whole answer within {TIMEOUT} seconds: ")
    assert_sent_again_in_time(gate, attempts)


@pytest.mark.parametrize("trouble", SLOW)
def test_after_no_answer_the_same_write_is_sent_again_and_the_next_answer_counts(name: str, trouble: str) -> None:
    with gate_before(NOWHERE, (trouble, CLOSED)) as (base, gate):
        done = run(name, base, "ck_any", TIMEOUT=str(TIMEOUT))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("refused: 503 no_code ")
    assert_sent_again_in_time(gate, 2)


def assert_sent_again_in_time(gate: Gate, requests: int) -> None:
    """Demand so many requests of one write, each after the time of the one before it, and not long after."""
    assert len(gate.seen) == requests
    assert len({seen.key for seen in gate.seen}) == 1
    waited = [later.moment - earlier.moment for earlier, later in pairwise(gate.seen)]
    assert [TIMEOUT <= each < LONG for each in waited] == [True] * (requests - 1)
