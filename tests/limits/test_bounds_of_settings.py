"""Which values the bounds themselves may have: any other stops the start with one line that names it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from customers_api.environment import Environment
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path)


@pytest.mark.parametrize("value", ["7", "201", "-8", "8.0", "1e2", "eight", "0x10", "٨", "9" * 5000])
def test_a_number_outside_of_its_bounds_is_named(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MAX_JSON_DEPTH", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.number("MAX_JSON_DEPTH", 32, least=8, most=200)
    assert str(refused.value) == f"MAX_JSON_DEPTH must be a number from 8 to 200, not {value!r}."


@pytest.mark.parametrize(("value", "number"), [("8", 8), ("200", 200), (" 0100 ", 100)])
def test_the_bounds_belong_to_it(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, value: str, number: int
) -> None:
    monkeypatch.setenv("MAX_JSON_DEPTH", value)
    assert environment.number("MAX_JSON_DEPTH", 32, least=8, most=200) == number


@pytest.mark.parametrize(
    ("usual", "largest", "sizes"), [(None, None, (100, 1000)), (None, "50", (50, 50)), ("7", "7", (7, 7))]
)
def test_a_page_is_no_larger_than_the_largest(
    environment: Environment,
    monkeypatch: pytest.MonkeyPatch,
    usual: str | None,
    largest: str | None,
    sizes: tuple[int, int],
) -> None:
    for name, value in (("PAGE_SIZE", usual), ("MAX_PAGE_SIZE", largest)):
        if value is not None:
            monkeypatch.setenv(name, value)
    assert environment.page_sizes() == sizes
    monkeypatch.setenv("PAGE_SIZE", "1001")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.page_sizes()
    assert str(refused.value) == f"PAGE_SIZE must not be more than MAX_PAGE_SIZE, which is {sizes[1]}."
