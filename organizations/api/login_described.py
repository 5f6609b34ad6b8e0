"""What the description says of the documented form login; it knows its parameters and answers, and no session."""

from collections.abc import Mapping
from dataclasses import replace

from customers_api.api.notes import Schema
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_text
from customers_api.openapi.operations import FORM, JSON, MULTIPART, Body, Operation, Reply
from customers_api.openapi.problems import ALWAYS
from organizations.api.login_answers import FAILED_EXAMPLE, SESSION_EXAMPLE

TAG = "log-in"
UNSET = {"type": "null"}
NAME = schemas.text(254, 1)
PASSWORD = schemas.text(4096, 1, format="password")
SENT: dict[str, tuple[Schema, object, str]] = {
    "j_username": (NAME, "api", "User name or e-mail address."),
    "j_password": (PASSWORD, "a-password", "The password; better sent in the body, which no proxy logs."),
    "ajax": (or_text(schemas.truth()), True, "Sent by the documented clients; changes nothing."),
}
BODY = schemas.record(
    {name: {**schema, "description": about, "examples": [example]} for name, (schema, example, about) in SENT.items()},
    ("j_username", "j_password"),
)
BODY_EXAMPLE = {name: example for name, (_, example, _) in SENT.items()}
QUERY = tuple(schemas.parameter("query", name, *one) for name, one in SENT.items())
SESSION = schemas.record(
    {
        "success": schemas.truth(),
        "token": schemas.text(64),
        "user": schemas.record(
            {
                "firstName": schemas.nullable(schemas.text(150)),
                "lastName": schemas.nullable(schemas.text(150)),
                "email": schemas.nullable(schemas.text(254)),
                "companyName": schemas.text(255),
                "companyCity": UNSET,
                "companyCountry": UNSET,
                "isGeoLocationActivated": schemas.truth(),
                "enableAssignRegionToCustomer": schemas.truth(),
                "role": schemas.array(schemas.one_of(["ROLE_USER"])),
                "enabled": schemas.truth(),
                "organizationLogo": UNSET,
                "uploadDirectory": schemas.text(500),
                "currency": schemas.record(
                    {
                        "name": schemas.text(255),
                        "symbol": schemas.text(16),
                        "symbolLocation": schemas.one_of(["left", "right"]),
                        "digitNumber": schemas.whole(0, 9),
                    }
                ),
            }
        ),
    }
)
FAILED = schemas.record({"error": schemas.one_of(["no_credentials"]), "error_description": {"type": "string"}})
REDIRECT: dict[str, Schema] = {
    "Location": {
        "description": "`/login/ajaxSuccess`, with the session's cookie; or `/login/authfail?ajax=true`.",
        "schema": {"type": "string", "format": "uri"},
        "example": "http://127.0.0.1:8000/login/ajaxSuccess",
    },
    "Set-Cookie": {
        "description": "The session, where the log-in succeeded: later calls and `/login/ajaxSuccess` present it.",
        "schema": {"type": "string"},
        "example": "JSESSIONID=9vq0k2h7d3m5x8c1r6t4y0w2e9u7i5o3; HttpOnly; Max-Age=43200; Path=/; SameSite=Lax",
    },
}
UNREADABLE = (ProblemCode.MALFORMED_BODY, ProblemCode.BODY_TOO_LARGE, ProblemCode.UNSUPPORTED_MEDIA_TYPE)


def both(name: str, summary: str, reply: Reply, taken: tuple[str, ...], *more: ProblemCode) -> Mapping[str, Operation]:
    """Return an address that answers GET and POST alike; ``taken`` are the credentials that it looks at."""
    problems = (*ALWAYS, *more)
    get = Operation(id=name, summary=summary, tag=TAG, replies={200: reply}, problems=problems, credentials=taken)
    return {"get": get, "post": replace(get, id=f"{name}WithPost")}


LOG_IN = Operation(
    id="logInWithGet",
    summary="Log in with a name and a password",
    description="Published clients call it by either method, with the parameters in the address or in the body.",
    tag=TAG,
    parameters=QUERY,
    replies={302: Reply("The log-in succeeded or failed: follow, and see.", headers=REDIRECT)},
    problems=(*ALWAYS, *UNREADABLE),
    credentials=(),
)
LOGIN = {
    "get": LOG_IN,
    "post": replace(
        LOG_IN,
        id="logIn",
        bodies={name: Body(BODY, BODY_EXAMPLE) for name in (FORM, MULTIPART, JSON)},
        body_required=False,
    ),
}
SESSION_ALONE = ("session",)
SUCCESS = both(
    "showSession",
    "The session and its user",
    Reply("The session.", SESSION, example=SESSION_EXAMPLE),
    SESSION_ALONE,
    ProblemCode.NO_CREDENTIALS,
)
SAID = Reply("What is wrong.", FAILED, example=FAILED_EXAMPLE)
# The redirect of a failed log-in calls it with a parameter.
FAILURE = {
    method: replace(operation, parameters=QUERY[-1:])
    for method, operation in both("showFailedLogIn", "That the log-in failed", SAID, ()).items()
}
