"""The other benchmarks of the house as sections of the document: what each is called, and how its lines are made."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: its name, and what measures on a server and returns lines of Markdown."""

    name: str
    measure: Callable[[str], list[str]]


def table_of(module: str, *arguments: str) -> Callable[[str], list[str]]:
    """Return what runs a benchmark that prints a table in Markdown."""

    def measure(server: str) -> list[str]:
        print(f"benchmarks.{module} …", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{module}", *arguments],
            cwd=ROOT,
            env={**os.environ, "TEST_POSTGRES_URL": server},
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        return done.stdout.rstrip().splitlines()

    return measure


def text_of(module: str, *arguments: str) -> Callable[[str], list[str]]:
    """Return what runs a benchmark that prints lines."""
    measure = table_of(module, *arguments)
    return lambda server: ["```text", *measure(server), "```"]


SECTIONS = (
    Section("growth", table_of("growth")),
    Section("memory", table_of("memory", "--requests", "100000")),
    Section("batches", text_of("batches", "20000")),
    Section("exports", text_of("exports", "--count", "20000")),
    Section("generation", text_of("generation", "--count", "100000")),
)
