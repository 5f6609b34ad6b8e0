"""The back office of customers, what they are sorted by, and their custom fields."""

from customers.admin import categories, customers, importing, templates

__all__ = ["categories", "customers", "importing", "templates"]
