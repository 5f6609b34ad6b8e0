"""What attacks share: every operation of every dialect, and all that an organization has; it knows no attack."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from customers_api.core.tenancy import TenantQuerySet
from organizations.credentials import api_key_create
from organizations.models import Organization, User
from tests.accounts import basic_header
from tests.clients import Caller, Reply
from tests.operations import RWS_OPERATIONS, V1_OPERATIONS, V2_OPERATIONS, Operation, filled

OPERATIONS = (*V1_OPERATIONS, *V2_OPERATIONS, *RWS_OPERATIONS)
WRITES = tuple(operation for operation in OPERATIONS if operation.method != "GET")
READS = tuple(operation for operation in OPERATIONS if operation.method == "GET")
V1, V2, RWS = "/api/v1.0/customers", "/api/v2/customer", "/rws/api/v1/customers"


def everything(organization: Organization) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of an organization."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model in apps.get_models():
        manager: Any = model._default_manager
        if isinstance(manager.all(), TenantQuerySet):
            found[model._meta.label] = list(manager.for_organization(organization).order_by("pk").values())
    assert found["customers.Customer"], "nothing to attack"
    return found


def is_rws(operation: Operation) -> bool:
    return operation.path.startswith("/rws")


def authorization(user: User, operation: Operation) -> str:
    """Return a new credential in the form that the operation's dialect takes."""
    key = api_key_create(user=user)[1]
    return basic_header(user, key) if is_rws(operation) else f"Bearer {key}"


def call(operation: Operation, ids: Mapping[str, int], credential: str | None, **headers: str) -> Reply:
    """Send an operation as it is documented."""
    body = {} if operation.body is None else filled(operation.body, ids)
    return Caller(credential).json(filled(operation.path, ids), body, operation.method, **headers)
