"""Writes the descriptions of the dialects into docs/api/openapi, and says what has changed since the last time.

It knows where they lie, which states they have had, and how the changelog names those; it knows no dialect.
"""

import hashlib
import json
import os
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from scripts.openapi_changes import ADDITIVE, BREAKING, differences, kind_of
from scripts.run_tests import SERVER_SETTINGS

if __name__ == "__main__":
    # Limits stand in the descriptions: those of the defaults, whatever this shell has set.
    for setting in SERVER_SETTINGS - {"SECRET_KEY"}:
        os.environ.pop(setting, None)
# Before anything that knows a model.
django.setup()

from customers_api.openapi.dialects import DESCRIBED  # noqa: E402
from customers_api.openapi.generator import description  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi"
STEPS = "steps.txt"
# Before the first state.
NOTHING = "nothing"


@dataclass(frozen=True)
class Step:
    """A description became another one; both are named by their marks."""

    dialect: str
    before: str
    after: str
    kind: str


def text_of(described: Any) -> str:
    """Return a description as its file holds it."""
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def mark_of(text: str) -> str:
    """Return what the changelog names a state of a description by."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def recorded_steps(folder: Path = FOLDER) -> list[Step]:
    """Return how the descriptions have come to be what they are, as this program has judged it."""
    file = folder / STEPS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [Step(*line.split()) for line in lines]


def kind_since(dialect: str, told: Collection[str], steps: Sequence[Step] | None = None) -> str:
    """Return whether anything since the last state that was told breaks clients."""
    own = [step for step in (recorded_steps() if steps is None else steps) if step.dialect == dialect]
    last = max((index + 1 for index, step in enumerate(own) if step.after in told), default=0)
    return BREAKING if any(step.kind == BREAKING for step in own[last:]) else ADDITIVE


def write(dialect: str, described: Any, folder: Path = FOLDER) -> str:
    """Write a description where it has changed, record the step, and say what has changed; return its mark."""
    file, text = folder / f"{dialect}.json", text_of(described)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    if text == before:
        print(f"{file.name}: unchanged")
        return mark_of(text)
    found = differences(json.loads(before), json.loads(text)) if before is not None else []
    file.write_text(text, encoding="utf-8")
    step = Step(dialect, NOTHING if before is None else mark_of(before), mark_of(text), kind_of(found))
    with (folder / STEPS).open("a", encoding="utf-8") as steps:
        steps.write(f"{step.dialect} {step.before} {step.after} {step.kind}\n")
    print(f"{file.name}: written", *(f"  {change}" for change in found), sep="\n")
    print(
        "  Say in CHANGELOG.md what has changed, in a line that ends with "
        f"(OpenAPI {dialect} {step.after}, {step.kind}); breaking if an untold step before it was."
    )
    return step.after


def main() -> int:
    """Write the files that are not as they should be."""
    for dialect in DESCRIBED:
        write(dialect, description(dialect))
    return 0


if __name__ == "__main__":
    sys.exit(main())
