"""The back office of who calls, and for whom: organizations, users, API keys, OAuth applications."""

from organizations.admin import clients, keys, login, organizations, users

__all__ = ["clients", "keys", "login", "organizations", "users"]
