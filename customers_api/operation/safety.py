"""Knows which settings together are not safe for a service that others can reach, and not where they come from.

On a machine of one's own nearly everything may be tried. As soon as an address or a host name says that others are
served, a start with a key that can be guessed, or with tracebacks for everybody, is refused with one line.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from customers_api.environment import is_loopback

SHORTEST_KEY = 32
FEWEST_CHARACTERS = 8
SHORTEST_TOKEN = 16
# Keys that stand in files which everybody can read: of this project, of Django, and of half the examples there are.
KNOWN_KEYS = ("django-insecure-", "collects-files-and-signs", "only-for-the-type-checker", "changeme", "change-me")


def demand_safety(
    *, debug: bool, secret_keys: Sequence[str], base_url: str, hosts: Sequence[str], proxies: Iterable[str]
) -> None:
    """Raise for the first setting that is not safe together with the others."""
    demand_real_proxies(proxies)
    public = public_setting(base_url, hosts)
    if public is None:
        return
    if debug:
        raise ImproperlyConfigured(f"DEBUG is on, but {public} lets others in: DEBUG is for your own machine alone.")
    if "*" in hosts and not base_url:
        raise ImproperlyConfigured("ALLOWED_HOSTS is * and BASE_URL is not set: any host a client makes up would do.")
    for name, keys in (("SECRET_KEY", secret_keys[:1]), ("SECRET_KEY_FALLBACKS", secret_keys[1:])):
        flaw = next((flaw for flaw in map(flaw_of_key, keys) if flaw is not None), None)
        if flaw is not None:
            raise ImproperlyConfigured(f"{name} {flaw}, and {public} lets others in: make a random one.")


def public_setting(base_url: str, hosts: Sequence[str]) -> str | None:
    """Return the setting that tells that others are to reach the service, or ``None``."""
    if base_url and not is_loopback(urlsplit(base_url).hostname or ""):
        return "BASE_URL"
    if not all(is_loopback(host.strip("[]")) for host in hosts):
        return "ALLOWED_HOSTS"
    return "BASE_URL" if base_url.startswith("https://") else None


def flaw_of_key(key: str) -> str | None:
    """Return why a key could be guessed, or ``None``."""
    if any(known in key.lower() for known in KNOWN_KEYS):
        return "is a known example"
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        return f"is shorter than {SHORTEST_KEY} characters or made of fewer than {FEWEST_CHARACTERS} different ones"
    return None


def demand_real_proxies(proxies: Iterable[str]) -> None:
    """Raise for networks that are everybody: every client could then make up its own address and scheme."""
    networks = []
    for proxy in proxies:
        networks.append(ipaddress.ip_network(proxy, strict=False))
        if networks[-1].prefixlen == 0:
            raise ImproperlyConfigured(f"TRUSTED_PROXIES holds {proxy}, which is everybody.")
    # Put together: two halves are everybody too.
    of_4 = ipaddress.collapse_addresses([one for one in networks if isinstance(one, ipaddress.IPv4Network)])
    of_6 = ipaddress.collapse_addresses([one for one in networks if isinstance(one, ipaddress.IPv6Network)])
    if 0 in [*(one.prefixlen for one in of_4), *(one.prefixlen for one in of_6)]:
        raise ImproperlyConfigured("TRUSTED_PROXIES holds networks that together are everybody.")


def demand_long_token(token: str) -> str:
    """Return the token of the metrics; raise for one that is soon guessed, since nothing slows down the guessing."""
    if token and len(token) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(f"METRICS_TOKEN must have at least {SHORTEST_TOKEN} characters.")
    if not token.isascii():
        raise ImproperlyConfigured("METRICS_TOKEN must be of ASCII characters, as headers are.")
    return token
