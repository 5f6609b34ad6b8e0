"""Customers are found by their barcode and by their second reference; those that have one alone are in the index."""

from django.db import migrations, models

from customers_api.core.large_indexes import AddIndexWithoutWaiting


class Migration(migrations.Migration):
    """See the module."""

    atomic = False

    dependencies = [("customers", "0012_search_by_trigrams")]

    operations = [
        AddIndexWithoutWaiting(
            model_name="customer",
            index=models.Index(
                fields=["organization", f"{column}_folded"],
                name=f"customer_{column}",
                condition=models.Q(**{f"{column}_folded__isnull": False}),
            ),
        )
        for column in ("barcode", "reference2")
    ]
