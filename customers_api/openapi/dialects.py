"""What the description says of each dialect as a whole: title, version, credentials. It knows no operation."""

from collections.abc import Mapping
from dataclasses import dataclass

from customers_api.api.dialect import Dialect
from customers_api.api.notes import Schema
from customers_api.api.rws import RWS_DIALECT
from customers_api.api.v1 import V1_DIALECT
from customers_api.api.v2 import V2_DIALECT

SCOPES = {"read": "Read the organization's records", "write": "Change the organization's records"}
SCHEMES: dict[str, Schema] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, an OAuth 2.0 access token, or the `token` of a form login beside its cookie.",
    },
    "basic": {"type": "http", "scheme": "basic", "description": "A user name, and an API key or the password."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "JSESSIONID",
        "description": "The session of the form login, which a browser sends by itself and pages cannot set: use the "
        "log-in operations. With it alone a POST is JSON, or names a page of this host.",
    },
    "oauth2": {
        "type": "oauth2",
        "description": "An access token of these flows is sent as Bearer.",
        "flows": {
            "clientCredentials": {"tokenUrl": "/oauth/token/", "scopes": SCOPES},
            "authorizationCode": {
                "authorizationUrl": "/oauth/authorize/",
                "tokenUrl": "/oauth/token/",
                "refreshUrl": "/oauth/token/",
                "scopes": SCOPES,
            },
        },
    },
}
EVERYWHERE = (
    "Every address works with and without a slash at its end, and `HEAD` works wherever `GET` does; any other method "
    "is `405`. Each answer has an `X-Request-Id`. All of one dialect's answers are JSON, errors too, but `414`."
)


@dataclass(frozen=True)
class Described:
    """A dialect, and what is said of it; ``version`` is what stands in its addresses."""

    dialect: Dialect
    title: str
    version: str
    about: str
    schemes: tuple[str, ...]

    @property
    def components(self) -> Mapping[str, Schema]:
        """The ways to present a credential."""
        return {name: SCHEMES[name] for name in self.schemes}

    def security(self, method: str) -> list[dict[str, list[str]]]:
        """Return which credentials a method asks for, one of them."""
        scope = "read" if method.lower() == "get" else "write"
        return [{name: [scope] if name == "oauth2" else []} for name in self.schemes]


DESCRIBED: Mapping[str, Described] = {
    "v1": Described(
        V1_DIALECT,
        "Customers, dialect v1",
        "v1.0",
        "Customers and the records around them, by id or by your own reference. `/api/v1` and `/api/v2.1` are other "
        f"names of the same service as `/api/v1.0`. {EVERYWHERE}",
        ("bearer", "basic", "session", "oauth2"),
    ),
    "v2": Described(
        V2_DIALECT,
        "Customers, dialect v2",
        "v2",
        f"Customers of one or several companies, with typed custom fields. {EVERYWHERE}",
        ("bearer", "oauth2"),
    ),
    "rws": Described(
        RWS_DIALECT,
        "Customers, dialect rws",
        "v1",
        f"Customers with contacts and two addresses. Another version than `v1` is an error. {EVERYWHERE}",
        ("basic",),
    ),
}
