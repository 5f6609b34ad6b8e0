"""The rows of one fact are found in the tally by an index: the total of every list of customers is read there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0009_count_copied_customers")]

    operations = [
        migrations.AddIndex(
            model_name="customertally",
            index=models.Index(fields=["organization", "is_folded", "facts"], name="customertally_facts"),
        ),
        migrations.RemoveIndex(model_name="customertally", name="customertally_folded"),
    ]
