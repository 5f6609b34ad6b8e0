"""The back office of customers, what they are sorted by, and their custom fields."""

from customers.admin import categories, templates

__all__ = ["categories", "templates"]
