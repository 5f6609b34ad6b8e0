"""Texts sort by code point: what only PostgreSQL can be told."""

from django.db import migrations

from customers_api.core.postgresql import SortByCodePoint


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("organizations", "0001_initial"),
    ]

    operations = [
        SortByCodePoint("user"),
        SortByCodePoint("organization"),
    ]
