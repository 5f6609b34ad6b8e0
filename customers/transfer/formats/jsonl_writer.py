"""Writes JSONL: each row an object with all of its columns; it knows no column."""

from collections.abc import Iterable, Sequence

from customers_api.api.rendering import dump_json


class JsonlWriter:
    """Makes rows into bytes."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def add(self, rows: Iterable[Sequence[object]]) -> bytes:
        """Return the next rows."""
        return b"".join(dump_json(dict(zip(self._names, row, strict=True))) + b"\n" for row in rows)

    def finish(self) -> bytes:
        """Return what is left: nothing."""
        return b""

    def close(self) -> None:
        """Let go of what was begun: nothing."""
