"""Reads the process environment into typed settings; it knows the variables' rules and nothing of Django's settings.

Every reader raises ``ImproperlyConfigured`` with one line that names the variable, so that a bad value stops the start.
"""

import ipaddress
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg2 import ProgrammingError
from psycopg2.extensions import make_dsn

RATE = re.compile(r"^([1-9][0-9]{0,8})/(second|minute|hour|day)$")
SECRET_KEY_FILE = ".secret_key"  # noqa: S105 (a file name)
COUNT = re.compile(r"^[1-9][0-9]{0,2}$", re.ASCII)
NUMBER = re.compile(r"^[0-9]{1,9}$", re.ASCII)
LOCAL_NAMES = {"localhost", "testserver"}
# What Django takes for itself.
DJANGO_OPTIONS = {"isolation_level", "assume_role"}
# As requests name hosts: no port, no blanks, no letters beyond ASCII; an IPv6 address stands in brackets.
NAME = r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?"
ALLOWED_HOST = re.compile(rf"\*|\.?{NAME}|\[[0-9a-f:.]+\]", re.ASCII | re.IGNORECASE)
ADDRESS = re.compile(rf"https?://(?:{NAME}|\[[0-9a-f:.]+\])(?::[0-9]+)?(?:/[a-z0-9._~/%-]*)?", re.ASCII | re.IGNORECASE)
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql", "psql", "pgsql"}


class Environment:
    """The variables of the process, and those of the ``.env`` file beside ``manage.py`` (the process wins)."""

    def __init__(self, base_dir: Path) -> None:
        self.base_dir = base_dir
        self.env = environ.Env()
        dotenv = base_dir / ".env"
        if dotenv.is_file():
            environ.Env.read_env(str(dotenv))

    def text(self, name: str, default: str = "") -> str:
        """Return the variable's text, blanks around it removed."""
        return str(self.env.str(name, default=default)).strip()

    def flag(self, name: str, *, default: bool) -> bool:
        """Return an on/off switch."""
        value = self.text(name, "on" if default else "off").lower()
        if value in {"on", "true", "1", "yes"}:
            return True
        if value in {"off", "false", "0", "no", ""}:
            return False
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")

    def names(self, name: str) -> list[str]:
        """Return a comma separated list."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def rate(self, name: str, default: str = "") -> str | None:
        """Return a rate such as ``100/minute``, or ``None`` where there is no limit."""
        value = self.text(name, default)
        if value and not RATE.match(value):
            raise ImproperlyConfigured(f"{name} must look like 100/minute, not {value!r}.")
        return value or None

    def count(self, name: str, default: int) -> int:
        """Return a number of things, at least one."""
        value = self.text(name, str(default))
        if not COUNT.match(value):
            raise ImproperlyConfigured(f"{name} must be a number from 1 to 999, not {value!r}.")
        return int(value)

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number between two bounds, which belong to it."""
        value = self.text(name, str(default))
        if not NUMBER.match(value) or not least <= int(value) <= most:
            raise ImproperlyConfigured(f"{name} must be a number from {least} to {most}, not {value!r}.")
        return int(value)

    def page_sizes(self) -> tuple[int, int]:
        """Return how many records a page has by default, and at most."""
        largest = self.number("MAX_PAGE_SIZE", 1000, least=1, most=10_000)
        usual = self.number("PAGE_SIZE", min(100, largest), least=1, most=10_000)
        if usual > largest:
            raise ImproperlyConfigured(f"PAGE_SIZE must not be more than MAX_PAGE_SIZE, which is {largest}.")
        return usual, largest

    def choice(self, name: str, options: Sequence[str]) -> str:
        """Return one of several words; the first is what an unset variable means."""
        value = self.text(name) or options[0]
        for option in options:
            if value.lower() == option.lower():
                return option
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")

    def folder(self, name: str) -> str:
        """Return a folder, which is made where it is not there, or an empty text; libraries read the same."""
        value = self.text(name)
        os.environ.pop(name, None)
        if value:
            os.environ[name] = value
            try:
                Path(value).mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise ImproperlyConfigured(f"{name} is no folder that can be written: {error.strerror}.") from error
        return value

    def database(self) -> dict[str, object]:
        """Return Django's description of the database named by ``DATABASE_URL``."""
        url = self.text("DATABASE_URL") or f"sqlite:///{self.base_dir / 'db.sqlite3'}"
        try:
            # Looked at first: the library would warn of another one, and print the password while it does.
            is_known = url.partition("://")[0] in DATABASE_SCHEMES
            config: dict[str, Any] = dict(environ.Env.db_url_config(url)) if is_known else {}
        except (ValueError, ImproperlyConfigured) as error:
            raise ImproperlyConfigured("DATABASE_URL is not the address of a database.") from error
        # In memory, each thread would have an empty database of its own.
        if config.get("NAME") in {None, "", ":memory:"}:
            raise ImproperlyConfigured("DATABASE_URL must name a database, as postgres://… or sqlite:///….")
        if "postgresql" in config["ENGINE"] and not are_options(config.get("OPTIONS", {})):
            raise ImproperlyConfigured("DATABASE_URL holds an option that is none.")
        return config

    def cache(self) -> dict[str, object]:
        """Return Django's description of the cache named by ``CACHE_URL``; by default one in each process."""
        url = self.text("CACHE_URL") or "locmemcache://"
        try:
            # Raises for a port that is none, which the library takes.
            _ = urlsplit(url).port
            return dict(environ.Env.cache_url_config(url))
        except (KeyError, ValueError, ImproperlyConfigured) as error:
            raise ImproperlyConfigured("CACHE_URL is not the address of a cache, such as redis://….") from error

    def base_url(self) -> str:
        """Return the absolute address of the service without a slash at its end, or an empty text.

        Its scheme decides on TLS; clear text on a host that others can reach must be asked for by ``ALLOW_HTTP=on``.
        """
        value = self.text("BASE_URL").rstrip("/")
        clear_text_allowed = self.flag("ALLOW_HTTP", default=False)
        if not value:
            return ""
        if not is_address(value):
            # Not repeated: somebody may have written a password into it.
            raise ImproperlyConfigured("BASE_URL must be an address such as https://customers.example.com.")
        # Scheme and host mean the same in capital letters, and are compared as small ones.
        parts = urlsplit(value)
        parts = parts._replace(netloc=parts.netloc.lower())
        if parts.scheme == "http" and not is_loopback(parts.hostname or "") and not clear_text_allowed:
            raise ImproperlyConfigured(
                "BASE_URL is http:// on a host that is not loopback: use https://, or set ALLOW_HTTP=on."
            )
        return parts.geturl()

    def allowed_hosts(self) -> list[str]:
        """Return the hosts that clients may ask for; by default this machine's own names."""
        hosts = self.names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
        for host in hosts:
            if not ALLOWED_HOST.fullmatch(host):
                raise ImproperlyConfigured(
                    f"ALLOWED_HOSTS holds {host!r}, which is no host name, such as customers.example.com."
                )
        return hosts

    def trusted_proxies(self) -> list[str]:
        """Return the addresses or networks whose forwarding headers are believed."""
        proxies = self.names("TRUSTED_PROXIES")
        for proxy in proxies:
            try:
                ipaddress.ip_network(proxy, strict=False)
            except ValueError as error:
                raise ImproperlyConfigured(f"TRUSTED_PROXIES holds {proxy!r}, which is no IP address.") from error
        return proxies

    def secret_key(self, *, debug: bool) -> str:
        """Return ``SECRET_KEY``, or the key that ``make run`` has made on this machine.

        Without one of them only a debugging process may start, with a key of its own.
        """
        value = self.text("SECRET_KEY") if "SECRET_KEY" in os.environ else self.kept_secret_key()
        if value:
            return value
        if debug:
            return secrets.token_urlsafe(50)
        raise ImproperlyConfigured("SECRET_KEY must be set (`make run` makes one; DEBUG=on does without).")

    def kept_secret_key(self) -> str:
        """Return the key in the file beside ``manage.py``, or an empty text."""
        try:
            return (self.base_dir / SECRET_KEY_FILE).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(f"SECRET_KEY is not set, and {SECRET_KEY_FILE} cannot be read.") from error


def is_address(text: str) -> bool:
    """Tell whether a text is an absolute address of scheme, host, port and path alone."""
    if not ADDRESS.fullmatch(text):
        return False
    try:
        # What the pattern does not know: how large a port may be, and which addresses of IPv6 there are.
        return urlsplit(text).port != 0
    except ValueError:
        return False


def are_options(options: dict[str, object]) -> bool:
    """Tell whether PostgreSQL's client knows all options; with another one every connection would be a crash."""
    try:
        make_dsn(None, **{name: value for name, value in options.items() if name not in DJANGO_OPTIONS})
    except ProgrammingError:
        return False
    return True


def origin_of(url: str) -> str:
    """Return scheme and host of an address, as browsers name where a request comes from."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the host."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
