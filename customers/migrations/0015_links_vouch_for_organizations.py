"""That a customer's organization is there is checked once, by its links, and no more for each row on its own."""

from django.db import migrations

from customers_api.core.postgresql import LeaveOrganizationToLink


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0014_sort_by_name")]

    operations = [
        LeaveOrganizationToLink("customer", "category"),
        LeaveOrganizationToLink("customerpaymenttype", "customer"),
        LeaveOrganizationToLink("contact", "customer"),
    ]
