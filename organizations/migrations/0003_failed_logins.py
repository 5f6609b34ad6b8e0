"""Wrong passwords are counted for each user and address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("organizations", "0002_isolation"),
    ]

    operations = [
        migrations.CreateModel(
            name="FailedLogin",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField()),
                ("locked_until", models.BigIntegerField()),
                ("forgotten_at", models.BigIntegerField(db_index=True)),
            ],
        ),
    ]
