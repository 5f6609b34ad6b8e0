"""Tells whether all sides give the same answers, as JSON; it must not know how anything is served."""

import json
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.peers.client import Load
from benchmarks.peers.sides import Running

# What differs between two customers that were made from the same words.
OWN = {"id": 0, "reference": "", "dateCreated": "", "lastUpdated": ""}
SAMPLES = 20


class Whatever(urllib.request.HTTPErrorProcessor):
    """Takes every answer as it is."""

    def http_response(self, request: Any, response: Any) -> Any:
        """Return the answer."""
        return response


def fetch(port: int, path: str, authorization: str, body: str | None = None) -> Any:
    """Return the answer to a request."""
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    data = None if body is None else body.encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
    with urllib.request.build_opener(Whatever).open(request, timeout=30) as answer:
        if answer.status != (200 if body is None else 201):
            raise RuntimeError(f"{path} at {port} was answered by {answer.status}: {answer.read()[:500]!r}")
        return json.load(answer)


def answers(load: Load, side: Running, authorization: str) -> list[Any]:
    """Return what every worker of a side answers to the first of the requests."""
    found = []
    for port in side.ports:
        if load.method == "GET":
            found += [fetch(port, path, authorization) for path in load.lines[:SAMPLES]]
        else:
            path, body = load.lines
            body = body.replace("REFERENCE", f"equal-{side.side.name}-{port}")
            found.append(fetch(port, path, authorization, body) | OWN)
    return found


def demand_equal(loads: Iterable[Load], sides: Mapping[str, Running], authorization: str) -> None:
    """Raise where two sides answer something else: then nothing can be compared."""
    for load in loads:
        given = {}
        for name, side in sides.items():
            if not side.side.spoken_to:
                given[name] = answers(load, side, authorization)
        for name, found in given.items():
            demand_same(f"{next(iter(given))} and {name}", load.name, next(iter(given.values())), found)


def demand_same(names: str, request: str, ones: Sequence[Any], others: Sequence[Any]) -> None:
    """Raise where the answers of two sides to one request are not the same, keys in the same order."""
    for one, other in zip(ones, others, strict=True):
        if one != other or list(one) != list(other):
            told = "; ".join(differences(one, other, request)) or "the keys stand in another order"
            raise RuntimeError(f"{names} answer differently to {request}: {told}")


def differences(one: Any, other: Any, path: str) -> list[str]:
    """Return where two answers differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {**one, **other}
        return [line for key in keys for line in differences(one.get(key), other.get(key), f"{path}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [line for place, (left, right) in pairs for line in differences(left, right, f"{path}[{place}]")][:10]
    return [] if one == other else [f"{path}: {one!r}, {other!r}"]
