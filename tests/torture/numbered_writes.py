"""Writes of a customer that carry their number in every value, so that a record tells which writes it is made of.

It knows the fields of dialect v1 and nothing of how the writes are sent.
"""

from collections.abc import Mapping
from typing import Any

from tests.live.serving import Server

API = "/api/v1.0"
CATEGORIES = ("north", "south", "east")
SEGMENTATIONS = ("small", "large")
PARENTS = ("P-0", "P-1", "P-2", "P-3")
PAYMENT_TYPES: tuple[list[str], ...] = (
    [],
    ["cash"],
    ["cheque", "cash"],
    ["credit_card"],
    ["cash", "cheque", "credit_card"],
)
# A write sends its name and one of these parts; fields of one part are never sent apart.
PARTS = ("address", "ways to call", "terms", "links")


def prepare_links(server: Server) -> None:
    """Make the records that writes link to."""
    for reference in CATEGORIES:
        made(server, "customerCategories", reference, {"name": reference, "parentId": "root"})
    for reference in SEGMENTATIONS:
        made(server, "customerSegmentations", reference, {"name": reference})
    for reference in PARENTS:
        made(server, "customers", reference, {"name": reference})


def made(server: Server, resource: str, reference: str, values: Mapping[str, Any]) -> None:
    """Create a record."""
    answer = server.json("POST", f"{API}/{resource}/reference/{reference}", values)
    assert answer.status == 201, answer.pair


def part_of(number: int) -> str:
    """Return which part of a customer a write sends."""
    return PARTS[number % len(PARTS)]


def body(number: int) -> dict[str, Any]:
    """Return what a write sends."""
    return {"name": f"name {number}", **sent(part_of(number), number)}


def sent(part: str, number: int) -> dict[str, Any]:
    """Return the values of a part as they are sent."""
    if part == "address":
        return {key: f"{key} {number}" for key in ("city", "postalCode", "address")}
    if part == "ways to call":
        return {key: f"{key} {number}" for key in ("phone", "mobile", "comment")}
    if part == "terms":
        return {"taxNumber": f"taxNumber {number}", "creditLimit": number + 0.5, "dueDateConfigNumber": number}
    return {
        "barcode": f"barcode {number}",
        "categoryId": CATEGORIES[number % 3],
        "customerSegmentationId": SEGMENTATIONS[number % 2],
        "parentCustomer": PARENTS[number // 4 % 4],
        "paymentTypes": PAYMENT_TYPES[number % 5],
    }


def shown(part: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of an answer in the words in which it is sent."""
    if part != "links":
        return {key: answer[key] for key in sent(part, 0)}
    parent = answer["parentCustomer"]
    return {
        "barcode": answer["barcode"],
        "categoryId": answer["categoryReference"],
        "customerSegmentationId": answer["customerSegmentationReference"],
        "parentCustomer": parent and parent["reference"],
        "paymentTypes": sorted(each["reference"] for each in answer["paymentTypes"]),
    }


def expected(part: str, number: int | None) -> dict[str, Any]:
    """Return how a part looks after a write, or before any."""
    if number is None:
        cleared = dict.fromkeys(sent(part, 0))
        return {**cleared, "categoryId": "root", "paymentTypes": []} if part == "links" else cleared
    values = sent(part, number)
    return {**values, "paymentTypes": sorted(values["paymentTypes"])} if part == "links" else values


def number_in(part: str, answer: Mapping[str, Any]) -> int | None:
    """Return the number of the write that a part of an answer comes from."""
    text = answer[next(iter(sent(part, 0)))]
    return None if text is None else int(text.rpartition(" ")[2])


def origins(answer: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the writes that a customer is made of; fail where the values of one part come from several."""
    found = {part: number_in(part, answer) for part in PARTS}
    for part, number in found.items():
        assert shown(part, answer) == expected(part, number)
    last = int(answer["name"].rpartition(" ")[2])
    assert found[part_of(last)] == last, "the name and the part that came with it are of different writes"
    return found
