"""Tells people at a terminal how an import goes on: a bar, the first refused rows and, in a file, all of them.

It knows streams and a file. It must not know what is imported, nor why a row is refused.
"""

import os
import sys
from collections.abc import Sequence
from typing import Protocol

from tqdm import tqdm

from customers.transfer.outcomes import Counts, Listener, Refusal
from customers.transfer.report import Report
from customers_api.core.interruptions import PatientInterruption

SHOWN = 20
BAR = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}]{postfix}"


class Stream(Protocol):
    """Standard output or standard error, as commands have them."""

    def write(self, line: str) -> object:
        """Write a line."""

    def flush(self) -> object:
        """Hand over what was written."""

    def isatty(self) -> bool:
        """Tell whether somebody looks at it."""

    def fileno(self) -> int:
        """Return the number by which the system knows it."""


class Progress(Protocol):
    """How far a file was read, in bytes; not of every file one knows how many there are."""

    @property
    def size(self) -> int | None:
        """All bytes."""

    @property
    def position(self) -> int:
        """Those that were read."""


def say(stream: Stream, line: str) -> bool:
    """Write a line; tell whether anybody could hear it. A reader who went away is no reason to stop."""
    try:
        stream.write(line)
        stream.flush()
    except BrokenPipeError:
        turn_off(stream)
        return False
    return True


def turn_off(stream: Stream) -> None:
    """Let what is left in the buffer go nowhere: Python would complain in the end if nobody took it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Teller(Listener):
    """Shows progress, and writes refusals to the report; ``last`` are those of the last refused row."""

    def __init__(self, hints: Stream, progress: Progress, report: Report | None) -> None:
        # Behind a batch: in the midst of one, nobody could tell what is kept.
        self.interruption = PatientInterruption()
        self.hints = hints
        self.progress = progress
        self.report = report
        self.counts = Counts()
        self.last: Sequence[Refusal] = ()
        self.has_waited = False
        is_seen = hints.isatty()
        layout = BAR if progress.size is not None else None
        self.bar = tqdm(
            total=progress.size, unit="B", unit_scale=True, bar_format=layout, disable=not is_seen, file=sys.stderr
        )

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Write down what is wrong with a row."""
        self.last = refusals
        if self.report is not None:
            self.report.add(refusals)

    def counted(self, counts: Counts) -> None:
        """Remember the numbers, and move the bar."""
        self.counts = counts.copy()
        self.bar.set_postfix_str(str(counts), refresh=False)
        self.bar.update(self.progress.position - self.bar.n)
        self.interruption.obey()

    def waiting(self) -> None:
        """Say why nothing happens, once."""
        if not self.has_waited:
            self.has_waited = True
            self.hint("Another import into the organization is running: this one waits until it may go on.")
        self.interruption.obey()

    def hint(self, line: str) -> None:
        """Write a line above the bar."""
        self.bar.clear()
        say(self.hints, line)
        self.bar.refresh()

    def close(self) -> None:
        """Leave the bar as it is."""
        self.bar.close()


class ListingTeller(Teller):
    """Lists the first refused rows too, where others follow."""

    def __init__(self, hints: Stream, progress: Progress, report: Report | None) -> None:
        super().__init__(hints, progress, report)
        self.listed = 0

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Write down what is wrong with a row, and show it."""
        super().refused(refusals)
        self.listed += 1
        if self.listed <= SHOWN:
            for refusal in refusals:
                self.hint(str(refusal))
        elif self.listed == SHOWN + 1:
            self.hint("More rows are refused; --report FILE names them all.")
