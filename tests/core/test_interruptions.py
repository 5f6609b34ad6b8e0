"""Ctrl-C and SIGTERM end work at once or where it lets them, and are afterwards what they were.

Seen to fail: with SIGTERM not heard, with the second signal remembered like the first, and with handlers that stayed.
"""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from customers_api.core.interruptions import Interruption, InterruptionError, PatientInterruption
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in SIGNALS]


def send(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", SIGNALS)
def test_work_is_ended_at_once(number: int) -> None:
    before = handlers()
    with pytest.raises(InterruptionError) as ended, Interruption():
        send(number)
    assert (ended.value.number, ended.value.status) == (number, 128 + number)
    assert handlers() == before


@pytest.mark.parametrize("number", SIGNALS)
def test_patience_ends_work_where_it_asks(number: int) -> None:
    before = handlers()
    with PatientInterruption() as interruption:
        interruption.obey()
        send(number)
        with pytest.raises(InterruptionError) as ended:
            interruption.obey()
    assert ended.value.number == number
    assert handlers() == before


@pytest.mark.parametrize("number", SIGNALS)
def test_the_second_signal_ends_patience(number: int) -> None:
    with PatientInterruption():
        send(number)
        with pytest.raises(InterruptionError):
            send(number)


def test_a_thread_works_undisturbed() -> None:
    """Python lets the main thread alone hear signals, and refuses others that try."""
    before = handlers()

    def work() -> list[object]:
        with Interruption(), PatientInterruption():
            return handlers()

    with ThreadPoolExecutor() as pool:
        assert pool.submit(work).result() == before
