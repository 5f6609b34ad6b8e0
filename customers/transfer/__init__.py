"""Customers in files: their columns, how files are read and written. A door to the write path, like a dialect."""
