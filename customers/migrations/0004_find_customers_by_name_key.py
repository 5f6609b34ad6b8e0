"""Equal names are found by a key: the name trimmed and folded, kept in a column of its own."""

from typing import Any

from django.db import migrations, models

import customers_api.core.fields
from customers_api.core.postgresql import SortByCodePoint
from customers_api.core.text import matching_key

BATCH = 1000


def fill_keys(apps: Any, schema_editor: Any) -> None:
    """Give the customers that are there the key that each write gives."""
    customers = apps.get_model("customers", "Customer").objects
    batch: list[Any] = []
    for customer in customers.only("pk", "name").order_by("pk").iterator(BATCH):
        customer.name_key = matching_key(customer.name)
        batch.append(customer)
        if len(batch) == BATCH:
            customers.bulk_update(batch, ["name_key"])
            batch = []
    customers.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0003_isolation")]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="name_key",
            field=customers_api.core.fields.MatchingKeyField(editable=False, null=True, sources=("name",)),
        ),
        SortByCodePoint("customer"),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["organization", "name_key"], name="customer_name_key"),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
