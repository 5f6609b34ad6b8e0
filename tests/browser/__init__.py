"""Looks at the pages of the back office as people do: in a real browser, served by the production server."""
