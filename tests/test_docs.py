"""Knows how the documents hold together: names that the code declares, addresses that lead somewhere, JSON that parses.

It must not know what a parameter or a setting means; `test_docs_examples` runs what the documents print.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import URLPattern, get_resolver

from customers_api.api.filters import filter_names
from customers_api.api.parameters import (
    Boolean,
    Choice,
    Double,
    Integer,
    LinkList,
    LinkTo,
    Parameter,
    PictureFile,
    Text,
)
from customers_api.api.resources import Resource
from customers_api.environment import Environment
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

ROOT = Path(__file__).resolve().parent.parent
RESOURCE_PAGES = ROOT / "docs" / "resources"
EXAMPLE = ROOT / ".env.example"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
OPERATIONS = ROOT / "docs" / "operations.md"
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
USUAL_LENGTH = 255
# What the column "type" of a parameter begins with; the first class that fits counts.
TYPES: tuple[tuple[type[Parameter], str], ...] = (
    (LinkList, "List of links"),
    (LinkTo, "Link"),
    (Choice, "Text"),
    (Text, "Text"),
    (Integer, "Integer"),
    (Double, "Double"),
    (Boolean, "Boolean"),
    (PictureFile, "Picture"),
)


@dataclass(frozen=True)
class Line:
    """A row of a table: the names in its first column, and the text of its second."""

    names: tuple[str, ...]
    second: str


def v1_resources() -> list[Resource]:
    """Return the resources of dialect v1 as their addresses hold them, so that a new one is missed here."""
    patterns = [pattern for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    classes = [getattr(pattern.callback, "cls", None) for pattern in patterns]
    found = {item.path: item for cls in classes if isinstance(item := getattr(cls, "resource", None), Resource)}
    return list(found.values())


# The methods of the environment that are given a variable's name.
READERS = {name for name, reader in vars(Environment).items() if "name" in getattr(reader, "__annotations__", {})}
RESOURCES = [pytest.param(resource, id=resource.path) for resource in v1_resources()]


def section(text: str, heading: str) -> str | None:
    """Return what stands below a heading, down to the next one of its level or above."""
    level = heading.partition(" ")[0]
    match = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", without_code(text), re.M | re.S)
    return match[1] if match else None


def without_code(text: str) -> str:
    """Return a document without its fenced blocks, in which a line of a shell may look like a heading."""
    return re.sub(r"^(`{3,})[^`\n]*\n.*?^\1$", "", text, flags=re.M | re.S)


def page_of(resource: Resource) -> Path:
    """Return the page of a resource: paymentTypes has payment-types.md."""
    page = RESOURCE_PAGES / (re.sub(r"([A-Z])", r"-\1", resource.path).lower() + ".md")
    assert page.is_file(), f"Write {page.relative_to(ROOT)}, as the other resources have."
    return page


def shown(resource: Resource) -> str:
    """Return where the page of a resource lies, for messages."""
    return page_of(resource).relative_to(ROOT).as_posix()


def table(resource: Resource, title: str) -> list[Line]:
    """Return the rows of a resource's table, without its two lines of head."""
    text = page_of(resource).read_text(encoding="utf-8")
    rows = [line for line in (section(text, f"## {title}") or "").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[2:]]
    return [Line(tuple(re.findall(r"`([^`]+)`", first)), second) for first, second, *_ in cells]


def differences(resource: Resource, title: str, declared: list[str]) -> list[str]:
    """Return what to change in a table so that it holds the declared names, each of them once."""
    place = f"{shown(resource)}, table `## {title}`"
    written = [name for line in table(resource, title) for name in line.names]
    missing = [f"{place}: add a row for `{name}`." for name in declared if name not in written]
    stale = [f"{place}: take `{name}` out, nothing declares it." for name in written if name not in declared]
    twice = [f"{place}: `{name}` stands there twice." for name in set(written) if written.count(name) > 1]
    return missing + stale + twice


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_parameter_is_documented_in_the_section_of_its_resource(resource: Resource) -> None:
    declared = [parameter.name for parameter in resource.parameters]
    found = differences(resource, "Parameters", declared)
    assert not found, "\n".join(found)
    assert [line.names for line in table(resource, "Parameters")] == [(name,) for name in declared], (
        f"{shown(resource)}: one row for each parameter, in the declared order, which checks follow."
    )


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_key_of_an_answer_is_documented_in_the_section_of_its_resource(resource: Resource) -> None:
    declared = [key.name for key in resource.reading.keys]
    found = differences(resource, "Answer", declared)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_filter_is_documented_in_the_section_of_its_resource(resource: Resource) -> None:
    found = differences(resource, "Filters", list(filter_names(resource.filters)))
    assert not found, "\n".join(found)


def documented_type(resource: Resource, parameter: Parameter) -> str:
    """Return how the type of a parameter is written, with its length where that is not the usual one."""
    word = next(word for kind, word in TYPES if isinstance(parameter, kind))
    try:
        length = getattr(resource.reading.model._meta.get_field(parameter.core_name), "max_length", None)
    except FieldDoesNotExist:
        return word
    limited = type(parameter) is Text and length not in (None, USUAL_LENGTH)
    return f"{word}, {length}" if limited else word


@pytest.mark.parametrize("resource", RESOURCES)
def test_types_and_lengths_of_parameters_are_documented_as_declared(resource: Resource) -> None:
    written = {line.names[0]: line.second for line in table(resource, "Parameters")}
    for parameter in resource.parameters:
        expected, found = documented_type(resource, parameter), written.get(parameter.name, "")
        same = found.startswith(f"{expected} to ") if expected == "Link" else found.partition(" to ")[0] == expected
        assert same, f"{shown(resource)}: write the type of `{parameter.name}` as {expected!r}, not {found!r}."


def variables(source: str) -> Iterator[str]:
    """Yield the names that a module gives to the readers of the environment."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def test_every_environment_variable_is_documented() -> None:
    sources = [ROOT / "customers_api" / name for name in ("settings.py", "environment.py")]
    read = {name for source in sources for name in variables(source.read_text(encoding="utf-8"))}
    assert {"SECRET_KEY", "ALLOW_HTTP", "ALLOWED_HOSTS", "V2_RATE"} <= read, (
        "The readers of the environment have changed."
    )
    written = set(re.findall(r"^\| `([A-Z0-9_]+)`", OPERATIONS.read_text(encoding="utf-8"), re.M))
    exemplified = set(re.findall(r"^#?([A-Z0-9_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.M))
    missing = [f".env.example: add a line for `{name}`." for name in sorted(read - exemplified)] + [
        f"docs/operations.md: add a row for `{name}`: its default, what it does, and what a bad value does."
        for name in sorted(read - written)
    ]
    assert not missing, "\n".join(missing)


def test_every_place_that_opens_the_lock_of_organizations_is_documented_with_its_reason() -> None:
    written = section(ARCHITECTURE.read_text(encoding="utf-8"), "## Where the lock is open") or ""
    missing = [
        f"docs/architecture.md, section `## Where the lock is open`: say why {name} calls {opener}."
        for app in ("customers_api", "organizations", "customers", "regions", "paymenttypes")
        for path in sorted((ROOT / app).rglob("*.py"))
        for opener in ("across_organizations", "for_organizations")
        if f".{opener}(" in path.read_text(encoding="utf-8")
        if (name := path.relative_to(ROOT).as_posix()) not in written
    ]
    assert not missing, "\n".join(missing)


def test_every_module_of_the_core_has_a_place_in_the_architecture() -> None:
    written = section(ARCHITECTURE.read_text(encoding="utf-8"), "## The house") or ""
    modules = [path.stem for path in sorted((ROOT / "customers_api" / "core").glob("*.py")) if path.stem != "__init__"]
    missing = [
        f"docs/architecture.md, section `## The house`: tell in a row which question `{module}` answers."
        for module in modules
        if f"`{module}`" not in written
    ]
    assert not missing, "\n".join(missing)


def anchors(text: str) -> set[str]:
    """Return the anchors that headings get: small letters, blanks as hyphens, no other signs."""
    headings = re.findall(r"^#+ (.+)$", without_code(text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for document in (path for path in DOCUMENTS if path.is_file()):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text)):
            path, _, anchor = target.partition("#")
            aim = (document.parent / path).resolve() if path else document
            name = document.relative_to(ROOT)
            if re.match(r"[a-z]+:", target):
                continue
            if not aim.exists():
                broken.append(f"{name} links to {target}: write that file, or take the link out.")
            elif anchor and anchor not in anchors(aim.read_text(encoding="utf-8")):
                broken.append(f"{name} links to {target}: there is no such heading.")
    assert not broken, "\n".join(broken)


def test_json_in_documents_parses() -> None:
    broken = []
    for document in (path for path in DOCUMENTS if path.is_file()):
        text = document.read_text(encoding="utf-8")
        for match in re.finditer(r"^```json\n(.*?)^```$", text, re.M | re.S):
            try:
                json.loads(match[1])
            except ValueError as error:
                line = text.count("\n", 0, match.start()) + 1
                broken.append(
                    f"{document.relative_to(ROOT)}, the JSON at line {line}: {error}. Print an answer as it is."
                )
    assert not broken, "\n".join(broken)
