"""The rate of an account is exact over all processes of the real server; it knows no statement that counts."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

from organizations.credentials import api_key_create
from tests.concurrency.racing import COMMITTING, one_large_race
from tests.live.many_processes import HOST, READY_SECONDS, database_url, server
from tests.worlds import World

pytestmark = COMMITTING


def test_of_400_calls_by_32_clients_to_4_processes_100_pass(world: World) -> None:
    headers = {"Authorization": f"Bearer {api_key_create(user=world.editor)[1]}"}

    def call(_: int) -> tuple[int, bool]:
        # A connection for each call: the system deals them out to the processes.
        with closing(HTTPConnection(HOST, port, timeout=READY_SECONDS)) as client:
            client.request("GET", "/api/v2/company", headers=headers)
            response = client.getresponse()
            return response.status, "Retry-After" in response.headers

    with one_large_race(), server(DATABASE_URL=database_url(), V2_RATE="100/minute") as port:
        began = time.monotonic()
        with ThreadPoolExecutor(32) as pool:
            answers = Counter(pool.map(call, range(400)))
        took = time.monotonic() - began
    assert took < 60, "the window ended in between: this machine is too slow to tell"
    assert answers == {(200, False): 100, (429, True): 300}
