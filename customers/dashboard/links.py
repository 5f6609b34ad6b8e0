"""The list of customers, filtered: the names that its address has for what the dashboard counts."""

from urllib.parse import urlencode

from django.urls import reverse

# The filters of the list (customers/admin/filters.py) go by these names and values.
ON_HOLD = ("on_hold", "yes")
WITHOUT_ADDRESS = ("without", "address")
WITHOUT_EMAIL = ("without", "email")
OVER_LIMIT = ("over_limit", "yes")
# With all categories below it.
CATEGORY = "category"
# A code of two letters.
COUNTRY = "country"
SEGMENTATION = "segmentation"
# As in 2024-03.
CREATED_MONTH = "created_month"


def customers_list(*filters: tuple[str, str]) -> str:
    """Return the address of the list of the customers that pass all filters."""
    address = reverse("admin:customers_customer_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address
