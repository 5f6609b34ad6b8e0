"""A stored picture is on the disk itself before the row that names it is written, and a commit before its answer.

Seen to fail: with Django's own storage in the settings nothing is flushed; without the loop over the folders, they are
missing; with `synchronous=NORMAL`, 1 is read.
"""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection


def test_a_stored_file_its_folder_and_at_first_the_folders_above_it_are_flushed(
    media_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[int, int]] = []
    flush = os.fsync

    def recording(descriptor: int) -> None:
        status = os.fstat(descriptor)
        flushed.append((status.st_ino, status.st_size))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", recording)
    name = default_storage.save("organization/photoCustomer/1_a.png", ContentFile(b"content"))
    file = media_of_its_own / name
    folders = [file.parent, file.parent.parent, media_of_its_own]
    assert flushed[0] == (file.stat().st_ino, len(b"content"))
    assert [inode for inode, _ in flushed[1:]] == [folder.stat().st_ino for folder in folders]
    flushed.clear()
    second = media_of_its_own / default_storage.save("organization/photoCustomer/2_a.png", ContentFile(b"content"))
    assert [inode for inode, _ in flushed] == [second.stat().st_ino, file.parent.stat().st_ino]


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL flushes each commit unless its owner says otherwise"
)
@pytest.mark.django_db
def test_sqlite_flushes_each_commit() -> None:
    full = 2
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (full,)
