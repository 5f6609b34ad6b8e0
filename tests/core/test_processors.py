"""A process that serves keeps to one processor, leaves it to others who need it, and works elsewhere where it can.

Seen to fail: with the claims left out, two processes took one processor; with the affinity of the first thread set
alone, those that were there before stayed everywhere.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from customers_api.core import processors
from customers_api.core.processors import Place, Use, anywhere
from tests.marks import NO_DATABASE

TWO = sorted(os.sched_getaffinity(0))[:2] if hasattr(os, "sched_getaffinity") else []
pytestmark = [NO_DATABASE, pytest.mark.skipif(len(TWO) < 2, reason="One processor, or a system that names none")]

# Claims are seen by all processes of the machine, and so by other tests: these have names of their own.
PROCESS = """
import os, sys, threading
from customers_api.core import processors
processors.CLAIM = "\\0test " + sys.argv[1] + " {}"
os.sched_setaffinity(0, {int(name) for name in sys.argv[2].split(",")})
ends = threading.Event()
threading.Thread(target=ends.wait).start()
processors.stay_on_one()
threading.Thread(target=ends.wait).start()
names = os.listdir("/proc/self/task")
print(*{tuple(sorted(os.sched_getaffinity(int(name)))) for name in names if int(name)}, len(names), flush=True)
sys.stdin.read()
ends.set()
"""


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Return a place whose processor is used as the test says, on two processors."""
    before = os.sched_getaffinity(0)
    monkeypatch.setattr(processors, "CLAIM", f"\0test {os.getpid()} {{}}")
    os.sched_setaffinity(0, set(TWO))
    made = Place(lambda processor: Use(0.0, 0.0, 0.0))
    yield made
    made.allowed = before
    made.leave()


def settled(count: int) -> list[str]:
    """Start so many processes one after the other; return what each says of its threads."""
    name = f"{os.getpid()}"
    command = [sys.executable, "-c", PROCESS, name, ",".join(map(str, TWO))]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    said = [process.stdout.readline().strip() for process in started if process.stdout is not None]
    for process in started:
        process.communicate("")
    return sorted(said)


def test_each_process_takes_a_processor_of_its_own_with_all_its_threads_and_later_ones_share_all() -> None:
    first, second = TWO
    assert settled(3) == sorted([f"({first},) 4", f"({second},) 4", f"({first}, {second}) 4"])


def test_what_a_process_had_is_free_when_it_ends() -> None:
    assert [len(settled(2)) for _ in range(3)] == [2, 2, 2]
    assert "," not in "".join(line.replace(",)", ")") for line in settled(2))


def test_a_processor_that_others_need_is_left_for_a_while(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("customers_api.core.processors.time.monotonic", lambda: now[0])
    crowded = [Use(2.0 * look, 1.0 * look, 2.0 * look) for look in range(6)]
    uses = [*crowded[:3], Use(6.0, 4.0, 6.0), *(Use(use.busy + 6, use.own + 4, use.moment + 6) for use in crowded[1:4])]
    place.look = lambda processor: uses.pop(0)
    place.check()
    settled_on = os.sched_getaffinity(0)
    for _ in range(5):
        # Crowded twice, not crowded, crowded twice: that passes.
        place.check()
        assert (len(settled_on), os.sched_getaffinity(0)) == (1, settled_on)
    place.check()
    assert os.sched_getaffinity(0) == set(TWO)
    now[0] += processors.REST - 1
    place.check()
    assert os.sched_getaffinity(0) == set(TWO)
    now[0] += 1
    uses.append(Use(9.0, 9.0, 9.0))
    place.check()
    assert len(os.sched_getaffinity(0)) == 1


@pytest.mark.parametrize(
    ("busy", "own", "expected"),
    [
        (2.0, 2.0, "ours"),
        (2.0, 1.5, "ours"),
        (2.0, 1.3, "crowded"),
        (2.0, 0.5, "crowded"),
        # Whoever has nothing to do is in nobody's way.
        (2.0, 0.3, "ours"),
        (2.0, 0.0, "ours"),
        (1.7, 0.0, "ours"),
        (0.1, 0.1, "ours"),
        # Threads of ours that work elsewhere count too: then there is more of us than of the processor.
        (2.0, 6.0, "ours"),
    ],
)
def test_others_need_a_processor_that_has_no_time_left_and_of_which_they_had_a_third(
    busy: float, own: float, expected: str
) -> None:
    is_crowded = Use(10 + busy, 5 + own, 102.0).is_crowded_since(Use(10.0, 5.0, 100.0))
    assert is_crowded is (expected == "crowded")


def fail_anywhere(place: Place) -> None:
    """Look at the place while this thread is elsewhere, and fail."""
    with anywhere():
        inside = os.sched_getaffinity(0)
        place.check()
        assert os.sched_getaffinity(0) == inside == set(TWO)
        raise ZeroDivisionError


def test_what_needs_no_lock_runs_anywhere_and_its_thread_comes_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processors, "_place", place)
    place.check()
    home = os.sched_getaffinity(0)
    other = threading.Thread(target=lambda: seen.append(os.sched_getaffinity(0)))
    seen: list[set[int]] = []
    with pytest.raises(ZeroDivisionError):
        fail_anywhere(place)
    other.start()
    other.join()
    assert (os.sched_getaffinity(0), seen, len(home)) == (home, [home], 1)


def test_a_process_that_does_not_serve_stays_where_it_is() -> None:
    before = os.sched_getaffinity(0)
    with anywhere():
        assert os.sched_getaffinity(0) == before
    assert processors._place is None


def test_a_system_that_tells_nothing_of_its_processors_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(processor: int) -> Use:
        raise PermissionError(13, "/proc/stat")

    monkeypatch.setattr(processors, "CLAIM", f"\0test {os.getpid()} {{}}")
    monkeypatch.setattr(Place.__init__, "__defaults__", (refuse,))
    before = os.sched_getaffinity(0)
    processors.stay_on_one()
    assert (processors._place, os.sched_getaffinity(0)) == (None, before)


def test_the_use_of_a_processor_is_read_from_the_system() -> None:
    before = processors.use_of(TWO[0])
    sum(range(3_000_000))
    after = processors.use_of(TWO[0])
    assert after.own > before.own
    assert after.busy >= before.busy > 0
