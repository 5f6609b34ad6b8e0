"""The README's tour, run as printed: each curl line against a live server with the demo world, each answer whole.

It must not know what a request means: what has to come back stands in the README.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from customers.demo.world import build_demo_world

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
TOUR = README.partition("\n## A tour in twelve requests\n")[2].partition("\n## ")[0]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ADDRESS = "http://127.0.0.1:8000"
# What stands in the README for a value that differs each time.
ANYTHING = "…"
SETTING = re.compile(r"^export (\w+)=(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A request of the tour and the answer that is shown below it, which is JSON or plain text."""

    command: str
    language: str
    answer: str


def blocks() -> list[tuple[str, str]]:
    """Return the language and the text of each block of the tour; the first one holds the settings."""
    return [(match[1], match[2]) for match in FENCE.finditer(TOUR)]


def steps() -> list[Step]:
    """Return the requests with their answers, in their order."""
    requests, answers = blocks()[1::2], blocks()[2::2]
    assert {language for language, _ in requests} == {"sh"}
    return [
        Step(command.strip(), language, answer)
        for (_, command), (language, answer) in zip(requests, answers, strict=True)
    ]


def masked(found: Any, shown: Any) -> Any:
    """Return what was found with the README's mark wherever the README has it in place of some text."""
    if shown == ANYTHING and isinstance(found, str) and found:
        return ANYTHING
    if isinstance(found, dict) and isinstance(shown, dict):
        return {key: masked(value, shown.get(key)) for key, value in found.items()}
    if isinstance(found, list) and isinstance(shown, list) and len(found) == len(shown):
        return [masked(*pair) for pair in zip(found, shown, strict=True)]
    return found


def ordered(value: Any) -> Any:
    """Return a value whose comparison also compares the order of keys."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def curl_or_skip() -> None:
    """Like every test that needs another tool: passed over on a machine without it, failed where all must be there."""
    if shutil.which("curl") is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail("curl is needed to run the README's tour")
        pytest.skip("curl is not installed: the README's tour was not run")


def run(command: str, settings: dict[str, str]) -> str:
    """Run a line of the tour in a shell, as a reader would, but for the progress meter."""
    line = re.sub(r"^curl ", "curl --silent --show-error ", command)
    environment = {"PATH": os.environ["PATH"], **settings}
    ended = subprocess.run(["sh", "-c", line], env=environment, capture_output=True, text=True, check=True, timeout=60)
    return ended.stdout


def test_the_tour_has_twelve_curl_lines_each_with_its_answer() -> None:
    assert [step.command.partition(" ")[0] for step in steps()] == ["curl"] * 12


def test_the_tour_begins_with_the_two_variables_that_it_uses() -> None:
    assert SETTING.findall(blocks()[0][1]) == [("KEY", "ck_…"), ("API", f"{ADDRESS}/api/v1.0")]
    assert set(re.findall(r"\$(\w+)", " ".join(step.command for step in steps()))) == {"KEY", "API"}


@pytest.mark.django_db(transaction=True)
def test_every_line_of_the_tour_answers_as_shown(live_server: LiveServer) -> None:
    curl_or_skip()
    settings = {"KEY": build_demo_world().new_key("api"), "API": f"{live_server.url}/api/v1.0"}
    for step in steps():
        printed = run(step.command.replace(ADDRESS, live_server.url), settings)
        if step.language == "json":
            shown = json.loads(step.answer.replace(ADDRESS, live_server.url))
            assert ordered(masked(json.loads(printed), shown)) == ordered(shown), step.command
        else:
            assert printed.strip() == step.answer.strip(), step.command


@pytest.mark.parametrize(
    ("found", "shown", "same"),
    [
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "…"}, True),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "…"}]}, True),
        ({"a": 1}, {"a": "…"}, False),
        ({"a": None}, {"a": "…"}, False),
        ({"a": ""}, {"a": "…"}, False),
        ({"a": "x", "b": 1}, {"a": "…"}, False),
        ({}, {"a": "…"}, False),
        ({"b": 1, "a": 1}, {"a": 1, "b": 1}, False),
        ([1], [1, 2], False),
    ],
)
def test_the_mark_stands_for_a_text_and_for_nothing_else(found: Any, shown: Any, same: bool) -> None:  # noqa: FBT001
    assert (ordered(masked(found, shown)) == ordered(shown)) is same
