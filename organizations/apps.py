"""Django's description of the app."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """The app ``organizations``."""

    name = "organizations"
