"""Makes rows in several processes, as the text that PostgreSQL's COPY reads; it knows no database.

Each process makes every n-th part and waits until it is taken, so memory stays as it is however many customers there
are. The parts come in order, whoever made them.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, cycle, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

from customers.generation.blocks import Maker
from customers.generation.layout import Layout, as_csv, customer_rows, payment_type_rows
from customers.generation.plan import BLOCK, Plan

# So many blocks go to the database together.
TOGETHER = 5
# Below, starting processes takes longer than making the customers.
FEW = 20_000
MOST_PROCESSES = 4


class LostProcessError(Exception):
    """One of the processes has died."""


class Numbers(NamedTuple):
    """How many rows of each table something has."""

    customers: int
    payment_types: int


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of some customers that follow each other, and how many they are."""

    customers: bytes
    payment_types: bytes
    numbers: Numbers


def processes_for(count: int) -> int:
    """Return how many processes to make customers in: one processor is the database's; 0 makes them in this one."""
    if count < FEW:
        return 0
    # Not every system tells which processors a process may use.
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(processors - 1, 2), MOST_PROCESSES)


def part_of(maker: Maker, layout: Layout, number: int) -> Part:
    """Make a part."""
    blocks = range(number * TOGETHER, min((number + 1) * TOGETHER, maker.plan.blocks))
    made = list(chain.from_iterable(maker.block(block) for block in blocks))
    customers, payment_types = customer_rows(layout, made), payment_type_rows(made)
    return Part(as_csv(customers), as_csv(payment_types), Numbers(len(customers), len(payment_types)))


def number_of_parts(plan: Plan) -> int:
    """Return how many parts a plan has."""
    return -(-plan.count // (BLOCK * TOGETHER))


@contextmanager
def parts_of(plan: Plan, layout: Layout, processes: int) -> Iterator[Iterator[Part]]:
    """Hand out the parts of a plan in order, made in so many processes, or in this one."""
    if processes == 0:
        maker = Maker(plan)
        yield (part_of(maker, layout, number) for number in range(number_of_parts(plan)))
        return
    with ExitStack() as running:
        pipes = [running.enter_context(producer(plan, layout, first, processes)) for first in range(processes)]
        yield (received(pipe) for pipe in islice(cycle(pipes), number_of_parts(plan)))


@contextmanager
def producer(plan: Plan, layout: Layout, first: int, step: int) -> Iterator[Connection]:
    """Run a process that makes every ``step``-th part from the first one on; it ends with the block."""
    # Not by fork: a copy of this process would hold its connection to the database.
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=produce, args=(plan, layout, first, step, there), daemon=True)
    process.start()
    # The process has its own copy; with this one open, its death would never be heard of.
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.terminate()
        process.join()


def produce(plan: Plan, layout: Layout, first: int, step: int, pipe: Connection) -> None:
    """Make parts and send them, until there are no more or nobody takes them."""
    # Ctrl-C reaches all processes of a terminal: the first one tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    maker = Maker(plan)
    try:
        for number in range(first, number_of_parts(plan), step):
            part = part_of(maker, layout, number)
            pipe.send(part.numbers)
            pipe.send_bytes(part.customers)
            pipe.send_bytes(part.payment_types)
    except BrokenPipeError:
        # Whoever took the parts is gone, and with it the reason to make more.
        return


def received(pipe: Connection) -> Part:
    """Return the next part that a process has made."""
    try:
        numbers: Numbers = pipe.recv()
        return Part(pipe.recv_bytes(), pipe.recv_bytes(), numbers)
    except (EOFError, OSError) as error:
        # Between two parts, or in the middle of one.
        raise LostProcessError from error
