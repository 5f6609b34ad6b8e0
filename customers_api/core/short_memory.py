"""What was read a moment ago and may be answered once more without asking; it knows the clock, and no value.

A value counts for a short while from the moment before it was asked for. So whatever changes it is seen when that
while is over, in every process, and nobody has to tell the others.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class ShortMemory(Generic[V]):
    """Values by key, each for ``seconds``, at most about ``largest`` of them; many threads may use it at once."""

    def __init__(self, *, seconds: float, largest: int) -> None:
        self.seconds = seconds
        self._largest = largest
        self._values: dict[str, tuple[float, V]] = {}

    def __len__(self) -> int:
        return len(self._values)

    def recall(self, key: str, read: Callable[[], V | None]) -> V | None:
        """Return the value of a key, read anew where it was not read a moment ago; that there is none is not kept."""
        # Before it is read: what is committed while it is being read may be missing from it.
        now = time.monotonic()
        until, known = self._values.get(key, (now, None))
        if now < until:
            return known
        value = read()
        if value is not None:
            self._keep(key, now + self.seconds, value)
        return value

    def forget(self) -> None:
        """Forget all values."""
        self._values.clear()

    def _keep(self, key: str, until: float, value: V) -> None:
        if len(self._values) >= self._largest and key not in self._values:
            # To look for the oldest would cost more than to read some of them again.
            self._values.clear()
        self._values[key] = (until, value)
