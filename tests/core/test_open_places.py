"""The places where the lock on isolation is open are those of docs/architecture.md, each with what it uses.

Seen to fail: with `User.accounts` in place of `User.objects` in `organizations/api/v1.py`, with a cursor in a module
that had none, and with a row taken out of the table.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("customers_api", "organizations", "customers", "regions", "paymenttypes")
# What reads past the lock, or could.
WAYS = {
    "across_organizations",
    "for_organizations",
    "accounts",
    "_default_manager",
    "_base_manager",
    "cursor",
    "raw",
    "extra",
    "RawSQL",
    "QuerySet",
    "_raw_delete",
}
# The word has a second meaning: `QuerySet` in an annotation, `User.accounts` beside lists of accounts.
NEEDS = {"accounts": "User", "QuerySet": "models"}
PLACE = re.compile(r"^\| `(?P<path>[\w/]+\.py)` \| (?P<ways>[^|]+) \| (?P<what>[^|]+) \| (?P<why>[^|]+) \|$", re.M)


def ways_of(tree: ast.Module) -> Iterator[str]:
    """Yield the ways past the lock that a module takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if NEEDS.get(node.attr, owner) == owner and not is_super(node.value):
                yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WAYS:
            yield node.func.id


def is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def called(tree: ast.Module) -> ast.Module:
    """Return the module without its annotations, which run nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
        if isinstance(node, ast.ClassDef):
            node.bases = []
    return tree


def open_places() -> dict[str, set[str]]:
    """Return the modules of the service that take a way past the lock; migrations have a row of their own."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                ways = set(ways_of(called(ast.parse(path.read_text()))))
                if ways:
                    found[str(path.relative_to(ROOT))] = ways
    return found


def documented_places() -> dict[str, set[str]]:
    text = (ROOT / "docs" / "architecture.md").read_text()
    section = text.partition("\n## Where the lock is open\n")[2].partition("\n## ")[0]
    return {match["path"]: set(re.findall(r"`([\w.]+)`", match["ways"])) for match in PLACE.finditer(section)}


def test_the_list_of_open_places_is_the_documented_one() -> None:
    assert open_places() == documented_places()


def test_the_packages_looked_through_are_all_that_the_service_installs() -> None:
    configs = [config for config in apps.get_app_configs() if ROOT in Path(config.path).parents]
    own = {config.name for config in configs if ".venv" not in config.path}
    assert own == set(PACKAGES)


def test_a_way_past_the_lock_is_seen() -> None:
    source = "def f(rows: 'models.QuerySet'):\n    return User.accounts, models.QuerySet(User), row.accounts"
    assert set(ways_of(called(ast.parse(source)))) == {"accounts", "QuerySet"}
    assert set(ways_of(ast.parse("RawSQL('x', []); connection.cursor(); rows.raw('x')"))) == {"RawSQL", "cursor", "raw"}
