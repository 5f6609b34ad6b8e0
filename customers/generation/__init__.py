"""Customers that look like real ones, made from a seed by the hundred thousand; it knows no command and no HTTP."""
