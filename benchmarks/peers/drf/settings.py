"""The settings: no middleware, no authentication, and JSON alone, so that nothing slows it down that is not needed."""

import os
from urllib.parse import urlsplit

ADDRESS = urlsplit(os.environ["BENCH_DATABASE_URL"])
ORGANIZATION = int(os.environ["BENCH_ORGANIZATION"])
CREATOR = int(os.environ["BENCH_CREATOR"])

SECRET_KEY = "signs-nothing"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["rest_framework", "benchmarks.peers.drf"]
ROOT_URLCONF = "benchmarks.peers.drf.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": ADDRESS.path.lstrip("/"),
        "USER": ADDRESS.username or "",
        "PASSWORD": ADDRESS.password or "",
        "HOST": ADDRESS.hostname or "",
        "PORT": ADDRESS.port or 5432,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": "-c search_path=peers"},
    }
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "benchmarks.peers.drf.paging.Paging",
    "UNAUTHENTICATED_USER": None,
    "PAGE_SIZE": 100,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%SZ",
}
