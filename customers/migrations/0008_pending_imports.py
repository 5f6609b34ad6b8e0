"""Files of customers that were uploaded and not decided on yet."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from customers_api.core.postgresql import SortByCodePoint


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("customers", "0007_count_customers"), ("organizations", "0007_lock_users")]

    operations = [
        migrations.CreateModel(
            name="PendingImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.BigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("file_format", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("uploaded", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "owner"), name="pendingimport_owner_unique")
                ],
            },
        ),
        SortByCodePoint("pendingimport"),
    ]
