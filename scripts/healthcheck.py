"""Knows whether the service in this container answers; Docker runs it and reads its exit status.

It must not know a secret: an unauthenticated request that is refused in the right way is proof enough.
"""

import http.client
import os
import sys

ADDRESS = "/api/v1.0/customers"
# Refused for want of a key; or, where BASE_URL is https, sent to the address under TLS.
ALIVE = {http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.MOVED_PERMANENTLY}
TIMEOUT_SECONDS = 4


def served_host() -> str:
    """Return a name that ALLOWED_HOSTS accepts, in the form that a client would send."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "localhost"
    return "localhost" if first == "*" else first.lstrip(".")


def status() -> int:
    connection = http.client.HTTPConnection(
        "127.0.0.1", int(os.environ.get("GRANIAN_PORT", "8000")), timeout=TIMEOUT_SECONDS
    )
    try:
        connection.request("GET", ADDRESS, headers={"Host": served_host()})
        return connection.getresponse().status
    finally:
        connection.close()


def main() -> int:
    try:
        answered = status()
    except (OSError, http.client.HTTPException) as error:
        print(f"no answer: {error}", file=sys.stderr)
        return 1
    if answered not in ALIVE:
        print(f"unexpected status {answered}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
