"""The service's settings for a server of the tests: its static files lie in a folder of its own.

They know nothing else: everything that the environment decides stays as it is.
"""

import os
from pathlib import Path

from customers_api.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["STATIC_ROOT"])
