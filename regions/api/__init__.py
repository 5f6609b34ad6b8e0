"""Regions over HTTP."""
