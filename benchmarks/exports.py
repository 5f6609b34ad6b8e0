"""How many customers a second ``export_customers`` writes, how fast files are read back, and how much memory it takes.

Run it with ``python -m benchmarks.exports [--count CUSTOMERS]`` (100,000 by default). It makes a database of its own on
the server of TEST_POSTGRES_URL, fills it by ``generate_customers`` and drops it at the end. Each export and reading is
a process of its own; reading makes what the write path takes of each row, and writes nothing.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.batches import new_world, own_database

ROOT = Path(__file__).resolve().parent.parent
# Prints the largest memory of its own process behind all else.
MEASURED = (
    "import resource, sys; {work}; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
)
EXPORT = "from django.core.management import execute_from_command_line as run; run(['manage.py', *sys.argv[1:]])"
READ = (
    "import django; django.setup(); from pathlib import Path; from customers.transfer.decoding import decode_row; "
    "from customers.transfer.files import format_of, open_rows; path = Path(sys.argv[1]); "
    "[None for row in open_rows(path, format_of(path.name)) if decode_row(row) is None]"
)


def measure(label: str, count: int, work: str, *arguments: str) -> None:
    """Run a piece of Python in a process of its own, and print customers a second and its memory."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(work=work), *arguments],
        cwd=ROOT,
        check=True,
        text=True,
        capture_output=True,
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    megabytes = done.stderr.splitlines()[-1]
    print(f"{label:12} {count / seconds:8,.0f} customers/s ({own / seconds:4.0%} in Python), {megabytes} MB at most")


def main() -> None:
    """Measure each format."""
    parser = argparse.ArgumentParser(description="Measure export_customers, and the reading of what it wrote.")
    parser.add_argument("--count", type=int, default=100_000)
    count = parser.parse_args().count
    with own_database() as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "customers_api.settings"}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
        new_world()
        from django.core.management import call_command  # noqa: PLC0415 (the settings are read by new_world)

        call_command("generate_customers", "--organization", "benchmark", "--count", str(count), verbosity=0)
        for file_format in ("csv", "jsonl", "xlsx"):
            path = Path(folder, f"customers.{file_format}")
            measure(f"write {file_format}", count, EXPORT, "export_customers", "--organization", "benchmark", str(path))
            measure(f"read {file_format}", count, READ, str(path))
            print(f"{'':12} {path.stat().st_size / 2**20:8,.0f} MiB")


if __name__ == "__main__":
    main()
