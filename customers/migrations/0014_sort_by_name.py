"""Lists of customers in the order of their names, as they are written, are read from an index."""

from django.db import migrations, models

from customers_api.core.large_indexes import AddIndexWithoutWaiting


class Migration(migrations.Migration):
    """See the module."""

    atomic = False

    dependencies = [("customers", "0013_find_by_further_references")]

    operations = [
        AddIndexWithoutWaiting(
            model_name="customer",
            index=models.Index(fields=["organization", "name", "id"], name="customer_name"),
        ),
    ]
