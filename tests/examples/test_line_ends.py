"""Where git writes texts with the line ends of Windows, the examples stay as they are: `sh` takes no others.

Seen to fail: without .gitattributes, and with a picture that it takes for a text.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.examples.test_examples import EXAMPLES, ROOT, demand
from tests.live.serving import ON_SQLITE

pytestmark = ON_SQLITE

# What looks like a text to git's own judgement is none in a picture.
PICTURE = b"a picture\r\nof two lines\r\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of the examples and a picture, for somebody who asks git for the line ends of Windows."""
    demand("git")
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    (tmp_path / "picture.png").write_bytes(PICTURE)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "core.autocrlf", "true")
    git(tmp_path, "add", "examples", ".gitattributes", "picture.png")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def test_examples_and_pictures_are_checked_out_as_they_were_written(repository: Path) -> None:
    shutil.rmtree(repository / "examples")
    (repository / "picture.png").unlink()
    git(repository, "checkout", "--", ".")
    written = {path.name: path.read_bytes() for path in (repository / "examples").iterdir()}
    assert written == {path.name: path.read_bytes() for path in EXAMPLES.iterdir()}
    assert (repository / "picture.png").read_bytes() == PICTURE
