"""What the settings promise for a service behind TLS; it starts Django anew, since settings are made once.

Seen to fail: with `SESSION_COOKIE_SECURE` off, Django's check and the cookies; with everybody a trusted proxy, the
word of a client for TLS was taken.
"""

import os
import subprocess
import sys

import pytest

from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

SECURE = {
    "BASE_URL": "https://api.example.com",
    "ALLOWED_HOSTS": "api.example.com",
    "TRUSTED_PROXIES": "10.0.0.1",
    "DEBUG": "off",
    "SECRET_KEY": "only-for-this-test-" + "0123456789abcdef" * 3,
}
ASK = """
import django; django.setup()
from django.test import Client
headers = {{"X-Forwarded-Proto": "https", "Host": "api.example.com"}}
response = Client().get("/login/authfail", REMOTE_ADDR="{peer}", headers=headers)
print(response.status_code, response.get("Location"), response.get("Strict-Transport-Security"))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    values = {**os.environ, "DJANGO_SETTINGS_MODULE": "customers_api.settings", **SECURE}
    return subprocess.run([sys.executable, *arguments], env=values, capture_output=True, text=True, check=False)


def test_django_and_the_oauth_library_have_nothing_to_say_against_it() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


COOKIES = """
import django; django.setup()
from django.conf import settings
from django.test import Client
headers = {"X-Forwarded-Proto": "https", "Host": "api.example.com"}
cookie = Client().get("/oauth/login/", REMOTE_ADDR="10.0.0.1", headers=headers).cookies["csrftoken"].OutputString()
print(cookie.partition("; ")[2])
print(settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE)
"""


def test_cookies_come_over_tls_alone_and_are_read_by_no_script() -> None:
    done = run("-c", COOKIES)
    first, second = done.stdout.splitlines()
    assert {part for part in first.split("; ") if "=" not in part or part.startswith("SameSite")} == {
        *("Secure", "HttpOnly", "SameSite=Lax")
    }
    assert second == "True True Lax"


@pytest.mark.parametrize(
    ("peer", "answer"),
    [
        ("10.0.0.1", "200 None max-age=31536000; includeSubDomains; preload"),
        ("192.0.2.1", "301 https://api.example.com/login/authfail None"),
    ],
)
def test_only_a_trusted_proxy_can_say_that_a_request_came_over_tls(peer: str, answer: str) -> None:
    done = run("-c", ASK.format(peer=peer))
    assert (done.returncode, done.stdout) == (0, f"{answer}\n")
