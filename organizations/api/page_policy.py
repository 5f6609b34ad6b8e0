"""What a browser may do with the two pages for people: load their style, and send their forms here and to the client.

It knows addresses of clients, and nothing of the protocol that leads to them.
"""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from customers_api.core.text import is_storable
from organizations.oauth import client_addresses

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
LOOPBACK = "127.0.0.1"


def page_policy(request: HttpRequest) -> str:
    """Return the policy of a page.

    Its form is answered by a redirect to the client, and browsers hold the whole chain of redirects that follows a form
    against ``form-action``. So the client's registered addresses are named, and no others.
    """
    return " ".join([POLICY, *sorted({form_target(address) for address in client_addresses(client_id(request))})])


def client_id(request: HttpRequest) -> str:
    """Return the client that the page is shown for; the page of the log-in leads on to the other one."""
    given = request.POST if request.method == "POST" else request.GET
    following = query_of(given.get("next", ""))
    named = given.get("client_id") or QueryDict(following).get("client_id") or ""
    return named if is_storable(named) else ""


def query_of(address: str) -> str:
    """Return the query of an address; what cannot be read has none."""
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def form_target(address: str) -> str:
    """Return what stands for an address in ``form-action``."""
    parts = urlsplit(address)
    if parts.hostname == LOOPBACK:
        # A program on the person's own machine listens on whatever port is free.
        return f"{parts.scheme}://{LOOPBACK}:*"
    # A policy has no word for an IPv6 address.
    return f"{parts.scheme}://{parts.netloc}" if HOST.fullmatch(parts.netloc) else f"{parts.scheme}:"
