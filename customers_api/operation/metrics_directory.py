"""Knows the folder in which the processes of one server keep their counts; it must not know what they count."""

from pathlib import Path

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


def prepare(directory: Path) -> None:
    """Make the folder, and take out what the processes of an earlier server have left there.

    Only its own files: a name that was mistyped must not cost anybody more.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    for kind in ("counter", "gauge", "histogram", "summary"):
        for file in directory.glob(f"{kind}_*.db"):
            file.unlink(missing_ok=True)
