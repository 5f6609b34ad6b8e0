"""Knows which way imports may point (urls → api → services → models → core) and how long a piece of code may be.

It must not know what any module does: it reads the sources and runs none of them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

ROOT = Path(__file__).resolve().parent.parent
APPS = ("organizations", "customers", "regions", "paymenttypes")
PACKAGES = ("customers_api", *APPS)
SOURCES = (*PACKAGES, "tests", "scripts", "benchmarks")
LONGEST_FILE = 250
LONGEST_FUNCTION = 60
# The tables of addresses are the one place where the doors of several apps meet.
WIRING = {
    "customers_api.urls",
    "customers_api.api.v1",
    "customers_api.api.v2",
    "customers_api.api.rws",
}


@dataclass(frozen=True)
class Rule:
    """Modules whose path matches a pattern, and none of the exceptions, must not import names that match another."""

    importers: tuple[str, ...]
    forbidden: tuple[str, ...]
    advice: str
    exceptions: tuple[str, ...] = ()


def in_apps(*parts: str) -> tuple[str, ...]:
    return tuple(f"{app}.{part}" for app in APPS for part in parts)


RULES = (
    Rule(
        ("customers_api.core",),
        ("rest_framework", "django.http", "customers_api.api", *APPS),
        "The core knows no HTTP and no app: let the caller hand in the value, or raise a Problem that a dialect words.",
    ),
    Rule(
        ("customers_api.core",),
        ("customers_api.operation",),
        "The core is not operated: write to a logger of the standard library.",
    ),
    Rule(
        ("customers_api.operation",),
        ("rest_framework", "customers_api.api", *APPS),
        "Operation stands around every request and knows none: let the door that knows hand in the value.",
    ),
    Rule(
        ("customers_api.api",),
        ("customers_api.openapi",),
        "Requests are answered without a description: declare it here, and let the description read it.",
    ),
    Rule(
        ("customers_api.openapi",),
        APPS,
        "The description knows declarations, and no resource: let the dialect of the app say it beside its views.",
    ),
    Rule(
        in_apps("models"),
        in_apps("services"),
        "Models are below services: move what both need into the model or into customers_api.core.",
    ),
    Rule(
        APPS,
        (*in_apps("api"), "customers_api.api", "customers_api.openapi", "rest_framework"),
        "Only a dialect knows HTTP: take a typed value here, raise a Problem, and let the dialect decode and word it.",
        # Filter sets read query parameters; they are the one part of a dialect that stands beside the models.
        # Files are a door like a dialect, and are read like dialect v1.
        exceptions=(*in_apps("api", "filters"), "customers.transfer"),
    ),
    Rule(
        ("customers.transfer",),
        ("rest_framework", "django.http"),
        "Files come from a command as well as from a form: take a path or a stream, give back rows.",
    ),
)


def matches(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def nodes_that_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Leave out what `if TYPE_CHECKING` guards: a foreign key named by a string still has a type."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from nodes_that_run(node)


def imported(source: str, *, package: str) -> Iterator[tuple[int, str]]:
    """Each imported name with its line; `from a import b` may mean the module a.b, so it counts as that."""
    for node in nodes_that_run(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def broken_rules(module: str, name: str) -> Iterator[str]:
    for rule in RULES:
        concerned = matches(module, rule.importers) and not matches(module, rule.exceptions)
        if concerned and matches(name, rule.forbidden):
            yield rule.advice
    foreign = tuple(f"{app}.api" for app in APPS if not matches(module, (app,)))
    if module not in WIRING and matches(name, foreign):
        yield (
            "Another app's api is its own business: call its services or queries, share through customers_api.api, "
            "or wire it in one of " + ", ".join(sorted(WIRING)) + "."
        )


def complaints(module: str, source: str, *, package: str) -> list[str]:
    return [
        f"{module}, line {line}, imports {name}. {advice}"
        for line, name in imported(source, package=package)
        for advice in broken_rules(module, name)
    ]


def test_imports_point_down_only() -> None:
    found: list[str] = []
    for path in sources(*PACKAGES):
        module = module_name(path)
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        found += complaints(module, path.read_text(encoding="utf-8"), package=package)
    assert not found, "\n".join(["Imports point down only: urls → api → services → models → core.", *found])


@pytest.mark.parametrize(
    ("module", "source", "count"),
    [
        ("customers_api.core.writing", "from rest_framework.exceptions import APIException", 1),
        ("customers_api.core.writing", "from django import http", 1),
        ("customers_api.core.models", "def late():\n    import customers.models", 1),
        ("customers_api.core.models", "from django.db import models", 0),
        ("customers_api.core.models", "from customers_api.operation import logs", 1),
        ("customers_api.operation.routes", "from customers_api.api.dialects import dialect_of", 1),
        ("customers_api.operation.context", "from organizations.models import User", 1),
        ("customers_api.api.resources", "from customers_api.openapi import schemas", 1),
        ("customers_api.openapi.sent", "from customers.models import Customer", 1),
        ("customers_api.openapi.sent", "from customers_api.api.resources import Resource", 0),
        ("customers.api.v2_described", "from customers_api.openapi import schemas", 0),
        ("customers.services", "from customers_api.openapi import schemas", 1),
        ("customers_api.api.views", "from customers_api.operation.context import remember_caller", 0),
        ("customers_api.core.models", "if TYPE_CHECKING:\n    from customers.models import Customer", 0),
        ("customers.models.customer", "from customers.services import customer_create", 1),
        ("customers.models.customer", "from ..api import v1", 1),
        ("customers.services", "import customers.api.v1", 1),
        ("customers.services", "from customers import api", 1),
        ("customers.services.writing", "from . import queries", 0),
        ("customers.planning", "from customers_api.api.parameters import Text", 1),
        ("customers.management.commands.seed", "from rest_framework.request import Request", 1),
        ("customers.filters", "from customers_api.api.filters import ListFilters", 0),
        ("customers.api.v1", "from customers_api.api.filters import ListFilters", 0),
        ("customers.queries", "from customers_api.api.filters import wildcard", 1),
        ("customers.queries", "from regions.models import Region", 0),
        ("customers.transfer.columns", "from customers_api.api.parameters import Text", 0),
        ("customers.transfer.columns", "from rest_framework.request import Request", 1),
        ("customers.services", "from customers.api.v1_customers import PARAMETERS", 1),
        ("customers.api.v1", "from regions.api.v1 import RegionViewSet", 1),
        ("customers.api.v1", "from customers.api.v2 import decode", 0),
        ("customers_api.api.viewsets", "from customers.api import v1", 1),
        ("customers_api.api.v1", "from customers.api import v1", 0),
    ],
)
def test_an_import_against_the_direction_is_found(module: str, source: str, count: int) -> None:
    assert len(complaints(module, source, package=module.rpartition(".")[0])) == count


def written_files() -> list[tuple[Path, str]]:
    """All but migrations, which are as long as what they move."""
    paths = (path for path in sources(*SOURCES) if "migrations" not in path.parts)
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in (ROOT / "manage.py", *paths)]


def function_lengths(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    lengths = {path: len(source.splitlines()) for path, source in written_files()}
    too_long = [f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST_FILE]
    assert not too_long, "\n".join(
        [
            f"At most {LONGEST_FILE} lines (the median is {median(lengths.values())}); split by subject, and give each "
            "part a docstring of its own:",
            *too_long,
        ]
    )


def test_no_function_does_more_than_one_step() -> None:
    lengths = [
        (length, f"{path}: {name}, {length} lines")
        for path, source in written_files()
        for name, length in function_lengths(source)
    ]
    too_long = [label for length, label in lengths if length > LONGEST_FUNCTION]
    assert not too_long, "\n".join(
        [
            f"At most {LONGEST_FUNCTION} lines (the median is {median(length for length, _ in lengths)}); name the "
            "steps and call them:",
            *too_long,
        ]
    )
