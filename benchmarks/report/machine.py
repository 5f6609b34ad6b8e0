"""Knows on what was measured: processors, memory, versions and the day."""

import os
import platform
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg2

LIBRARIES = (
    "django", "djangorestframework", "granian", "gunicorn", "fastapi", "pydantic", "sqlalchemy", "litestar", "msgspec",
    "asyncpg", "uvicorn", "uvloop", "orjson",
)  # fmt: skip


def processor() -> str:
    """Return the processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> str:
    """Return the size of the memory."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def commit() -> str:
    """Return which commit was measured, and whether anything was changed since."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def describe(server: str) -> list[str]:
    """Return lines of a list in Markdown; needs the peers' libraries."""
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name IN ('shared_buffers', 'fsync')")
        settings = ", ".join(f"`{name}` {setting}" for name, setting in sorted(cursor.fetchall()))
        postgresql = str(connection.get_parameter_status("server_version")).split()[0]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    busy = os.getloadavg()[0]
    return [
        f"* {datetime.now(UTC).date()}, commit {commit()}",
        f"* {os.cpu_count()} cores ({processor()}), {memory()}, {platform.system()} {platform.release().split('-')[0]}",
        f"* {busy:.1f} processes were busy with other things when it began; on a quiet machine that is near 0",
        f"* PostgreSQL {postgresql} ({settings}, all else as it comes), Python {platform.python_version()}",
        f"* {libraries}",
    ]
