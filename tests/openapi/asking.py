"""Sends what is refused, and returns the bytes of the answer and of its example; it knows no request."""

from customers_api.api.rendering import dump_json
from tests.clients import Caller
from tests.openapi.examples import refusal

V1, V2, RWS = "/api/v1.0", "/api/v2", "/rws/api/v1"
# Address, method and status of an answer, and the name of its example.
Example = tuple[str, str, int, str]


def sent(caller: Caller, method: str, address: str, body: object = None, **headers: str) -> bytes:
    """Return the bytes of an answer; what is no text is sent as JSON."""
    content_type = headers.pop("content_type", "" if body is None else "application/json")
    content = b"" if body is None else body if isinstance(body, bytes) else dump_json(body)
    answer: bytes = caller.client.generic(method, address, content, content_type, headers=headers).content
    return answer


def shown(dialect: str, base: str, example: Example) -> bytes:
    """Return the bytes that an example stands for."""
    path, method, status, key = example
    return dump_json(refusal(dialect, base + path, method, status, key))
