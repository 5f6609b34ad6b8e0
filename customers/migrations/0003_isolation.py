"""Links never leave the organization, and texts sort by code point: what only PostgreSQL can be told."""

from django.db import migrations

from customers_api.core.postgresql import KeepLinksInOrganization, SortByCodePoint


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("customers", "0002_links_and_rules"),
        ("organizations", "0001_initial"),
        ("paymenttypes", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        KeepLinksInOrganization("category", ("parent",)),
        KeepLinksInOrganization(
            "customer",
            ("category", "parent", "segmentation", "created_by", "currency", "region", "template"),
        ),
        KeepLinksInOrganization("customerpaymenttype", ("customer", "payment_type")),
        KeepLinksInOrganization("contact", ("customer",)),
        KeepLinksInOrganization("customfield", ("template",)),
        SortByCodePoint("category"),
        SortByCodePoint("segmentation"),
        SortByCodePoint("customer"),
        SortByCodePoint("contact"),
        SortByCodePoint("customfieldtemplate"),
        SortByCodePoint("customfield"),
    ]
