"""A file is there as a whole or not at all.

Seen to fail: with the file written in place, and with a pipe replaced by a file.
"""

import os
import stat
from pathlib import Path

import pytest

from customers.transfer.whole_files import whole_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with whole_file(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
        assert {stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()} == {0o600}
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["customers.csv"]


def test_a_file_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"

    def fail() -> None:
        with whole_file(path) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(tmp_path) == []
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["customers.csv"]


def test_a_link_leads_to_the_file_that_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "real" / "customers.csv"
    target.parent.mkdir()
    link = tmp_path / "customers.csv"
    link.symlink_to(target)
    with whole_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names(target.parent) == ["customers.csv"]


def test_a_pipe_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as stream:
        stream.write(b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
