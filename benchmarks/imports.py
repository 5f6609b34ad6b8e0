"""How many customers a second ``import_customers`` takes, and how much memory: a file of new ones, and the same again.

Run it with ``python -m benchmarks.imports [--count ROWS] [--skip] [--sub-customers PERCENT]`` (100,000 rows by
default). It makes a database of its own on the server of TEST_POSTGRES_URL and drops it at the end. The import runs on
two cores; where the server runs is the server's matter. Each row has a category, a segmentation, a region and two
payment types, all by reference, and half of the other columns: that is the file to judge by. A narrow one, with a name
and what one types into a form, shows what a column costs. Reading the file and starting Python are counted.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.batches import MANY, new_world, own_database

ROOT = Path(__file__).resolve().parent.parent
CORES = {0, 1}
COLUMNS = (
    *("reference", "name", "reference2", "categoryId", "parentCustomer", "customerSegmentationId", "regionId"),
    *("paymentTypes", "billingCountry", "billingCity", "billingAddress", "country", "city", "postalCode", "address"),
    *("latitude", "longitude", "email", "phone", "website", "comment", "creditLimit", "dueDateConfigNumber"),
    *("dueDateConfigType", "taxNumber", "currency", "customerRiskColor", "isActive", "dateCreated"),
)
NARROW = (
    *("reference", "name", "categoryId", "customerSegmentationId", "regionId", "paymentTypes"),
    *("country", "city", "email", "phone"),
)


def customer(reference: str, number: int, parent: str) -> Sequence[object]:
    """Return a row."""
    return (
        *(reference, f"Müller & Söhne {number}", f"EXT-{number}", f"category-{number % MANY}", parent),
        *(f"segmentation-{number % 7}", f"region-{number % 11}", "cash;cheque", "DE", "Köln"),
        *(f"Hohe Straße {number % 100}", "France", f"Ville {number % 500}", f"{number % 100_000:05}"),
        *(f"{number % 200} rue de la République", f"{number % 90}.123456", f"{number % 180}.654321"),
        *(f"office{number}@customers.example", f"+33 1 {number:08}", f"https://customers.example/{number}"),
        *("Pays late; ask for Ms. Weiß.", number % 9000, 30, "daysAfterInvoiceDate", f"FR{number:011}", "EUR"),
        *("#00FF7f", str(number % 10 != 0).lower(), f"2020-01-{1 + number % 28:02}T10:00:00Z"),
    )


def rows(count: int, percent: int, prefix: str) -> Iterator[Sequence[object]]:
    """Yield the rows; so many of a hundred are sub-customers, one half of them before their parent."""
    for number in range(count):
        has_parent = number % 100 < percent
        parent = (number + 50 if number % 2 else number - 150) // 100 * 100 + 99
        above = f"{prefix}{min(max(parent, 99), count - 1)}" if has_parent else ""
        yield customer(f"{prefix}{number}", number, above)


def write_file(path: Path, count: int, percent: int, columns: Sequence[str] = COLUMNS) -> None:
    """Write the file with some of the columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, columns, extrasaction="ignore")
        lines.writeheader()
        lines.writerows(dict(zip(COLUMNS, row, strict=True)) for row in rows(count, percent, f"{len(columns)}-"))


def measure(label: str, path: Path, count: int, options: Sequence[str]) -> None:
    """Import the file in a process of its own, and print rows a second and its memory."""
    command = [sys.executable, "manage.py", "import_customers", str(path), "--organization", "benchmark", *options]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, check=True, text=True, capture_output=True, preexec_fn=lambda: os.sched_setaffinity(0, CORES)
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = done.stdout.splitlines()[-1]
    # The largest of all children so far: the later ones need no more, or it would show.
    megabytes = after.ru_maxrss // 1024
    print(f"{label:16} {count / seconds:7.0f} rows/s ({own / seconds:4.0%} in Python), {megabytes} MB at most: {told}")


def main() -> None:
    """Measure both passes of either file."""
    parser = argparse.ArgumentParser(description="Measure import_customers.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--sub-customers", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--skip", action="store_true", help="commit each batch")
    chosen = parser.parse_args()
    options = ["--on-error", "skip"] if chosen.skip else []
    with own_database() as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "customers_api.settings"}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
        new_world()
        for kind, columns in (("wide", COLUMNS), ("narrow", NARROW)):
            path = Path(folder, f"{kind}.csv")
            write_file(path, chosen.count, chosen.sub_customers, columns)
            for label in ("new", "unchanged"):
                measure(f"{kind}, {label}", path, chosen.count, options)


if __name__ == "__main__":
    main()
