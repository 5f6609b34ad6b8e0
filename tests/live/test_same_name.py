"""Simultaneous creations of one name on the production server with an SQLite file: several processes, one customer."""

import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

from tests.clients import Reply
from tests.live.serving import ON_SQLITE, Server

pytestmark = ON_SQLITE

CALLERS = 16
V2_TAKEN = (400, {"detail": "name: already used"})
RWS_TAKEN = (400, {"errorMessage": "Duplicate customer name.", "errorCode": "10000602"})


def create(server: Server, number: int) -> Reply:
    """Create the customer through one dialect or the other."""
    if number % 2:
        return server.json("POST", "/api/v2/customer", {"company": 1, "name": "Simultaneous"})
    basic = "Basic " + b64encode(f"api:{server.key}".encode()).decode()
    body = json.dumps({"accountName": "entity1", "name": " SIMULTANEOUS"})
    headers = {"Authorization": basic, "Content-Type": "application/json"}
    return server.call("POST", "/rws/api/v1/customers", body, **headers)


def test_one_of_many_simultaneous_creations_of_a_name_succeeds(own_server: Server) -> None:
    with ThreadPoolExecutor(CALLERS) as pool:
        replies = list(pool.map(lambda number: create(own_server, number), range(CALLERS)))
    refused = [reply.pair for reply in replies if reply.status not in {200, 201}]
    assert len(refused) == CALLERS - 1
    assert all(pair in (V2_TAKEN, RWS_TAKEN) for pair in refused)
    named = own_server.call("GET", "/api/v1.0/customers?name=*simultaneous*&fields=name").body
    assert named["paging"]["total"] == 1
