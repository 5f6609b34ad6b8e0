"""Keeps the threads of a process that serves on one processor; it knows threads and processors, and no request.

Threads of Python take turns with one lock. To hand it to a thread on another processor, which has to be woken there,
costs as much as half of a single record: on one processor a process answers half as many more of them. What works
without the lock (pictures, passwords) goes wherever there is room, and a processor that others need is left to them.
"""

import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger("customers_api.processors")

# How often it is looked at who uses the processor, and for how long it is left alone when others need it; seconds.
LOOK, REST = 2.0, 30.0
# A processor is crowded that has no time left, where others had this part of it and this process at least that one:
# whoever has nothing to do is in nobody's way. What passes soon is borne: so many looks in a row must say so.
FULL, OTHERS, OWN = 0.9, 0.3, 0.2
LOOKS = 3
THREADS = Path("/proc/self/task")
STATISTICS = Path("/proc/stat")
IDLE_COLUMNS = {3, 4}
# A name that the kernel keeps as long as its owner lives, and gives to one process alone; it is no file.
CLAIM = "\0customers_api processor {}"


@dataclass(frozen=True, slots=True)
class Use:
    """Seconds that a processor was busy, and that this process was busy on any, since some moment."""

    busy: float
    own: float
    moment: float

    def is_crowded_since(self, before: "Use") -> bool:
        """Tell whether others and this process both have needed the processor since another look at it."""
        passed = self.moment - before.moment
        busy, own = self.busy - before.busy, self.own - before.own
        return busy > FULL * passed and busy - own > OTHERS * passed and own > OWN * passed


def use_of(processor: int) -> Use:
    """Look at a processor."""
    [line] = [line for line in STATISTICS.read_text().splitlines() if line.startswith(f"cpu{processor} ")]
    # The two columns at the end are part of the first two.
    ticks = [int(column) for column in line.split()[1:9]]
    busy = sum(count for column, count in enumerate(ticks) if column not in IDLE_COLUMNS)
    return Use(busy / os.sysconf("SC_CLK_TCK"), time.process_time(), time.monotonic())


class Place:
    """Where the threads of this process run: on a processor of its own, or on all that it may use."""

    def __init__(self, look: Callable[[int], Use] = use_of) -> None:
        self.look = look
        self.allowed = os.sched_getaffinity(0)
        self.processor: int | None = None
        self._claim: socket.socket | None = None
        self._elsewhere: set[int] = set()
        self._last: Use | None = None
        self._crowded = 0
        self._rests_until = 0.0

    def settle(self) -> None:
        """Take a processor that no process of this machine has taken; where there is none, stay on all."""
        for processor in random.sample(sorted(self.allowed), len(self.allowed)):
            use, claim = self.look(processor), claimed(processor)
            if claim is not None:
                self.processor, self._claim, self._last = processor, claim, use
                self.move({processor})
                return

    def leave(self) -> None:
        """Go back to all processors for a while."""
        if self._claim is not None:
            self._claim.close()
        self.processor = self._claim = None
        self._crowded = 0
        self._rests_until = time.monotonic() + REST
        self.move(self.allowed)

    def check(self) -> None:
        """Leave a processor that others need; settle again after a rest."""
        if self.processor is None:
            if time.monotonic() >= self._rests_until:
                self.settle()
            else:
                self.move(self.allowed)
            return
        before, self._last = self._last, self.look(self.processor)
        is_crowded = before is not None and self._last.is_crowded_since(before)
        self._crowded = self._crowded + 1 if is_crowded else 0
        if self._crowded == LOOKS:
            logger.info("Processor %d is needed by others: this process runs on all for a while.", self.processor)
            self.leave()
        else:
            # Threads that began in between have come from one that was elsewhere.
            self.move({self.processor})

    def move(self, processors: set[int]) -> None:
        """Let all threads run on these processors alone."""
        for folder in THREADS.iterdir():
            thread = int(folder.name)
            if thread not in self._elsewhere:
                # It may have ended since.
                with suppress(ProcessLookupError):
                    os.sched_setaffinity(thread, processors)

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """Let this thread run on all processors for a while."""
        thread = threading.get_native_id()
        self._elsewhere.add(thread)
        os.sched_setaffinity(thread, self.allowed)
        try:
            yield
        finally:
            self._elsewhere.discard(thread)
            processor = self.processor
            if processor is not None:
                os.sched_setaffinity(thread, {processor})


def claimed(processor: int) -> socket.socket | None:
    """Return what holds the claim to a processor, or ``None`` where somebody else has it."""
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        claim.bind(CLAIM.format(processor))
    except OSError:
        claim.close()
        return None
    return claim


_place: Place | None = None


def stay_on_one() -> None:
    """Keep this process on one processor from now on, on systems that can; for a process that serves."""
    global _place  # noqa: PLW0603 (a process has one place)
    try:
        place = Place()
        place.check()
    except (AttributeError, OSError, ValueError) as error:
        # No Linux, or one that forbids it or says nothing: then it is as it is everywhere.
        logger.debug("This process runs on all processors: %s", error)
        return
    _place = place
    threading.Thread(target=keep, args=(place,), name="processors", daemon=True).start()


def keep(place: Place) -> None:
    """Look after a place for ever."""
    while True:
        time.sleep(LOOK)
        place.check()


@contextmanager
def anywhere() -> Iterator[None]:
    """Let what needs a processor and not the interpreter's lock run on any; its threads hold up no request."""
    if _place is None:
        yield
        return
    with _place.elsewhere():
        yield
