"""Knows Django, knows no HTTP and no wire name."""
