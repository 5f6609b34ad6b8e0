"""Knows whether the service in this container can serve; Docker runs it and reads its exit status.

It must not know a secret, nor the service's settings: probes answer for any host, in clear text, and to everybody.
What is missing stands in the answer, which Docker keeps (`docker inspect`).
"""

import http.client
import os
import sys

TIMEOUT_SECONDS = 4
# `/livez` asks whether the process answers, `/readyz` also for the database, its migrations and the media folder.
DEFAULT_PATH = "/readyz"


def ask(path: str) -> tuple[int, str]:
    """Return the status and the text of the answer."""
    port = int(os.environ.get("GRANIAN_PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def main(arguments: list[str]) -> int:
    """Print the answer; return an exit status."""
    try:
        status, text = ask(arguments[0] if arguments else DEFAULT_PATH)
    except (OSError, http.client.HTTPException) as error:
        print(f"no answer: {error}", file=sys.stderr)
        return 1
    print(status, text)
    return 0 if status == http.HTTPStatus.OK else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
