"""The requests that are compared, and what is aimed at for each; it knows no side but by its name."""

import json
import random
from contextlib import closing
from dataclasses import dataclass

import psycopg2

from benchmarks.peers.client import Load
from benchmarks.peers.database import World

BASE = "/api/v1.0/customers"
# So many customers are shown in turn.
PATHS = 1000
SEED = 20


@dataclass(frozen=True, slots=True)
class Request:
    """A request: what it is called in tables, and how many times as fast as each other side ours is to be."""

    name: str
    title: str
    targets: dict[str, float]


REQUESTS = {
    request.name: request
    for request in (
        Request("list", "`GET /customers?max=100`", {"drf": 8.0, "fastapi": 4.0, "litestar": 1.0}),
        Request("show", "`GET /customers/{id}`", {"drf": 8.0, "fastapi": 2.5, "litestar": 0.5}),
        Request("reference", "`GET /customers/reference/{reference}`", {"drf": 8.0, "fastapi": 2.5, "litestar": 0.5}),
        Request("create", "`POST /customers`", {"drf": 6.0, "fastapi": 2.5, "litestar": 0.5}),
    )
}


def loads(world: World) -> dict[str, Load]:
    """Return what is sent for each request."""
    with closing(psycopg2.connect(world.url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id, reference FROM peers.customer ORDER BY id")
        customers = random.Random(SEED).sample(cursor.fetchall(), PATHS)
        body = json.dumps(new_customer(cursor))
    return {
        "list": Load("list", "GET", [f"{BASE}?max=100"]),
        "show": Load("show", "GET", [f"{BASE}/{key}" for key, _ in customers]),
        "reference": Load("reference", "GET", [f"{BASE}/reference/{reference}" for _, reference in customers]),
        "create": Load("create", "POST", [BASE, body]),
    }


def new_customer(cursor: "psycopg2.extensions.cursor") -> dict[str, object]:
    """Return what is sent to create a customer: ten fields, and links to the fourth of each kind by id."""
    links = {}
    for table in ("category", "segmentation", "region"):
        cursor.execute(f"SELECT id FROM peers.{table} ORDER BY id OFFSET 3 LIMIT 1")  # noqa: S608 (from the line above)
        [(links[table],)] = cursor.fetchall()
    cursor.execute("SELECT id FROM peers.payment_type ORDER BY id LIMIT 2")
    return {
        "reference": "REFERENCE",
        "name": "Maison Lavande & Söhne",
        "email": "bonjour@maison-lavande.example",
        "phone": "+33 1 99 00 12 34",
        "country": "FR",
        "city": "Grasse",
        "postalCode": "06130",
        "address": "12 rue de l'Oratoire",
        "creditLimit": 2500.5,
        "comment": "Rings twice.",
        "categoryId": links["category"],
        "customerSegmentationId": links["segmentation"],
        "regionId": links["region"],
        "paymentTypes": [key for (key,) in cursor.fetchall()],
    }
