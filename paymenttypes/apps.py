"""Django's description of the app."""

from django.apps import AppConfig


class PaymentTypesConfig(AppConfig):
    """The app ``paymenttypes``."""

    name = "paymenttypes"
