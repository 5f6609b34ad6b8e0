"""What is made ahead comes in its order, fails in its place, and is made no further than one step ahead.

Seen to fail: with two steps asked for at once, and with the thread left alone when the taker goes.
"""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from customers.transfer.ahead import made_ahead
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE


def test_items_come_in_their_order_and_an_error_in_its_place() -> None:
    def items() -> Iterator[int]:
        yield from range(3)
        raise LookupError("fourth")

    with closing(made_ahead(items())) as ahead:
        assert [next(ahead), next(ahead), next(ahead)] == [0, 1, 2]
        with pytest.raises(LookupError, match="fourth"):
            next(ahead)


def test_one_item_is_made_while_the_one_before_is_in_use_and_no_more() -> None:
    made: list[int] = []
    is_made = threading.Event()

    def items() -> Iterator[int]:
        for number in range(9):
            made.append(number)
            if number == 1:
                is_made.set()
            yield number

    with closing(made_ahead(items())) as ahead:
        assert next(ahead) == 0
        assert is_made.wait(10)
    assert made == [0, 1]


def test_whoever_leaves_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    with closing(made_ahead(iter(range(9)))) as ahead:
        next(ahead)
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
