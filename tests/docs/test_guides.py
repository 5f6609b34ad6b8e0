"""The pages that tell how to change the program are followed to the letter on a copy of it, and the result is run.

They are followed one after the other on one copy, whose tests then run together: starting them takes the longest.
"""

import shlex
from pathlib import Path

import pytest
from django.db import connection

from tests.docs.following import ROOT, Step, add, change, changed, copy_of_the_tree, environment, run, steps

# In the order in which the program grows: each page is about another part of it.
GUIDES = [ROOT / "docs" / "extend" / name for name in ("field.md", "resource.md", "dialect.md")]

# What SQLite cannot be asked; all else is asked there, and need not be asked again.
ONLY_POSTGRESQL = "tests/core/test_postgresql.py"


def test_every_guide_is_followed() -> None:
    assert sorted((ROOT / "docs" / "extend").glob("*.md")) == sorted(GUIDES)


def test_a_program_that_was_changed_as_the_guides_say_does_what_they_promise(tmp_path: Path) -> None:
    tree, tests = copy_of_the_tree(tmp_path), []
    for page in GUIDES:
        for step in steps(page):
            tests += followed(tree, step)
    assert len(tests) > len(GUIDES)
    migrations = run(tree, "manage.py makemigrations --check --dry-run")
    assert migrations.strip() == "No changes detected"
    asked = [test for test in dict.fromkeys(tests) if (test == ONLY_POSTGRESQL) == (connection.vendor == "postgresql")]
    printed = run(tree, f"pytest -q {shlex.join(asked)}")
    assert " passed" in printed
    assert " failed" not in printed


def followed(tree: Path, step: Step) -> list[str]:
    """Do one step; the tests that it names are returned, for later."""
    if step.language == "diff":
        change(tree, step)
    elif step.language != "sh":
        add(tree, step)
    else:
        lines = step.text.splitlines()
        for line in (line for line in lines if not line.startswith("pytest ")):
            run(tree, line)
        return [word for line in lines if line.startswith("pytest ") for word in shlex.split(line)[2:]]
    return []


def test_a_step_that_does_not_fit_the_program_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "there.py").write_text("a = 1\nb = 2\n", encoding="utf-8")
    change(tmp_path, Step("diff", "there.py", "@@\n a = 1\n-b = 2\n+b = 3\n"))
    assert (tmp_path / "there.py").read_text(encoding="utf-8") == "a = 1\nb = 3\n"
    for text in ("@@\n a = 1\n+c = 1\n b = 2\n", "@@\n = 1\n+c\n"):
        with pytest.raises(AssertionError, match=r"there\.py has these lines 0 times"):
            change(tmp_path, Step("diff", "there.py", text))
    with pytest.raises(AssertionError, match="2 times"):
        changed("a\nb\na\n", [" a", "+c"], "there.py")
    with pytest.raises(AssertionError, match="there already"):
        add(tmp_path, Step("python", "there.py", ""))
    with pytest.raises(AssertionError, match="names 0 files"):
        change(tmp_path, Step("diff", "absent_*.py", "@@\n a\n"))


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no_such_module"):
        run(tmp_path, "no_such_module")
    assert environment(tmp_path)["PYTHONPATH"] == ""
