"""Knows where the files of a picture lie, and keeps them and the database telling the same story.

It must not know what is in a picture, which record it belongs to, or HTTP.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from customers_api.core.pictures import Picture, safe_name
from customers_api.core.problems import Problem, ProblemCode

PREFIXES = ("small_", "medium_")
CUSTOMER_PICTURES = "photoCustomer"
CATEGORY_PICTURES = "photoCustomerCategory"
KINDS = (CUSTOMER_PICTURES, CATEGORY_PICTURES)

# The longest path is then 60 + 40 (the token) + 21 (the kind) + 14 (milliseconds) + 80 (the name) and a few
# separators: it fits into a column of 255.
_MAX_ORGANIZATION = 60
_MAX_ATTEMPTS = 1000

_logger = logging.getLogger(__name__)


class PictureFiles:
    """The files stored for one request or batch, which stay only when it succeeds."""

    def __init__(self) -> None:
        self._stored: list[str] = []

    def store(self, picture: Picture, *, folder: str) -> str:
        """Write a picture and its copies; return the path of the picture, from which `paths_of` tells the others.

        Raise ``PICTURE_NOT_STORED`` when there is no room, or no right to write: nothing of it is left then.
        """
        now = time.time_ns() // 1_000_000
        for millis in range(now, now + _MAX_ATTEMPTS):
            path = f"{folder}/{millis}_{picture.name}"
            if self._written(dict(zip(paths_of(path), (picture.original, picture.small, picture.medium), strict=True))):
                return path
        raise FileExistsError(f"{folder} holds a {picture.name} of each millisecond from {now} on")

    @contextmanager
    def part(self) -> Iterator[None]:
        """Remove what is stored inside of the block when it raises, and nothing of what was there before.

        For an attempt that may fail while the whole goes on: the row of a batch, a creation that becomes an update.
        """
        before = len(self._stored)
        try:
            yield
        except BaseException:
            _remove(self._stored[before:])
            del self._stored[before:]
            raise

    def keep(self) -> None:
        """Keep what is stored, whatever is raised from here on."""
        self._stored.clear()

    def _written(self, contents: dict[str, bytes]) -> bool:
        """Tell whether all of them got the wanted names; when not, or when one cannot be written, none is left."""
        written: list[str] = []
        try:
            complete = all(_has_its_name(path, content, written) for path, content in contents.items())
        except OSError as error:
            _remove(written)
            _logger.exception("A picture could not be stored")
            raise Problem(ProblemCode.PICTURE_NOT_STORED, "picture") from error
        except BaseException:
            _remove(written)
            raise
        if complete:
            self._stored += written
        else:
            _remove(written)
        return complete


@contextmanager
def pictures_kept_on_success() -> Iterator[PictureFiles]:
    """Remove what is stored through the yielded object when the block raises.

    Open it outside of the transaction: what fails at COMMIT is then inside of the block too.
    """
    files = PictureFiles()
    with files.part():
        yield files


def picture_folder(organization_name: str, token: str, kind: str) -> str:
    """Return the folder of an organization's pictures of one of the `KINDS`; the token makes it impossible to guess."""
    if kind not in KINDS:
        raise ValueError(f"There are pictures of the kinds {KINDS}, not {kind!r}.")
    return f"{safe_name(organization_name, otherwise='organization', longest=_MAX_ORGANIZATION)}-{token}/{kind}"


def paths_of(path: str) -> tuple[str, ...]:
    """Return the paths of a picture and of its copies, in the order of `PREFIXES`."""
    folder, _, name = path.rpartition("/")
    return path, *(f"{folder}/{prefix}{name}" for prefix in PREFIXES)


def remove_after_commit(path: str) -> None:
    """Remove a picture and its copies once nothing in the database points to them any more."""
    transaction.on_commit(partial(_remove, paths_of(path)))


def _has_its_name(path: str, content: bytes, written: list[str]) -> bool:
    """Write one file and note it in `written`; tell whether it has the wanted name."""
    if default_storage.exists(path):
        return False
    # Before it is written: a full disk leaves the half of a file, and no answer that names it.
    written.append(path)
    # Between the question and the writing another process can have taken the name. The storage never overwrites: it
    # adds letters to a taken name, from which the names of the copies would no longer follow.
    written[-1] = default_storage.save(path, ContentFile(content))
    return written[-1] == path


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        try:
            default_storage.delete(path)
        except Exception:
            # The request is decided by now: an orphan on the disk must not turn its answer into a failure, nor hide
            # the error that led here, nor keep the other files.
            _logger.exception("The picture %s could not be removed", path)
