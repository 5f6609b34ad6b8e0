"""Runs a command of manage.py with batches of a few rows: `python -m tests.transfer.small_batches COMMAND …`.

So a small file takes as many steps as a large one. It knows nothing of what happens to the process meanwhile.
"""

import sys
from importlib import import_module

import django
from django.core.management import execute_from_command_line

SIZE = 10

if __name__ == "__main__":
    django.setup()
    vars(import_module("customers.transfer.importer"))["BATCH"] = SIZE
    execute_from_command_line(sys.argv)
