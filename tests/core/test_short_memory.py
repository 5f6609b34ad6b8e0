"""A value that was read a moment ago is not read again, and none counts longer than it may.

Seen to fail: with the time taken after the value was read, and with "nothing" kept as a value.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from customers_api.core import short_memory
from customers_api.core.short_memory import ShortMemory
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now


@dataclass
class Source:
    """What is read, how long that takes, and how often it was done."""

    clock: Clock
    values: dict[str, str] = field(default_factory=dict)
    takes: float = 0.0
    reads: int = 0

    def read(self, key: str) -> Callable[[], str | None]:
        def read() -> str | None:
            self.reads += 1
            value = self.values.get(key)
            self.clock.now += self.takes
            return value

        return read


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(short_memory, "time", clock)
    return clock


@pytest.fixture
def source(clock: Clock) -> Source:
    return Source(clock, {"a": "first"})


def test_what_was_read_a_moment_ago_is_not_read_again(clock: Clock, source: Source) -> None:
    memory: ShortMemory[str] = ShortMemory(seconds=0.5, largest=10)
    assert [memory.recall("a", source.read("a")) for _ in range(3)] == ["first"] * 3
    source.values["a"] = "second"
    clock.now += 0.49
    assert (memory.recall("a", source.read("a")), source.reads) == ("first", 1)
    clock.now += 0.01
    assert (memory.recall("a", source.read("a")), source.reads) == ("second", 2)


def test_the_time_begins_before_the_value_is_asked_for(clock: Clock, source: Source) -> None:
    memory: ShortMemory[str] = ShortMemory(seconds=0.5, largest=10)
    source.takes = 0.4
    assert memory.recall("a", source.read("a")) == "first"
    source.values["a"] = "second"
    clock.now += 0.1
    assert memory.recall("a", source.read("a")) == "second"


def test_that_there_is_none_is_asked_each_time(source: Source) -> None:
    memory: ShortMemory[str] = ShortMemory(seconds=0.5, largest=10)
    assert memory.recall("b", source.read("b")) is None
    source.values["b"] = "made meanwhile"
    assert memory.recall("b", source.read("b")) == "made meanwhile"


def test_what_cannot_be_read_is_not_remembered(source: Source) -> None:
    memory: ShortMemory[str] = ShortMemory(seconds=0.5, largest=10)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", lambda: str(1 // 0))
    assert memory.recall("a", source.read("a")) == "first"


def test_values_are_kept_apart_and_there_are_never_more_than_it_may_hold(source: Source) -> None:
    memory: ShortMemory[str] = ShortMemory(seconds=0.5, largest=3)
    source.values = {str(number): f"value {number}" for number in range(10)}
    for key, value in source.values.items():
        assert memory.recall(key, source.read(key)) == value
        assert len(memory) <= 3
    assert (memory.recall("9", source.read("9")), source.reads) == ("value 9", 10)
    memory.forget()
    assert (memory.recall("9", source.read("9")), source.reads) == ("value 9", 11)
