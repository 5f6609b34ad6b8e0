"""How much memory a worker of the server has after ever more requests: it should stay what it is.

Run it with ``python -m benchmarks.memory [--requests N] [--url DATABASE]``: it starts granian as operations.md says,
with one worker, sends mixed requests (lists, shows, searches, creations, changes, refusals, the back office's log-in
page) from eight connections, and prints the worker's resident memory ten times on the way. Without an address it makes
a database with a thousand customers, and drops it at the end. ``measure`` returns what it prints.
"""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.generation import manage
from benchmarks.growth import KEY, filled

SENDERS, LOOKS = 8, 10
API = "/api/v1.0/customers"
APPLICATION = "customers_api.wsgi:application"
GRANIAN = (
    *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--http", "1", "--no-ws"),
    *("--host", "127.0.0.1", "--workers", "1", "--respawn-failed-workers", "--blocking-threads", "256"),
    *("--workers-kill-timeout", "30", "--log-config", "customers_api/operation/server_logs.json"),
)


@dataclass(frozen=True)
class Memory:
    """What a worker had after so many requests."""

    requests: int
    megabytes: float
    seconds: float


@contextmanager
def server(url: str) -> Iterator[tuple[int, int]]:
    """Start the service with one worker; yield its port and the worker's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": KEY, "LOG_LEVEL": "ERROR", "V2_RATE": ""}
    with tempfile.TemporaryDirectory() as metrics:
        process = subprocess.Popen(
            [sys.executable, "-m", "customers_api.operation.launch", *GRANIAN, "--port", str(port), APPLICATION],
            env={**environment, "PROMETHEUS_MULTIPROC_DIR": metrics},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            yield port, worker_of(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def wait_for(port: int) -> None:
    """Wait until the service answers."""
    for _ in range(300):
        try:
            if send(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "GET", "/readyz", None, {}) == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("The service does not answer")


def worker_of(process: int) -> int:
    """Return the largest of the processes below one: those that only watch have loaded little."""
    below = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], check=True, text=True, stdout=subprocess.PIPE)
    return max(map(int, below.stdout.split()), key=resident)


def resident(process: int) -> float:
    """Return the resident memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def send(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
) -> int:
    """Send a request and take in its answer; return the status."""
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def mixed(chance: Random, number: int) -> tuple[str, str, str | None, int]:
    """Return a request with the status that it must get."""
    reference = f"memory-{chance.randrange(2000)}"
    several = [
        ("GET", f"{API}?max=20&offset={chance.randrange(900)}", None, 200),
        ("GET", f"{API}?max=20&name=*{chance.choice('abcdefgh')}{chance.choice('aeiou')}n*", None, 200),
        ("GET", f"{API}?max=5&q={chance.choice(['paris', 'martin', 'jewel'])}&sort=name", None, 200),
        ("GET", f"{API}/{10**12 + number}", None, 404),
        ("POST", f"{API}/reference/{reference}", f'{{"name": "Memory {number}", "email": "a{number}@b.example"}}', 0),
        ("PATCH", f"{API}/reference/{reference}-none", '{"name": "x"}', 404),
        ("POST", API, '{"name": ', 400),
        ("GET", f"/api/v2/customer?company=1&limit=10&offset={chance.randrange(900)}", None, 200),
        ("GET", "/admin/login/", None, 200),
        ("GET", f"/nowhere/{number}", None, 404),
    ]
    return several[number % len(several)]


def sending(port: int, key: str, seed: int, count: int) -> None:
    """Send a share of the requests over one connection."""
    chance = Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    for number in range(count):
        method, path, body, expected = mixed(chance, number)
        status = send(connection, method, path, body, headers)
        if status not in ((expected,) if expected else (200, 201)):
            raise RuntimeError(f"{method} {path}: {status}")
    connection.close()


def measure(url: str, key: str, requests: int) -> Iterator[Memory]:
    """Send the requests; yield the worker's memory before them and after each tenth of them."""
    with server(url) as (port, worker), ThreadPoolExecutor(SENDERS) as pool:
        start = time.perf_counter()
        yield Memory(0, resident(worker), 0)
        share = requests // LOOKS // SENDERS
        for look in range(1, LOOKS + 1):
            for sent in [pool.submit(sending, port, key, look * SENDERS + each, share) for each in range(SENDERS)]:
                sent.result()
            yield Memory(look * share * SENDERS, resident(worker), time.perf_counter() - start)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the memory of a worker.")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--url", help="address of a database with customers of entity1")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        url = chosen.url or stack.enter_context(filled("memory", 1000))
        os.environ |= {"DATABASE_URL": url, "SECRET_KEY": KEY}
        key = manage("create_api_key", "api", "--name", "memory")[0].split()[0]
        print("| requests | resident memory | requests a second |\n|---|---|---|")
        for seen in measure(url, key, chosen.requests):
            rate = seen.requests / seen.seconds if seen.seconds else 0
            print(f"| {seen.requests:,} | {seen.megabytes:.1f} MB | {rate:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
