"""Makes the project an app of Django's, so that what watches connections is there before the first one."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from customers_api.operation import statements


class ProjectConfig(AppConfig):
    """The project."""

    name = "customers_api"

    def ready(self) -> None:
        """Count the statements of every connection to come."""
        connection_created.connect(statements.watch, dispatch_uid="customers_api.statements")
