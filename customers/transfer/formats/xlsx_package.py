"""The parts of a workbook: a ZIP archive that a stranger has made; it knows no cell."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from customers.transfer.errors import FileError
from customers.transfer.formats.xml_parts import Attributes, elements

# What all parts together may unpack to, in bytes: twice of what a sheet with all of its rows was seen to need.
LARGEST = 8 << 30
# Those beside the sheet and its strings are read into memory.
LARGEST_SMALL_PART = 16 << 20
MOST_PARTS = 10_000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED_FLAG = 1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Workbook:
    """Where the parts of a workbook lie, and from when it counts its days."""

    sheet: str
    strings: str | None
    styles: str | None
    counts_from_1904: bool = False


class Part:
    """A part of an archive that is read; what is wrong with its packing is told like all else."""

    def __init__(self, opened: IO[bytes]) -> None:
        self._opened = opened

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        try:
            return self._opened.read(size)
        except BROKEN as error:
            raise damaged(error) from error


@dataclass
class Package:
    """An open archive."""

    archive: zipfile.ZipFile
    sizes: Mapping[str, int] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Open a part."""
        try:
            opened = self.archive.open(name)
        except KeyError as error:
            raise FileError(f"the workbook is damaged: its part {name} is missing") from error
        except BROKEN as error:
            raise damaged(error) from error
        with opened:
            yield Part(opened)

    def small(self, name: str) -> list[tuple[str, Attributes]]:
        """Return the elements of a part that is small in every workbook."""
        if self.sizes.get(name, 0) > LARGEST_SMALL_PART:
            raise FileError(f"the workbook's part {name} is larger than {LARGEST_SMALL_PART >> 20} MiB")
        with self.part(name) as part:
            return list(elements(part))


def open_package(stream: BinaryIO, largest: int = LARGEST) -> Package:
    """Open an archive, or raise ``FileError`` when it is none, or none that should be read."""
    start = stream.read(len(OLD_WORKBOOK))
    stream.seek(0)
    if start == OLD_WORKBOOK:
        raise FileError("the file is an old or an encrypted workbook: save it as XLSX without a password")
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise FileError("the file is no XLSX workbook") from error
    parts = archive.infolist()
    check_parts(parts, largest)
    return Package(archive, {part.filename: part.file_size for part in parts})


def check_parts(parts: list[zipfile.ZipInfo], largest: int) -> None:
    """Refuse an archive by its list of parts; no part can be read beyond the size that it has there."""
    if len(parts) > MOST_PARTS:
        raise FileError("the file is no XLSX workbook: it has too many parts")
    if sum(part.file_size for part in parts) > largest:
        raise FileError(f"the workbook unpacks to more than {largest >> 20:,} MiB")
    for part in parts:
        if part.flag_bits & ENCRYPTED_FLAG:
            raise FileError("the workbook is encrypted: save it without a password")
        if part.compress_type not in METHODS:
            raise FileError("the file is no XLSX workbook: its parts are packed in another way")
        if posixpath.basename(part.filename).lower() == "vbaproject.bin":
            raise FileError("the workbook has macros: save it as XLSX, which has none")


def find_workbook(package: Package) -> Workbook:
    """Return where the first sheet lies, and what its cells need."""
    path = next((path for kind, path in relations(package, "").values() if kind == "officeDocument"), "")
    if not path.endswith(".xml"):
        raise FileError("the file is no XLSX workbook")
    related = relations(package, path)
    parts = dict(related.values())
    content = package.small(path)
    sheets = [related.get(attributes.get("id", ""), ("", "")) for name, attributes in content if name == "sheet"]
    sheet = next((name for kind, name in sheets if kind == "worksheet"), None)
    if sheet is None:
        raise FileError("the workbook has no sheet")
    settings = next((attributes for name, attributes in content if name == "workbookPr"), {})
    counts_from_1904 = settings.get("date1904") in {"1", "true"}
    return Workbook(sheet, parts.get("sharedStrings"), parts.get("styles"), counts_from_1904)


def relations(package: Package, owner: str) -> dict[str, tuple[str, str]]:
    """Return the parts that one refers to: kind and path, by the name of the relation."""
    folder, base = posixpath.split(owner)
    found = {}
    for name, attributes in package.small(posixpath.join(folder, "_rels", f"{base}.rels")):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (posixpath.basename(attributes.get("Type", "")), path)
    return found


def damaged(error: BaseException) -> FileError:
    """Return what is said of an archive that cannot be unpacked."""
    return FileError(f"the workbook is damaged: {error}")
