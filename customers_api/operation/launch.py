"""Prepares what the processes of the server share, then becomes it.

``python -m customers_api.operation.launch granian customers_api.wsgi:application`` is how the container starts.
It knows the folder in which the processes count, and nothing of what is served or of the server's options. It reads the
settings first: a bad one would else end each of the server's processes with a traceback, values of settings in it.
"""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from customers_api.operation.metrics_directory import DIRECTORY, prepare


def main(command: list[str], environment: Mapping[str, str]) -> None:
    """Empty the folder, where one is named, and run the command in place of this process."""
    if not command:
        sys.exit("usage: python -m customers_api.operation.launch COMMAND [ARGUMENT …]")
    try:
        import_module("customers_api.settings")
    except ImproperlyConfigured as problem:
        sys.exit(f"configuration: {problem}")
    directory = environment.get(DIRECTORY, "").strip()
    if directory:
        prepare(Path(directory))
    try:
        # No shell: the command is what the administrator has written.
        os.execvpe(command[0], command, dict(environment))  # noqa: S606
    except FileNotFoundError:
        sys.exit(f"There is no program {command[0]}.")


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
