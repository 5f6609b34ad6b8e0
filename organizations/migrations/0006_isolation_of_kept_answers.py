"""Kept answers link to users of their own organization, and sort by code point: what only PostgreSQL can be told."""

from django.db import migrations

from customers_api.core.postgresql import KeepLinksInOrganization, SortByCodePoint


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("organizations", "0005_kept_answers"),
    ]

    operations = [
        KeepLinksInOrganization("keptanswer", ("user",)),
        SortByCodePoint("keptanswer"),
    ]
