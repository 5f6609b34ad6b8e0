"""Tells whether a schema takes all that another one does, so that no client has to send anything else.

It knows JSON Schema as the descriptions use it, and is careful: what it does not understand is taken for narrower.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]
Resolve = Callable[[Any], Any]

# They limit nothing: texts for people, the sizes of numbers whose limits are told, and what pages make of a field.
NO_LIMIT = {"description", "example", "examples", "title", "contentMediaType"}
SIZES = {"int32", "int64"}
KNOWN = {
    "string": {"minLength", "maxLength", "pattern", "format", "enum"},
    "number": {"minimum", "maximum", "enum"},
    "integer": {"minimum", "maximum", "enum"},
    "array": {"items", "minItems", "maxItems"},
    "object": {"properties", "required"},
    "boolean": set[str](),
    "null": set[str](),
}
UNDERSTOOD = {"type", "default"}.union(*KNOWN.values())
# What a limit says of a single word.
KEPT_BY_WORDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "enum": lambda words, word: word in words,
    "minLength": lambda least, word: len(word) >= least,
    "maxLength": lambda most, word: len(word) <= most,
    "pattern": lambda pattern, word: re.search(pattern, word) is not None,
    "format": lambda form, word: False,
    "minimum": lambda least, word: word >= least,
    "maximum": lambda most, word: word <= most,
}
KINDS_OF_WORDS = {type(None): "null", str: "string", int: "integer"}
LOWER, UPPER = {"minLength", "minimum", "minItems"}, {"maxLength", "maximum", "maxItems"}


class Widening:
    """Compares schemas of two descriptions; each resolves the references of its own."""

    def __init__(self, before: Resolve, after: Resolve) -> None:
        self.before, self.after = before, after

    def takes_all(self, new: Any, old: Any) -> bool:
        """Tell whether the new schema takes whatever the old one did."""
        new, old = bare(self.after(new)), bare(self.before(old))
        apart = cases(old, self.before)
        if len(apart) > 1:
            return all(self.takes_all(new, one) for one in apart)
        if "anyOf" in new:
            return any(self.takes_all(one, old) for one in ways(new, self.after))
        [old] = apart
        kind = old.get("type", "")
        if kind not in kinds(new) or old.get("default") != new.get("default") or set(new) - UNDERSTOOD:
            return False
        return all(self.keeps(name, new, old) for name in KNOWN[kind])

    def keeps(self, name: str, new: Schema, old: Schema) -> bool:
        """Tell whether the new schema has not that limit, or as the old one had it, or wider."""
        was: Any = old.get(name)
        now: Any = new.get(name)
        if name == "properties":
            common = set(was or ()) & set(now or ())
            return set(was or ()) == common and all(self.takes_all(now[key], was[key]) for key in common)
        if now is None or now == was:
            return True
        if "enum" in old:
            return all(KEPT_BY_WORDS[name](now, word) for word in old["enum"])
        if name == "required":
            return set(now) <= set(was or ())
        if name == "items":
            return was is not None and self.takes_all(now, was)
        is_opened = name == "pattern" and now == f"^$|{was}"
        return was is not None and (is_opened or is_wider(name, now, was))


def bare(schema: Any) -> dict[str, Any]:
    """Return a schema without what limits nothing."""
    if not isinstance(schema, Mapping):
        return {}
    return {
        name: value
        for name, value in schema.items()
        if name not in NO_LIMIT and not (name == "format" and value in SIZES)
    }


def ways(schema: Schema, resolve: Resolve) -> list[dict[str, Any]]:
    """Return the schemas of which one is enough, each with what stands beside them."""
    beside = {name: value for name, value in schema.items() if name != "anyOf"}
    return [{**bare(resolve(one)), **beside} for one in schema["anyOf"]]


def is_schema(part: Any) -> bool:
    """Tell whether a part of a description is a schema of single values or lists; objects are compared key by key."""
    if not isinstance(part, Mapping) or "properties" in part:
        return False
    return isinstance(part.get("type"), str | list) or isinstance(part.get("anyOf"), list)


def kinds(schema: Schema) -> set[str]:
    """Return the types that a schema takes: a whole number is a number."""
    named = schema.get("type", [])
    told = {named} if isinstance(named, str) else set(named)
    return told | ({"integer"} if "number" in told else set())


def cases(schema: Schema, resolve: Resolve) -> list[dict[str, Any]]:
    """Take a schema apart: by the ways that it allows, then by its words, then by its types."""
    if "anyOf" in schema:
        return ways(schema, resolve)
    if len(schema.get("enum", ())) > 1:
        return [{**schema, "type": KINDS_OF_WORDS[type(word)], "enum": [word]} for word in schema["enum"]]
    named = schema.get("type")
    return [{**schema, "type": kind} for kind in named] if isinstance(named, list) else [dict(schema)]


def is_wider(name: str, now: Any, was: Any) -> bool:
    """Tell whether a bound leaves more room than before."""
    return bool((name in UPPER and now > was) or (name in LOWER and now < was))
