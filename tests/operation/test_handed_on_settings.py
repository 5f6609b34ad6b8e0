"""Every setting reaches the container of the Compose file, and an empty variable means what the page of operation says.

It must not know what a setting does. Seen to fail: more than twenty settings of `.env` had no effect in the
container, and nothing said so.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from customers_api.environment import Environment
from customers_api.operation.logs import FORMATS, LEVELS
from tests.marks import NO_DATABASE
from tests.test_docs import OPERATIONS, variables

pytestmark = NO_DATABASE

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "customers_api" / name for name in ("settings.py", "environment.py")]
# What the container decides by itself, whatever stands in `.env`; the page names them.
FIXED = {"DATABASE_URL", "MEDIA_ROOT", "PROMETHEUS_MULTIPROC_DIR"}
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def settings_read() -> set[str]:
    """Return the names of all variables that the service reads."""
    return {name for source in SOURCES for name in variables(source.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("service", ["service", "migrate"])
def test_every_setting_reaches_the_container_as_the_shell_or_the_file_has_it(service: str) -> None:
    given: dict[str, str | None] = COMPOSE["services"][service]["environment"]
    assert len(settings_read()) > 30
    assert {name for name, value in given.items() if value is None} == settings_read() - FIXED - {"SECRET_KEY"}
    assert str(given["SECRET_KEY"]).startswith("${SECRET_KEY:?")
    assert {name for name, value in given.items() if value is not None} == FIXED | {"SECRET_KEY", "GRANIAN_WORKERS"}


def test_what_the_container_decides_is_as_its_image_has_it() -> None:
    given, image = COMPOSE["services"]["service"]["environment"], (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for name in FIXED - {"DATABASE_URL"}:
        assert f" {name}={given[name]} " in image


def test_an_empty_variable_means_what_the_page_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = " ".join(OPERATIONS.read_text(encoding="utf-8").split())
    assert (
        "An **empty** variable means: switches off, `ONE_PROCESSOR` too; rates without limit; texts, words, lists,"
        " folders and addresses as if it were not set. A number that is empty is refused, and so is `SECRET_KEY`,"
        " unless `DEBUG` is on."
    ) in page
    environment = Environment(tmp_path)
    for name in settings_read():
        monkeypatch.delenv(name, raising=False)
    without = (environment.database(), environment.cache(), environment.allowed_hosts())
    for name in settings_read():
        monkeypatch.setenv(name, "")
    assert environment.flag("ONE_PROCESSOR", default=True) is False
    assert environment.rate("V2_RATE", "100/minute") is None
    assert (environment.choice("LOG_FORMAT", FORMATS), environment.choice("LOG_LEVEL", LEVELS)) == ("json", "INFO")
    assert (environment.database(), environment.cache(), environment.allowed_hosts()) == without
    assert (environment.base_url(), environment.trusted_proxies(), environment.text("METRICS_TOKEN")) == ("", [], "")
    assert environment.folder("PROMETHEUS_MULTIPROC_DIR") == ""
    assert environment.secret_key(debug=True)


@pytest.mark.parametrize("name", ["THREADS", "MAX_BODY_MIB", "PAGE_SIZE", "SECRET_KEY"])
def test_an_empty_number_or_key_is_refused_by_name(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(name, "")
    environment = Environment(tmp_path)
    ask: dict[str, Callable[[], object]] = {
        "THREADS": lambda: environment.count("THREADS", 8),
        "MAX_BODY_MIB": lambda: environment.number("MAX_BODY_MIB", 10, least=1, most=1024),
        "PAGE_SIZE": environment.page_sizes,
        "SECRET_KEY": lambda: environment.secret_key(debug=False),
    }
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must be "):
        ask[name]()
