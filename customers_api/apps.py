"""Makes the project an app of Django's, so that what watches connections is there before the first one."""

from django.apps import AppConfig
from django.core.signals import request_started
from django.db.backends.signals import connection_created

from customers_api import databases
from customers_api.operation import statements


class ProjectConfig(AppConfig):
    """The project."""

    name = "customers_api"

    def ready(self) -> None:
        """Count the statements of every connection to come, and look at those that are there before each request."""
        connection_created.connect(statements.watch, dispatch_uid="customers_api.statements")
        # Django's own receiver, which comes first, says that each connection is to be checked.
        request_started.connect(databases.spare_health_checks, dispatch_uid="customers_api.health_checks")
