"""Django's description of the app."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The app ``regions``."""

    name = "regions"
