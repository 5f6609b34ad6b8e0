"""Which ``Accept`` headers leave room for JSON; it knows no answer beyond its status."""

import pytest

from tests.v1.contracts import BASE
from tests.worlds import World


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("text/html, */*;q=0.1", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/json;q=0, application/json;version=1", 200),
        ("text/html", 406),
        ("*/*;q=0", 406),
        ("application/json;q=0, */*", 406),
    ],
)
def test_only_a_header_that_excludes_json_is_refused(world: World, accept: str, status: int) -> None:
    assert world.api.get(f"{BASE}/customers", Accept=accept).status == status
