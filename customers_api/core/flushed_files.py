"""Stores files so that they outlive a loss of power: the disk itself has them before anybody hears that they are there.

It knows files and folders; it must not know what is in them.
"""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class FlushedFileSystemStorage(FileSystemStorage):
    """Django's storage of files in a folder, without the seconds in which the system keeps what is new in memory only.

    The database flushes each commit. Without this, a row could outlive its file.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._known: set[Path] = set()

    def _save(self, name: str, content: Any) -> str:
        """Save a file and flush it and its new entry in its folder; then what leads to a folder that is new here."""
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        flush(path)
        flush(path.parent)
        # Another process may have made the folder a moment ago: each process makes sure of it once.
        if path.parent not in self._known:
            for folder in self._above(path.parent):
                flush(folder)
            self._known.add(path.parent)
        return saved

    def _above(self, folder: Path) -> list[Path]:
        """Return the folders above one, up to that of all files."""
        top = Path(self.location)
        return [above for above in folder.parents if above == top or top in above.parents]


def flush(path: Path) -> None:
    """Wait until the disk has what was written to a file, or which entries a folder has."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
