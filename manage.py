#!/usr/bin/env python
"""Django's command line for this service; a bad setting ends it with one line instead of a traceback."""

import os
import sys


def main() -> None:
    """Run the command named in ``sys.argv``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        # Read now: Django itself would hide a bad setting behind a partial help text.
        from django.conf import settings

        settings.configured  # noqa: B018
        settings.INSTALLED_APPS  # noqa: B018
        # A command counts nothing: it would leave empty files among those of the server.
        os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"configuration: {problem}")


if __name__ == "__main__":
    main()
