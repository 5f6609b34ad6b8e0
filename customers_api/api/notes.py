"""What the description of a resource tells beyond its declaration: examples, and shapes that no column has.

It knows JSON Schema, and no resource.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from customers_api.core.problems import ProblemCode

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
