"""Knows that Django runs in few threads, whatever number the server has; it must not know a request."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from customers_api.api.threads import with_few_threads


class Answer:
    """An answer in pieces, which notes where it was closed."""

    def __init__(self) -> None:
        self.closed_in: list[str] = []

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"one ", b"two")

    def close(self) -> None:
        self.closed_in.append(threading.current_thread().name)


def ask(application: Any) -> tuple[str, list[tuple[str, str]], list[bytes]]:
    started: list[Any] = []
    body = list(application({}, lambda status, headers: started.append((status, headers))))
    return *started[0], body


def test_an_answer_comes_back_whole_and_is_closed_in_the_thread_that_made_it() -> None:
    answer, threads = Answer(), list[str]()

    def application(environ: object, start_response: Any) -> Answer:
        threads.append(threading.current_thread().name)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return answer

    assert ask(with_few_threads(application, count=2)) == ("200 OK", [("Content-Type", "text/plain")], [b"one two"])
    assert answer.closed_in == threads
    assert threads[0].startswith("request")


def test_many_callers_are_served_by_few_threads_one_after_the_other() -> None:
    threads: set[str] = set()

    def application(environ: object, start_response: Any) -> list[bytes]:
        threads.add(threading.current_thread().name)
        start_response("204 No Content", [])
        return []

    few = with_few_threads(application, count=3)
    with ThreadPoolExecutor(20) as callers:
        answers = [callers.submit(ask, few) for _ in range(200)]
        assert {answer.result()[0] for answer in answers} == {"204 No Content"}
    assert 1 <= len(threads) <= 3


def test_a_crash_reaches_the_server() -> None:
    def application(environ: object, start_response: object) -> list[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(with_few_threads(application, count=1))
