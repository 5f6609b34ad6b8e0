"""A table for how many customers there are of each kind."""

import django.db.models.deletion
from django.db import migrations, models

from customers_api.core.postgresql import SortByCodePoint


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("customers", "0005_customers_of_foreign_creators"),
        ("organizations", "0007_lock_users"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", models.TextField()),
                ("customers", models.BigIntegerField()),
                ("is_folded", models.BooleanField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "customer tallies",
                "indexes": [models.Index(fields=["organization", "is_folded"], name="customertally_folded")],
            },
        ),
        SortByCodePoint("customertally"),
    ]
