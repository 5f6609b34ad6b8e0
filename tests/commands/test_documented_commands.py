"""Every command and option of the service's own stands on the page of operation, with its default, and explains itself.

It must not know what a command does: names and defaults are compared with what each one declares.
"""

import re
from argparse import Action
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from tests.commands.test_startup import start
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
APPS = ("customers", "organizations")
COMMANDS = sorted(name for name, app in get_commands().items() if app in APPS)


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    return re.split(rf"^#{{1,{len(level)}}} ", text.partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.M)[0]


def declared(name: str) -> dict[str, Action]:
    """Return the arguments of a command by the name that people write, without those of every Django command."""
    usual = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    own = load_command_class(str(get_commands()[name]), name).create_parser("manage.py", name)._actions
    return {
        action.option_strings[0] if action.option_strings else str(action.metavar): action
        for action in own
        if action.dest not in usual
    }


def rows(name: str) -> dict[str, list[str]]:
    """Return the rows of a command's table of arguments: the default and what the argument says, by its name."""
    below = section(section(OPERATIONS, "## Commands"), f"### {name}")
    lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in below.splitlines()]
    return {line[0].strip("`").partition(" ")[0]: line[1:] for line in lines if line[0].startswith("`")}


def test_the_page_and_the_readme_name_every_command_and_no_other() -> None:
    written = re.findall(r"^### (\w+)$", section(OPERATIONS, "## Commands"), re.M)
    in_the_readme = re.findall(r"^\| `(\w+)", section(README, "## Commands"), re.M)
    assert len(COMMANDS) > 10
    assert sorted(written) == sorted(in_the_readme) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_stands_on_the_page_in_the_order_of_the_help(name: str) -> None:
    assert list(rows(name)) == list(declared(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_tells_defaults_and_words_as_they_are_declared(name: str) -> None:
    for argument, action in declared(name).items():
        default, says = rows(name)[argument]
        if isinstance(action.default, str | int) and not isinstance(action.default, bool) and action.default != "":
            assert f"`{action.default}`" in default, f"{name} {argument}"
        words = [f"`{word}`" for word in action.choices or () if f"`{word}`" not in says]
        assert words == [], f"{name} {argument}"
        assert (default == "required") is (action.required and action.default is None), f"{name} {argument}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_is_explained_by_the_help(name: str) -> None:
    assert [argument for argument, action in declared(name).items() if not action.help] == []


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("create_user --help", 0),
        ("revoke_api_key ck_of_a_database_without_tables", 1),
        ("create_user", 2),
        ("seed_demo --again", 2),
        ("update_organization North --being-erased perhaps", 2),
        ("generate_customers --organization North --count 0", 2),
    ],
)
def test_the_exit_status_is_the_one_of_the_table(line: str, status: int, tmp_path: Path) -> None:
    ended = start(["manage.py", *line.split()], {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"})
    assert ended.returncode == status
    assert (ended.stderr == "") is (status == 0)
    assert "Traceback" not in ended.stderr
    rows = re.findall(r"^\| ([0-9, ]+) \| .+ \|$", section(OPERATIONS, "## Commands").partition("\n### ")[0], re.M)
    assert rows == ["0", "1", "2", "130, 143"]
