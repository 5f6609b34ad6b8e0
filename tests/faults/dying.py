"""Replaces a customer's picture in a process that is killed on the way: `python -m tests.faults.dying POINT KEY`.

It knows the two moments at which files and rows differ, and nothing of what is made of it.
"""

import os
import signal
import sys
from typing import Any, NoReturn

import django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from customers_api.core import picture_files
from tests.pictures import sample

POINTS = ("stored", "committed")
CUSTOMER = 256


def die(*_: Any) -> NoReturn:
    """End like a process whose machine lost its power."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


def main(point: str, key: str) -> None:
    """Send the picture and die before or after COMMIT."""
    django.setup()
    if point == "committed":
        picture_files._remove = die  # type: ignore[assignment]
    else:
        store = picture_files.PictureFiles.store

        def store_and_die(*args: Any, **kwargs: Any) -> NoReturn:
            store(*args, **kwargs)
            die()

        picture_files.PictureFiles.store = store_and_die  # type: ignore[method-assign]
    client = Client(headers={"Authorization": f"Bearer {key}", "Host": "localhost"})
    client.post(f"/api/v1.0/customers/{CUSTOMER}", {"imageFile": SimpleUploadedFile("logo.png", sample("PNG"))})


if __name__ == "__main__":
    main(*sys.argv[1:])
