"""A real server for the clients that are made of the descriptions."""

from tests.live.conftest import prepared, server

__all__ = ["prepared", "server"]
