"""Settings that are not safe together stop the start with one line that names the variable.

Seen to fail: with the call of `demand_safety` taken out of the settings, every start below succeeded.
"""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from customers_api.operation.safety import demand_long_token, demand_safety
from tests.commands.test_startup import start
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

GOOD_KEY = "0123456789abcdef" * 3
OTHERS = {"ALLOWED_HOSTS": "customers.example.com"}
SHORT = "is shorter than 32 characters or made of fewer than 8 different ones"


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        (OTHERS, f"SECRET_KEY {SHORT}, and ALLOWED_HOSTS lets others in: make a random one."),
        (
            {"BASE_URL": "https://customers.example.com"},
            f"SECRET_KEY {SHORT}, and BASE_URL lets others in: make a random one.",
        ),
        (
            {**OTHERS, "DEBUG": "on"},
            "DEBUG is on, but ALLOWED_HOSTS lets others in: DEBUG is for your own machine alone.",
        ),
        (
            {"ALLOWED_HOSTS": "*", "SECRET_KEY": GOOD_KEY},
            "ALLOWED_HOSTS is * and BASE_URL is not set: any host a client makes up would do.",
        ),
        ({"TRUSTED_PROXIES": "10.0.0.1,0.0.0.0/0"}, "TRUSTED_PROXIES holds 0.0.0.0/0, which is everybody."),
        ({"METRICS_TOKEN": "short"}, "METRICS_TOKEN must have at least 16 characters."),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be one of json, line, not 'xml'."),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of INFO, DEBUG, WARNING, ERROR, CRITICAL, not 'loud'."),
        (
            {"PROMETHEUS_MULTIPROC_DIR": "/dev/null/x"},
            "PROMETHEUS_MULTIPROC_DIR is no folder that can be written: Not a directory.",
        ),
    ],
)
def test_a_start_is_refused_with_one_line(variables: dict[str, str], line: str) -> None:
    ended = start(["manage.py", "check"], variables)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", f"configuration: {line}\n")


def test_the_production_server_does_not_start_either() -> None:
    server = ["-m", "granian", "--interface", "wsgi", "--port", "0", "customers_api.wsgi:application"]
    ended = start(server, {**OTHERS, "DEBUG": "on"})
    assert ended.returncode != 0
    assert "DEBUG is on, but ALLOWED_HOSTS lets others in" in ended.stderr + ended.stdout


def demand(**changed: Any) -> None:
    usual: dict[str, Any] = {
        "debug": False,
        "secret_keys": [GOOD_KEY],
        "base_url": "https://customers.example.com",
        "hosts": ["customers.example.com"],
        "proxies": ["10.0.0.0/8"],
    }
    demand_safety(**{**usual, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"hosts": ["*"]},
        {"base_url": "", "hosts": ["localhost", "127.0.0.1", "[::1]"], "secret_keys": ["x"]},
        {"base_url": "", "hosts": ["localhost"], "debug": True, "secret_keys": ["x"]},
        {"base_url": "http://127.0.0.1:8000", "hosts": ["localhost"], "debug": True},
        {"secret_keys": [GOOD_KEY, GOOD_KEY[::-1]]},
    ],
)
def test_what_is_safe_passes(changed: dict[str, Any]) -> None:
    demand(**changed)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"secret_keys": ["x" * 64]}, "SECRET_KEY "),
        ({"secret_keys": [GOOD_KEY[:31]]}, "SECRET_KEY "),
        ({"secret_keys": ["django-insecure-" + GOOD_KEY]}, "SECRET_KEY is a known example"),
        ({"secret_keys": ["collects-files-and-signs-nothing" + GOOD_KEY]}, "SECRET_KEY is a known example"),
        ({"secret_keys": [GOOD_KEY, "old"]}, "SECRET_KEY_FALLBACKS "),
        ({"debug": True}, "DEBUG "),
        ({"debug": True, "base_url": "https://localhost", "hosts": ["localhost"]}, "DEBUG "),
        ({"debug": True, "base_url": "", "hosts": [".example.com"]}, "DEBUG "),
        ({"base_url": "", "hosts": ["localhost", "*"]}, "ALLOWED_HOSTS "),
        ({"proxies": ["::/0"]}, "TRUSTED_PROXIES "),
        ({"proxies": ["0.0.0.0/0"], "base_url": "", "hosts": ["localhost"]}, "TRUSTED_PROXIES "),
    ],
)
def test_what_is_not_safe_is_named(changed: dict[str, Any], name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name}"):
        demand(**changed)


def test_a_token_that_no_header_can_hold_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^METRICS_TOKEN "):
        demand_long_token("é" * 16)
