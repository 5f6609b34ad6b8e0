"""Runs what the pages print: each example on a fresh demo world, page by page; each refused request of a resource.

It must not know what a request is about: what has to come back stands on the page.
"""

import re
import shlex
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import call_command, get_commands, load_command_class

from customers.demo.world import build_demo_world
from customers.models import Contact
from customers_api.api.resources import Resource
from customers_api.api.v1 import TABLE
from customers_api.api.viewsets import VERSIONS
from tests.docs.refusals import Refusal, told
from tests.marks import NO_DATABASE
from tests.test_access_table import offered
from tests.test_docs import page_of, v1_resources
from tests.test_docs_examples import EXAMPLE, count_from_one, demand_answers

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
RESOURCES = sorted((DOCS / "resources").glob("*.md"))
MOVING = sorted((DOCS / "moving").glob("*.md"))
# The pages of the dialects, of authentication and of operation have tests of their own.
PAGES = [
    DOCS / "getting-started.md",
    DOCS / "concepts.md",
    *RESOURCES,
    *MOVING,
]
SHELL = re.compile(r"^( *)```sh\n(.*?)^\1```$", re.M | re.S)
COMMAND = re.compile(r"^(?:\.venv/bin/python )?manage\.py (\w+)(.*?)(?: # .*)?$")
TARGET = re.compile(r"^make ([a-z]+)", re.M)

# How addresses of the service end, and how people write that.
ENDS = {
    r"/?\Z": "",
    r"/(?P<id>[^/]+)/?\Z": "/{id}",
    r"/reference/(?P<reference>(?s:.+?))/?\Z": "/reference/{reference}",
}


def named(page: Path) -> str:
    """Return the name of a page, for messages and for the names of tests."""
    return page.relative_to(DOCS).as_posix()


def blocks(page: Path) -> list[str]:
    """Return the blocks of shell of a page."""
    return [dedent(text) for _, text in SHELL.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_example_works_as_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("$V2", "/api/v2").replace("$RWS", "/rws/api/v1")
    demo = build_demo_world()
    count_from_one(Contact)
    key = demo.new_key("api")
    examples = list(EXAMPLE.finditer(text))
    asked = [block for block in blocks(page) if block.startswith("curl ")]
    assert len(examples) == len(asked), f"docs/{named(page)}: write `Answer, `…`` below each example."
    demand_answers(f"docs/{named(page)}", text, examples, key)


@pytest.mark.django_db
@pytest.mark.parametrize("page", RESOURCES, ids=named)
def test_every_request_of_the_table_of_errors_is_refused_as_printed(page: Path) -> None:
    demo = build_demo_world()
    keys = {user: demo.new_key(user) for user in ("api", "reader")}
    rows = [row for line in page.read_text(encoding="utf-8").splitlines() if (row := Refusal.parse(line))]
    assert len(rows) >= 5, f"docs/{named(page)} shows what the resource refuses, and how."
    answered = {row.request: told(row.send(keys)) for row in rows}
    assert answered == {row.request: (row.status, row.code, row.text) for row in rows}
    assert {row.code for row in rows} <= {line.code for line in TABLE.values()}


def operations_told(page: Path) -> set[tuple[str, str]]:
    """Return the methods and addresses of a page's table of addresses; several methods share the next address."""
    below = page.read_text(encoding="utf-8").partition("\n## Addresses\n")[2].partition("\n## ")[0]
    found: set[tuple[str, str]] = set()
    waiting: list[str] = []
    for row in (line for line in below.splitlines() if line.startswith("| `")):
        for word in re.findall(r"`([^`]+)`", row.split(" | ")[0]):
            method, _, address = word.partition(" ")
            waiting.append(method)
            if address:
                found |= {(name, address) for name in waiting}
                waiting = []
    return found


def operations_offered(path: str) -> set[tuple[str, str]]:
    """Return the methods and addresses that the service has for a resource of dialect v1."""
    start = rf"^api/(?P<version>{VERSIONS})/{path}"
    ends = {
        r"/?\Z": "",
        r"/(?P<id>[^/]+)/?\Z": "/{id}",
        r"/reference/(?P<reference>(?s:.+?))/?\Z": "/reference/{reference}",
    }
    return {
        (method, f"/api/v1.0/{path}{ends[str(pattern.pattern).removeprefix(start)]}")
        for method, pattern in offered()
        if str(pattern.pattern).startswith(f"{start}/")
    }


@NO_DATABASE
@pytest.mark.parametrize("resource", v1_resources(), ids=lambda resource: resource.path)
def test_the_table_of_addresses_holds_every_operation_of_the_resource(resource: Resource) -> None:
    told_of, there = operations_told(page_of(resource)), operations_offered(resource.path)
    assert len(there) >= 3
    assert told_of == there


@NO_DATABASE
def test_no_row_of_a_table_of_errors_is_passed_over() -> None:
    for page in RESOURCES:
        _, _, below = page.read_text(encoding="utf-8").partition("\n## Errors\n")
        rows = [line for line in below.splitlines() if line.startswith("| `")]
        assert [line for line in rows if Refusal.parse(line) is None] == [], named(page)


def commands(page: Path) -> list[tuple[str, list[str]]]:
    """Return the command and the arguments of each line of a page that runs manage.py."""
    lines = [line for block in blocks(page) for line in block.replace("\\\n", " ").splitlines()]
    return [(match[1], shlex.split(match[2])) for line in lines if (match := COMMAND.match(line))]


@NO_DATABASE
def test_every_command_that_is_printed_is_there_and_takes_its_arguments() -> None:
    known = get_commands()
    found = [(page, *command) for page in sorted(DOCS.rglob("*.md")) for command in commands(page)]
    assert len(found) > 10
    for page, name, arguments in found:
        assert name in known, f"docs/{named(page)}: there is no command {name}"
        parser = load_command_class(str(known[name]), name).create_parser("manage.py", name)
        # Ends the test with the parser's own words where an argument is not known.
        parser.parse_args(arguments)


@pytest.mark.django_db
@pytest.mark.parametrize("page", MOVING, ids=named)
def test_the_commands_of_moving_over_work_one_after_the_other(page: Path) -> None:
    printed = commands(page)
    assert printed
    for name, arguments in printed:
        call_command(name, *arguments, stdout=StringIO(), stderr=StringIO())


@NO_DATABASE
def test_every_target_of_make_that_is_printed_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named_targets = {
        name for page in sorted(DOCS.rglob("*.md")) for block in blocks(page) for name in TARGET.findall(block)
    }
    assert {"run", "docs"} <= named_targets <= targets
