"""Reads the order of checks that a page of a dialect tells; it must not know what is checked."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def documented_steps(page: str, opening: str) -> list[str]:
    """Return the steps of the sentence behind these words, without what stands in brackets."""
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    sentence = text.partition(opening)[2].partition(". ")[0]
    assert sentence, f"docs/{page}: say {opening!r}, and then which checks come one after the other."
    return re.sub(r" \([^)]*\)", "", sentence).replace("`", "").split(", ")


def without_repetition(steps: list[str]) -> list[str]:
    """Return the names of steps, each once: some are reached by more than one request."""
    return list(dict.fromkeys(steps))
