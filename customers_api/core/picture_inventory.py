"""Holds the files of pictures against the rows that name them, for any number of both in little memory.

It knows folders and paths. It must not know which records have pictures, nor who asks.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.core.files.storage import default_storage

from customers_api.core.picture_files import KINDS, PREFIXES, paths_of

# What the service itself has written; whatever else lies there is somebody else's business.
NAME = re.compile(rf"(?:{'|'.join(PREFIXES)})?(?P<original>[0-9]{{1,20}}_.+)")
BATCH = 500


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the service has written."""

    path: str
    original: str
    token: str
    modified: float


class NamedPaths:
    """The paths that rows name, in a file of its own that goes with the process: there may be millions."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE named (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, paths: Iterable[str]) -> None:
        """Keep some paths."""
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR IGNORE INTO named VALUES (?)", ((path,) for path in paths))
        self._database.execute("COMMIT")

    def __contains__(self, path: str) -> bool:
        return self._database.execute("SELECT 1 FROM named WHERE path = ?", [path]).fetchone() is not None

    def close(self) -> None:
        """Give the file back."""
        self._database.close()


def stored_files() -> Iterator[StoredFile]:
    """Yield all files of pictures, folder by folder."""
    root = Path(default_storage.path(""))
    for folder in names_in(root, os.DirEntry.is_dir):
        for kind in KINDS:
            yield from files_of(root, f"{folder}/{kind}", token=folder.rpartition("-")[2])


def files_of(root: Path, folder: str, *, token: str) -> Iterator[StoredFile]:
    """Yield the files of pictures in one folder."""
    for name in names_in(root / folder, os.DirEntry.is_file):
        match = NAME.fullmatch(name)
        modified = modified_at(root / folder / name) if match else None
        if match and modified is not None:
            yield StoredFile(f"{folder}/{name}", f"{folder}/{match['original']}", token, modified)


def names_in(folder: Path, is_wanted: Callable[..., bool]) -> Iterator[str]:
    """Yield the names of the wanted entries of a folder, one by one; links are followed nowhere."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        yield from (entry.name for entry in entries if is_wanted(entry, follow_symlinks=False))


def modified_at(path: Path) -> float | None:
    """Return when a file was written, or ``None`` when it has gone since its name was read."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def orphans(named: NamedPaths, *, before: float, count: Callable[[], None]) -> Iterator[list[StoredFile]]:
    """Yield, in batches, the files written before a moment that no row names; ``count`` is called for each file."""

    def unnamed() -> Iterator[StoredFile]:
        for file in stored_files():
            count()
            if file.modified < before and file.original not in named:
                yield file

    found = unnamed()
    while batch := list(islice(found, BATCH)):
        yield batch


def missing_files(path: str) -> list[str]:
    """Return which files of a picture are not there."""
    return [name for name in paths_of(path) if not default_storage.exists(name)]
