"""Holds the running service against its own description: every operation of every dialect, asked by Schemathesis.

It knows how to start the service on a demo world of its own and which checks count, and no operation.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import django

# Before anything that knows a model.
django.setup()

from tests.live.serving import CALLER, LOG, Server, prepare, serving  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
DIALECTS = ("v1", "v2", "rws")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
    "missing_required_header",
    "use_after_free",
    "ensure_resource_availability",
)
HOOKED = {**os.environ, "SCHEMATHESIS_HOOKS": "scripts.schemathesis_hooks", "PYTHONPATH": str(ROOT)}
FIRST_REFUSAL, NO_METHOD = 400, 405
SEED = 20_160_816
THOROUGH = (("--phases", "examples,coverage,fuzzing"),)
# The three methods of an update are one and the same: the edges of their parameters are looked at once.
QUICK = (
    ("--phases", "examples,fuzzing"),
    ("--phases", "coverage", "--exclude-operation-id-regex", "(WithPut|WithPost)$"),
)
# The documented rate of dialect v2 would answer 429 to almost all of it.
VARIABLES = {"V2_RATE": "1000000/second"}


def command(server: Server, dialect: str, examples: int, chosen: Sequence[str]) -> list[str]:
    """Return the command line for one dialect; ``chosen`` are phases and operations."""
    address = f"http://127.0.0.1:{server.port}"
    credential = ["--auth", f"{CALLER}:{server.key}"] if dialect == "rws" else []
    header = [] if dialect == "rws" else ["--header", f"Authorization: Bearer {server.key}"]
    return [
        *(str(Path(sys.executable).with_name("schemathesis")), "run"),
        *(f"{address}/api/schema/{dialect}", "--url", address),
        *(*credential, *header),
        *("--checks", ",".join(CHECKS), *chosen),
        *("--max-examples", str(examples), "--seed", str(SEED), "--workers", "1"),
        # A log-in is answered by a redirect, which is an answer.
        *("--max-redirects", "0", "--continue-on-failure", "--no-color", "--warnings", "off"),
    ]


def tell(log: Path) -> None:
    """Print what was answered how often, and which operations never succeeded: of those only refusals were judged."""
    statuses: dict[str, Counter[int]] = {}
    operations: dict[str, set[int]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line) if line.startswith("{") else {}
        if entry.get("dialect") in DIALECTS:
            statuses.setdefault(entry["dialect"], Counter())[entry["status"]] += 1
            operations.setdefault(f"{entry['method']} {entry['route']}", set()).add(entry["status"])
    for dialect, counted in statuses.items():
        print(f"{dialect}: " + ", ".join(f"{count} times {status}" for status, count in sorted(counted.items())))
    known = {name: found for name, found in operations.items() if NO_METHOD not in found}
    never = [name for name, found in known.items() if min(found) >= FIRST_REFUSAL]
    print(f"{len(known) - len(never)} operations were done; never done, only refused: {', '.join(never) or 'none'}")


def ask(dialect: str, examples: int, parts: Sequence[Sequence[str]], data: Path) -> int:
    """Hold a server on the data of a folder against the description of a dialect; return whether it kept to it."""
    begin = time.monotonic()
    with serving(data, variables=VARIABLES) as server:
        commands = [command(server, dialect, examples, part) for part in parts]
        statuses = [subprocess.run(one, cwd=data, env=HOOKED, check=False).returncode for one in commands]
    print(f"--- dialect {dialect}: {time.monotonic() - begin:.0f} s", flush=True)
    tell(data / LOG)
    return max(statuses)


def main(arguments: list[str]) -> int:
    """Ask for all dialects, each on a world of its own; return whether any answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="requests made up for each operation")
    parser.add_argument("--only", choices=DIALECTS, action="append", help="these dialects alone")
    parser.add_argument("--thorough", action="store_true", help="look at the edges of all three methods of an update")
    chosen = parser.parse_args(arguments)
    parts = THOROUGH if chosen.thorough else QUICK
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder, "fresh"))
        for dialect in chosen.only or DIALECTS:
            data = shutil.copytree(Path(folder, "fresh"), Path(folder, dialect))
            failed += [dialect] if ask(dialect, chosen.examples, parts, data) else []
    print(f"wrong answers in {', '.join(failed)}" if failed else "every answer is as described", flush=True)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
