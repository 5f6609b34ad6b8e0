"""Writes the descriptions of the dialects into docs/api/openapi, and says what has changed since the last time.

It knows where they lie and how the changelog names them, and no dialect.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import django

# Before anything that knows a model.
django.setup()

from customers_api.openapi.dialects import DESCRIBED  # noqa: E402
from customers_api.openapi.generator import description  # noqa: E402
from scripts.openapi_changes import differences, kind_of  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi"


def text_of(described: Any) -> str:
    """Return a description as its file holds it."""
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def mark_of(text: str) -> str:
    """Return what the changelog names a state of a description by."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def main() -> int:
    """Write the files that are not as they should be."""
    for dialect in DESCRIBED:
        file, text = FOLDER / f"{dialect}.json", text_of(description(dialect))
        before = file.read_text(encoding="utf-8") if file.exists() else None
        if text == before:
            print(f"{file.name}: unchanged")
            continue
        file.write_text(text, encoding="utf-8")
        found = differences(json.loads(before), json.loads(text)) if before is not None else []
        print(f"{file.name}: written")
        for change in found:
            print(f"  {change}")
        print(
            f"  Say in CHANGELOG.md what has changed, in a line that ends so: (OpenAPI {dialect} {mark_of(text)}, ",
            end="",
        )
        print(f"{kind_of(found)}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
