"""Knows how a program hears that it shall end: by Ctrl-C, or as systems ask for it.

It must not know what the program does, nor what is said in the end.
"""

import signal
from threading import current_thread, main_thread
from typing import Any, Self

# What systems add to the number of the signal that has ended a program.
ENDED_BY_SIGNAL = 128


class InterruptionError(BaseException):
    """Somebody wants an end; ``number`` is the signal. Like ``KeyboardInterrupt`` it is no error of the work."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def status(self) -> int:
        """The status with which the program ends."""
        return ENDED_BY_SIGNAL + self.number


class Interruption:
    """Hears Ctrl-C and ``SIGTERM``, and ends at once what is done inside of it. Only a main thread hears signals."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in self.SIGNALS if current_thread() is main_thread() else ():
            self.before[number] = signal.signal(number, self.hear)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def hear(self, number: int, _: object) -> None:
        """End the work."""
        raise InterruptionError(number)


class PatientInterruption(Interruption):
    """Lets the work end where it asks whether it shall; the second signal ends it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.number: int | None = None

    def hear(self, number: int, _: object) -> None:
        """Remember that somebody wants an end."""
        if self.number is not None:
            raise InterruptionError(number)
        self.number = number

    def obey(self) -> None:
        """End the work if somebody wants that."""
        if self.number is not None:
            raise InterruptionError(self.number)
