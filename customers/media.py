"""Puts the files of pictures and the rows that name them right after a crash; it knows no HTTP and no output.

It reads the rows of every organization: a file that no row names tells nobody to whom it belongs.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from django.core.files.storage import default_storage

from customers.models import Category, Customer
from customers_api.core.picture_inventory import NamedPaths, StoredFile, missing_files, orphans
from organizations.models import Organization

MODELS = (Customer, Category)
CHUNK = 1000


@dataclass(slots=True)
class Findings:
    """What was found, in numbers."""

    files: int = 0
    orphans: int = 0
    removed: int = 0
    rows: int = 0
    missing: int = 0

    def __str__(self) -> str:
        return (
            f"files: {self.files}, orphans: {self.orphans}, removed: {self.removed}, "
            f"rows: {self.rows}, missing: {self.missing}"
        )


class MediaCheck:
    """One look at all files and all rows; ``say`` is told of each finding in a line."""

    def __init__(self, *, before: float, say: Callable[[str], object]) -> None:
        self.before = before
        self.say = say
        self.findings = Findings()

    def look(self) -> Findings:
        """Find, and change nothing."""
        for batch in self.found_orphans():
            for file in batch:
                self.say(f"orphan: {file.path}")
        return self.findings

    def look_and_remove(self) -> Findings:
        """Find, and remove files that no row names, but those of organizations that this database does not know."""
        for batch in self.found_orphans():
            known = known_tokens({file.token for file in batch})
            for file in batch:
                if file.token in known:
                    self.remove(file)
                else:
                    self.say(f"kept: {file.path} (no organization of this database has this folder)")
        return self.findings

    def remove(self, file: StoredFile) -> None:
        """Remove a file."""
        try:
            default_storage.delete(file.path)
        except OSError as error:
            self.say(f"kept: {file.path} ({error.strerror})")
        else:
            self.findings.removed += 1
            self.say(f"removed: {file.path}")

    def found_orphans(self) -> Iterator[list[StoredFile]]:
        """Go through the rows, then yield the files that none of them names.

        In this order: a file that is stored meanwhile is younger than the rows, and too young to be looked at. A
        transaction may have taken longer than that, so the rows are asked once more for what was found.
        """
        with closing(NamedPaths()) as named:
            for model in MODELS:
                self.go_through(model, named)
            for batch in orphans(named, before=self.before, count=self.count_file):
                still_unnamed = without_named(batch)
                self.findings.orphans += len(still_unnamed)
                yield still_unnamed

    def go_through(self, model: type[Customer | Category], named: NamedPaths) -> None:
        """Note the paths that the rows of a table name, and tell of those that lead to nothing."""
        rows = model.objects.across_organizations().exclude(image=None).exclude(image="")
        chunk: list[str] = []
        for pk, organization, path in rows.values_list("pk", "organization_id", "image").iterator(CHUNK):
            self.findings.rows += 1
            chunk.append(str(path))
            if len(chunk) == CHUNK:
                named.add(chunk)
                chunk.clear()
            missing = missing_files(str(path))
            # Meanwhile the picture may have been replaced, or the record deleted.
            if missing and rows.filter(pk=pk, image=path).exists():
                self.findings.missing += 1
                self.say(
                    f"missing: {', '.join(missing)} ({model._meta.verbose_name} {pk}, organization {organization})"
                )
        named.add(chunk)

    def count_file(self) -> None:
        """Count one file."""
        self.findings.files += 1


def without_named(files: list[StoredFile]) -> list[StoredFile]:
    """Return the files that no row names by now."""
    paths = {file.original for file in files}
    named: set[str | None] = set()
    for model in MODELS:
        rows = model.objects.across_organizations().filter(image__in=paths)
        named |= set(rows.values_list("image", flat=True))
    return [file for file in files if file.original not in named]


def known_tokens(tokens: set[str]) -> set[str]:
    """Return those of the tokens that belong to an organization."""
    return set(Organization.objects.filter(upload_token__in=tokens).values_list("upload_token", flat=True))
