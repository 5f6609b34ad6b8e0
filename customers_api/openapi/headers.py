"""The headers that many operations share: safe writes, entity tags. It knows HTTP, and no resource."""

from customers_api.api.notes import Schema
from customers_api.openapi import schemas

TAG_EXAMPLE = '"4-1f0a9c3be2d47788"'
TAGS = schemas.text(1000, 1)
IDEMPOTENCY_KEY = schemas.parameter(
    "header",
    "Idempotency-Key",
    schemas.text(255, 1, pattern=r"^[ -~]{1,255}$"),
    "7c0c9d34-0f3b-4a39-8a0c-2f5c1d3b2f6a",
    "Names this write: the same request under the same key is done once, and answered the same for a day.",
)
IF_MATCH = schemas.parameter(
    "header", "If-Match", TAGS, TAG_EXAMPLE, "Write only on the state that this `ETag` tells, or `*`: on any."
)
IF_NONE_MATCH = schemas.parameter(
    "header",
    "If-None-Match",
    TAGS,
    "*",
    "Write only if the record is not in the state of this `ETag`, or `*`: not there.",
)
UNLESS_KNOWN = schemas.parameter(
    "header", "If-None-Match", TAGS, TAG_EXAMPLE, "Answer `304` while the answer is still the one of this `ETag`."
)
SAFE_WRITES = (IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH)
NO_STATE_YET = "There is no state yet that a creation could be written on: with this header it is always `412`."
SAFE_CREATION = (IDEMPOTENCY_KEY, {**IF_MATCH, "description": NO_STATE_YET}, IF_NONE_MATCH)

ETAG: dict[str, Schema] = {
    "ETag": {
        "description": "The state of the record: its version and a hash of the answer.",
        "schema": {"type": "string", "pattern": r'^"[0-9]{1,10}-[0-9a-f]{16}"$'},
        "example": TAG_EXAMPLE,
    }
}
REPLAYED: dict[str, Schema] = {
    "Idempotent-Replayed": {
        "description": "There when this is the answer that was given before to the same `Idempotency-Key`.",
        "schema": schemas.one_of(["true"]),
        "example": "true",
    }
}
UPSERT_RESULT: dict[str, Schema] = {
    "X-Upsert-Result": {
        "description": "What a write by reference has done.",
        "schema": schemas.one_of(["created", "updated", "unchanged"]),
        "example": "updated",
    }
}
NOT_MODIFIED = "The caller has this very answer: nothing comes back but the headers."
