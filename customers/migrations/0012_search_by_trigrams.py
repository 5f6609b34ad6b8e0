"""Parts of a customer's reference, name, e-mail, phone and city are found by an index, on PostgreSQL.

Customers are written meanwhile. A million take about two minutes.
"""

from django.db import migrations

from customers_api.core.large_indexes import AddTrigramIndex


class Migration(migrations.Migration):
    """See the module."""

    atomic = False

    dependencies = [("customers", "0011_count_inactive_customers")]

    operations = [AddTrigramIndex("customer", "customer_search_trigrams", "search_folded")]
