"""Finds the operations of all dialects where the service itself looks for them: in its table of addresses.

It knows addresses, methods and declarations; it must not know what a request holds, nor what is answered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from customers_api.api.resources import Resource
from customers_api.api.views import DialectView
from organizations.api.login import DoorView

# A named part of an address; what it may hold can stand in brackets of its own.
PART = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
SPELLED = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Target:
    """An operation: ``template`` is its address with the names of its parts in braces.

    ``group`` is the resource, ``kind`` what is done with it.
    """

    dialect: str
    method: str
    template: str
    group: str
    kind: str
    resource: Resource | None

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def targets() -> Iterator[Target]:
    """Yield every operation that is called with a credential."""
    for pattern in get_resolver().url_patterns:
        view = getattr(pattern, "callback", None)
        kind: Any = getattr(view, "cls", None) or getattr(view, "view_class", None)
        speaks = isinstance(kind, type) and issubclass(kind, DialectView) and not issubclass(kind, DoorView)
        if isinstance(pattern, URLPattern) and speaks:
            yield from of_address(pattern, kind)


def of_address(pattern: URLPattern, view: type[DialectView]) -> Iterator[Target]:
    """Yield the operations of one address."""
    template = template_of(pattern)
    actions: dict[str, str] = getattr(pattern.callback, "actions", None) or {
        method: method for method in view.http_method_names if hasattr(view, method)
    }
    resource: Any = getattr(view, "resource", None)
    dialect = view.dialect.name
    group = template.split("/")[4 if dialect == "rws" else 3]
    suffix = " by reference" if "{reference}" in template else " one" if "{id}" in template else ""
    for method, action in actions.items():
        if method != "head":
            yield Target(dialect, method.upper(), template, group, f"{action}{suffix}", resource)


def template_of(pattern: URLPattern) -> str:
    """Return an address with its parts in braces, without the slash that may follow."""
    regex = PART.sub(r"{\1}", str(pattern.pattern))
    return "/" + SPELLED.sub(r"\1", regex.removeprefix("^").removesuffix(r"/?\Z"))


TARGETS = tuple(targets())
GROUPS = sorted({(target.dialect, target.group) for target in TARGETS})
