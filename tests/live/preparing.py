"""Makes what a server of the tests begins with: `python -m tests.live.preparing USERNAME …` prints their keys.

One process for all of it: to start a command line for each step takes longer than the steps. It knows no server.
"""

import sys
from io import StringIO

import django
from django.core.management import call_command


def main(usernames: list[str]) -> None:
    """Make the demo world, collect the static files, and make a key for each of the users."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("seed_demo", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    for username in usernames:
        call_command("create_api_key", username)


if __name__ == "__main__":
    main(sys.argv[1:])
