"""Makes the site of the back office the one that all models register with."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin, on our site."""

    default_site = "customers_api.back_office.site.BackOfficeSite"
