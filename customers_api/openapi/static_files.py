"""Finds the files of Swagger UI in its package; it knows their names, and no page.

The package holds another page too, which calls a foreign host, and maps of sources, which are larger than the rest:
none of them is served.
"""

from pathlib import Path

import drf_spectacular_sidecar
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

FOLDER = "swagger-ui"
NAMES = ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "oauth2-redirect.js")
SOURCE = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"


class SwaggerFinder(BaseFinder):  # type: ignore[misc,unused-ignore]
    """Finds these files and no others."""

    def __init__(self, app_names: object = None) -> None:
        self.storage = FileSystemStorage(location=SOURCE)
        # Where they lie below the address of static files.
        self.storage.prefix = FOLDER  # type: ignore[attr-defined]

    def check(self, **kwargs: object) -> list[CheckMessage]:
        """Return what is wrong with the settings: there are none."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:  # type: ignore[override] # noqa: FBT001, FBT002
        """Return where a file lies."""
        folder, _, name = path.rpartition("/")
        found = [str(SOURCE / name)] if folder == FOLDER and name in NAMES else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: object) -> "list[tuple[str, FileSystemStorage]]":
        """Return all of them."""
        return [(name, self.storage) for name in NAMES]
