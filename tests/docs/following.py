"""Follows a page that tells how to change the program: its blocks of code are applied to a copy of the tree.

A block says in its title what it is about:

* ``diff title="path"`` changes a file. Each part, begun by a line ``@@``, is looked for without its lines that begin
  with ``+``, must be there once, and is replaced by what stands there without its lines that begin with ``-``;
* ``python title="path"``, or another language, is a whole new file;
* ``sh`` runs lines of ``manage.py`` and ``pytest``.

A path may hold a ``*`` where a number stands that nobody knows beforehand. It must not know what the change is for.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r'^( *)(?P<fence>`{3,})(?P<language>\w+)(?: title="(?P<path>[^"]+)")?\n(?P<text>.*?)^\1(?P=fence)$', re.M | re.S
)
# What the tree is without: what make and the tools have made, uploads and databases.
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv*", ".hypothesis", ".*_cache", ".demo*", ".secret*"),
    *("build", "staticfiles", "media", "*.sqlite3*"),
)
PATIENCE = 300


@dataclass(frozen=True)
class Step:
    """A block of a page."""

    language: str
    path: str | None
    text: str


def steps(page: Path) -> Iterator[Step]:
    """Yield the blocks of a page, in their order."""
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        text = re.sub(rf"^{match[1]}", "", match["text"], flags=re.M)
        yield Step(match["language"], match["path"], text)


def copy_of_the_tree(folder: Path) -> Path:
    """Copy the program, with its tests and documents, and return where it lies now."""
    return Path(shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT, symlinks=True))


def add(tree: Path, step: Step) -> None:
    """Write a new file."""
    aim = tree / str(step.path)
    assert not aim.exists(), f"{step.path} is there already: show what changes in it."
    aim.parent.mkdir(parents=True, exist_ok=True)
    aim.write_text(step.text, encoding="utf-8")


def change(tree: Path, step: Step) -> None:
    """Change a file part by part."""
    aims = list(tree.glob(str(step.path)))
    assert len(aims) == 1, f"{step.path} names {len(aims)} files"
    text = aims[0].read_text(encoding="utf-8")
    for part in re.split(r"^@@.*\n", step.text, flags=re.M):
        if part.strip():
            text = changed(text, part.splitlines(), str(step.path))
    aims[0].write_text(text, encoding="utf-8")


def changed(text: str, part: list[str], path: str) -> str:
    """Return a text with one part of it changed."""
    before = "".join(f"{line[1:]}\n" for line in part if not line.startswith("+"))
    after = "".join(f"{line[1:]}\n" for line in part if not line.startswith("-"))
    found = len(re.findall(rf"^{re.escape(before)}", text, re.M))
    assert found == 1, f"{path} has these lines {found} times:\n{before}"
    return re.sub(rf"^{re.escape(before)}", lambda _: after, text, count=1, flags=re.M)


def run(tree: Path, line: str) -> str:
    """Run a line of a shell in the tree, with this very interpreter, and return what it prints."""
    program, *arguments = shlex.split(line.removeprefix(".venv/bin/"), comments=True)
    if program == "python":
        program, *arguments = arguments
    command = ["manage.py"] if program == "manage.py" else ["-m", program]
    done = subprocess.run(
        [sys.executable, *command, *arguments],
        cwd=tree,
        env=environment(tree),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def environment(tree: Path) -> dict[str, str]:
    """Return the variables for the tree: a database of its own on the same kind of server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    return kept | {"DATABASE_URL": database_url(tree), "PYTHONPATH": ""}


def database_url(tree: Path) -> str:
    """Return the address of the tree's database."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tree}/db.sqlite3"
    address = urlsplit(os.environ["DATABASE_URL"])
    return address._replace(path=f"{address.path}_followed_{os.getpid()}").geturl()
