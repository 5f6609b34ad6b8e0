"""A server that does nothing but answer a text of the usual size: it tells how much the client can ask for.

Run as ``python -m benchmarks.peers.trivial PORT``, by a Python that has uvloop.
"""

import asyncio
import sys
from typing import Any

import uvloop

LIST, ONE = 167_000, 1_700


def answer(size: int) -> bytes:
    """Return a whole answer of so many bytes."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {size}\r\n\r\n"
    return head.encode() + b'"' + b"x" * (size - 2) + b'"'


ANSWERS = {True: answer(LIST), False: answer(ONE)}


class Trivial(asyncio.Protocol):
    """A connection: one request at a time, as the client sends them."""

    def connection_made(self, transport: Any) -> None:
        """Keep where to answer."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer at once; small requests come in one piece."""
        self.transport.write(ANSWERS[b"max=" in data[:100]])


async def serve(port: int) -> None:
    """Answer for ever."""
    server = await asyncio.get_running_loop().create_server(Trivial, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
