"""Writes a file that is there as a whole or not at all; it knows nothing of what is in it."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from customers_api.core.flushed_files import flush


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written; it takes the place of the one that was there once all of it is on the disk.

    Nobody reads half of it, and what was there stays when writing fails. A device or a pipe is written to as it is.
    """
    if not is_replaced(path):
        with path.open("wb") as stream:
            yield stream
        return
    # Whoever named a link meant the file behind it.
    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as stream:
            if target.exists():
                # Who may read it is for its owner to say, and was said.
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            yield stream
        flush(part)
        os.replace(part, target)  # noqa: PTH105 - the same as Path.replace, which reads like a change of the text
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    flush(target.parent)


def is_replaced(path: Path) -> bool:
    """Tell whether a path is that of a file, there or to be, and not of a device or a pipe."""
    return path.is_file() or not path.exists()
