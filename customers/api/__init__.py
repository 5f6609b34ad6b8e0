"""Customers, categories, segmentations and contacts over HTTP."""
