"""A database that goes away in the middle of an answer leaves no half of it: the client gets all or an error.

Seen to fail: with the head handed on before the body was there (`start_response` called in `answer`).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from customers_api.api.threads import with_few_threads
from customers_api.core.reading import ReadModel
from tests.v1.contracts import BASE, error
from tests.worlds import World


def test_an_answer_that_breaks_off_is_never_begun() -> None:
    begun: list[str] = []

    def breaking_off(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b'{"data": [{"id": 1},'
        raise OperationalError("server closed the connection unexpectedly")

    application: Any = with_few_threads(breaking_off, count=1)
    with pytest.raises(OperationalError):
        application({}, lambda status, headers: begun.append(status))
    assert begun == []


@pytest.mark.django_db
def test_a_list_of_which_the_last_row_cannot_be_read_is_an_error_and_no_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        assert world.api.json(f"{BASE}/customers", {"reference": f"R-{number}", "name": "x"}).status == 201
    part = ReadModel.part

    def then_away(*args: Any, **kwargs: Any) -> Any:
        part(*args, **kwargs)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(ReadModel, "part", then_away)
    text = "The service is unavailable for a moment: try again later."
    assert world.api.get(f"{BASE}/customers").pair == error(503, "service_unavailable", text)
