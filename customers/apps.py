"""Django's description of the app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """The app ``customers``."""

    name = "customers"
