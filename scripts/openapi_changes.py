"""Knows how two descriptions of a dialect differ, and which differences break a client that was made from the first.

It must not know where descriptions come from. Texts, examples and the names of schemas are no differences: what goes
over the wire does not depend on them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.openapi_widening import LOWER, UPPER, Widening, bare, is_schema, is_wider

ADDITIVE, BREAKING = "additive", "breaking"
TOLD_ONLY = {"description", "summary", "example", "examples", "title", "tags", "operationId"}
# Below these, keys are names of things, whatever they look like.
NAMES = (
    *("/properties", "/responses", "/paths", "/parameters", "/headers", "/content"),
    *("/securitySchemes", "/flows", "/scopes"),
)
LIMITS = {*UPPER, *LOWER, "pattern", "format", "enum", "uniqueItems"}
# Words that add something and limit nothing; whatever else comes is taken for a limit, known or not.
ADDING = {
    *("get", "head", "post", "put", "patch", "delete"),
    *("parameters", "requestBody", "responses", "headers", "content", "schema", "properties", "default", "deprecated"),
}


@dataclass(frozen=True)
class Change:
    """One difference: where, what, and whether it breaks clients."""

    place: str
    what: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}: {self.what}"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return how two descriptions differ, in the order of the new one."""
    comparison = Comparison(old, new)
    before, after = (one.get("components", {}).get("securitySchemes", {}) for one in (old, new))
    return [
        *comparison.changes(old.get("paths", {}), new.get("paths", {}), "/paths"),
        *comparison.changes(before, after, "/securitySchemes"),
        *comparison.changes(old.get("servers", []), new.get("servers", []), "/servers"),
    ]


def kind_of(found: list[Change]) -> str:
    """Return the kind of all changes together."""
    return BREAKING if any(change.kind == BREAKING for change in found) else ADDITIVE


def is_sent(place: str) -> bool:
    """Tell whether a place is a part of requests, and not of answers."""
    return place.startswith("sent ") or "/requestBody" in place or "/parameters" in place


def is_named(place: str) -> bool:
    """Tell whether the last part of a place is the name of a thing, and no word of JSON Schema."""
    return place.rpartition("/")[0].endswith(NAMES)


class Comparison:
    """Compares two descriptions; what both refer to by one name is compared once for requests, once for answers."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        self.old, self.new = old, new
        self.seen: set[str] = set()
        self.widening = Widening(lambda part: followed(old, part), lambda part: followed(new, part))

    def changes(self, old: Any, new: Any, place: str) -> Iterator[Change]:
        """Return the differences of two parts."""
        name, other = reference_of(old), reference_of(new)
        old, new = followed(self.old, old), followed(self.new, new)
        if name is not None and name == other:
            place = f"{'sent' if is_sent(place) else 'answered'} {name.removeprefix('#/components/')}"
            if place in self.seen:
                return
            self.seen.add(place)
        if is_sent(place) and is_schema(old) and is_schema(new) and self.widening.takes_all(new, old):
            if bare(old) != bare(new):
                yield Change(place, "takes more than before", ADDITIVE)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self.changes_of_objects(old, new, place)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self.changes_of_lists(old, new, place)
        elif old != new:
            yield change_of_value(old, new, place)

    def changes_of_objects(self, old: Mapping[str, Any], new: Mapping[str, Any], place: str) -> Iterator[Change]:
        """Return what two objects differ in."""
        told = set() if place.endswith(NAMES) else TOLD_ONLY
        if place.endswith("/properties") and not is_sent(place) and not is_in_order(old, new):
            yield Change(place, "another order of keys", BREAKING)
        for name in (*new, *(name for name in old if name not in new)):
            inner = f"{place}/{name.replace('/', '~1')}"
            if name in told:
                continue
            if name not in old:
                yield Change(inner, "added", kind_of_addition(inner, new[name]))
            elif name not in new:
                yield Change(inner, "removed", kind_of_removal(inner))
            else:
                yield from self.changes(old[name], new[name], inner)

    def changes_of_lists(self, old: list[Any], new: list[Any], place: str) -> Iterator[Change]:
        """Return what two lists differ in: parameters by their names, words as sets, all else by its place."""
        if place.endswith("/parameters"):
            before, after = ({f"{one['in']} {one['name']}": one for one in many} for many in (old, new))
            yield from self.changes_of_objects(before, after, place)
        elif all(isinstance(one, str | int | None) for one in (*old, *new)):
            yield from changes_of_words(old, new, place)
        elif len(old) == len(new):
            for index, (before, after) in enumerate(zip(old, new, strict=True)):
                yield from self.changes(before, after, f"{place}/{index}")
        else:
            # One more credential to choose from; one more shape of an answer is none that a client knows.
            is_choice = place.endswith("/security") and len(new) > len(old)
            yield Change(place, f"{len(old)} became {len(new)}", ADDITIVE if is_choice else BREAKING)


def reference_of(part: Any) -> str | None:
    """Return what a part refers to instead of standing for itself."""
    return str(part["$ref"]) if isinstance(part, Mapping) and isinstance(part.get("$ref"), str) else None


def followed(description: Any, part: Any) -> Any:
    """Return what a part refers to, or the part itself."""
    name = reference_of(part)
    if name is None:
        return part
    found = description
    for step in name.removeprefix("#/").split("/"):
        found = found[step]
    return found


def is_in_order(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether the keys that both have come in one order."""
    return [name for name in old if name in new] == [name for name in new if name in old]


def changes_of_words(old: list[Any], new: list[Any], place: str) -> Iterator[Change]:
    """Return what was added and removed; what a request or a token needs not hold any more breaks nobody."""
    is_demand = (place.endswith("/required") and is_sent(place)) or "/security/" in place
    for word in (word for word in new if word not in old):
        yield Change(place, f"{word} added", BREAKING if is_demand or place.endswith("/type") else ADDITIVE)
    for word in (word for word in old if word not in new):
        yield Change(place, f"{word} removed", ADDITIVE if is_demand else BREAKING)


def kind_of_addition(place: str, added: Any) -> str:
    """Tell whether an addition breaks clients: a limit does, and what must be sent from now on."""
    many = added if isinstance(added, list) else [added]
    is_demand = any(isinstance(one, Mapping) and one.get("required") is True for one in many)
    if place.rpartition("/")[2] == "required" and not is_named(place):
        return BREAKING if is_sent(place) else ADDITIVE
    is_free = is_named(place) or place.rpartition("/")[2] in ADDING
    return ADDITIVE if is_free and not (is_demand and is_sent(place)) else BREAKING


def kind_of_removal(place: str) -> str:
    """Tell whether a removal breaks clients: that of a limit does not, but what an answer looks like is none."""
    name = place.rpartition("/")[2]
    is_limit = name in LIMITS and not (name == "format" and not is_sent(place))
    is_less = is_limit or name == "deprecated" or (name == "required" and is_sent(place))
    return ADDITIVE if is_less and not is_named(place) else BREAKING


def change_of_value(old: Any, new: Any, place: str) -> Change:
    """Return the change of a single value: a wider limit breaks nobody, another default may."""
    name = place.rpartition("/")[2]
    is_less = is_wider(name, new, old) or (name == "required" and not new)
    return Change(place, f"{old} became {new}", ADDITIVE if is_less else BREAKING)
