"""What the description of a resource tells beyond its declaration: examples, shapes that no column has, answers.

It knows JSON Schema, and no resource.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from customers_api.core.problems import Problem, ProblemCode

Schema = dict[str, Any]


@dataclass(frozen=True)
class Notes:
    """Beside the declaration, by the names of the wire: what cannot be read from the columns behind it.

    ``examples`` belong to parameters, keys and filters; ``creation`` is an example of a whole one; ``shown`` are the
    shapes of keys, ``sent`` those of parameters; ``problems`` are those of the resource's own rules.
    """

    examples: Mapping[str, object] = field(default_factory=dict)
    creation: Mapping[str, object] = field(default_factory=dict)
    shown: Mapping[str, Schema] = field(default_factory=dict)
    sent: Mapping[str, Schema] = field(default_factory=dict)
    problems: tuple[ProblemCode, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What the demo world answers to the examples of a resource.

    ``shown`` is the record of the example's id, ``created`` the one that the example of a creation makes; both without
    the keys that are null. ``further`` are the references of the creations that are sent as a form and as parts, so
    that each can be tried after the other. ``refused`` are samples of the problems of the resource's own rules.
    """

    shown: Mapping[str, object] = field(default_factory=dict)
    created: Mapping[str, object] = field(default_factory=dict)
    further: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
