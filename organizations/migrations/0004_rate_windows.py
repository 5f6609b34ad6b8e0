"""Calls are counted for each account, where a dialect has a rate."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("organizations", "0003_failed_logins"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateWindow",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("started", models.BigIntegerField()),
                ("calls", models.BigIntegerField()),
            ],
        ),
    ]
