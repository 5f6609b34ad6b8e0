"""Customers in dialect rws: create, show and replace."""

import re
from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, re_path
from rest_framework.request import Request
from rest_framework.response import Response

from customers.account_names import customer_create_with_unique_name, customer_replace_with_unique_name
from customers.api import rws_described
from customers.api.rws_bodies import decode_customer, read_account_name, read_name, without_repeated_address
from customers.api.rws_reading import read_customer, shown_customer
from customers.models import Customer
from customers_api.api.rws import RWS_DIALECT
from customers_api.api.views import DialectView
from customers_api.core.drafts import Caller
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.references import LARGEST_ID, ById
from organizations.accounts import account_by_name, accounts_of, demand_not_being_erased
from organizations.models import Organization

REFERENCE_START = "RWS"
VERSION = "v1"
WHOLE_NUMBER = re.compile(r"[0-9]{1,100}\Z")


class RwsView(DialectView):
    """A view of dialect rws."""

    dialect = RWS_DIALECT

    def demand_credentials(self, request: Request) -> None:
        """Look at the version right after the credentials."""
        super().demand_credentials(request)
        if self.kwargs["version"] != VERSION:
            raise Problem(ProblemCode.INVALID_PARAMETER, "version")

    def body(self) -> Mapping[str, Any]:
        """Return the object that was sent; an empty one is as good as none."""
        data: object = self.request.data
        if not isinstance(data, Mapping) or not data:
            raise Problem(ProblemCode.MALFORMED_BODY, reason="no_object")
        return data


class CustomersView(RwsView):
    """Where customers are created."""

    described = rws_described.CUSTOMERS

    def post(self, request: Request, version: str) -> Response:
        """Create a customer."""
        body = self.body()
        name = read_name(body.get("name"))
        account = read_account_name(body.get("accountName"))
        if account is None:
            raise Problem(ProblemCode.MISSING, "organization")
        incoming = decode_customer(body, name, has_answer=False)
        organization = account_by_name(self.user, account)
        demand_not_being_erased(organization)
        written = customer_create_with_unique_name(
            caller=Caller(organization, self.user), incoming=incoming, reference_start=REFERENCE_START
        )
        return acknowledged(written.record)


class CustomerView(RwsView):
    """A customer."""

    described = rws_described.CUSTOMER

    def stored(self, text: str) -> tuple[Mapping[str, Any], Organization]:
        """Return the customer's columns and its organization, as far as the caller may know it."""
        if not WHOLE_NUMBER.match(text) or int(text) > LARGEST_ID:
            raise Problem(ProblemCode.RECORD_NOT_FOUND, key="id", value=text)
        accounts = accounts_of(self.user)
        row = read_customer(accounts, int(text))
        return row, next(account for account in accounts if account.pk == row["organization_id"])

    def get(self, request: Request, version: str, id: str) -> Response:  # noqa: A002
        """Answer the customer."""
        return Response(shown_customer(*self.stored(id)))

    def put(self, request: Request, version: str, id: str) -> Response:  # noqa: A002
        """Replace all that the dialect knows of the customer."""
        row, organization = self.stored(id)
        body = self.body()
        name = read_name(body.get("name"))
        account = read_account_name(body.get("accountName"))
        incoming = decode_customer(body, name, has_answer=row["security_answer"] is not None)
        # A customer stays in its account.
        if account is not None and account_by_name(self.user, account).pk != organization.pk:
            raise Problem.invalid(Flaw("organization", FlawRule.FIXED))
        demand_not_being_erased(organization)
        written = customer_replace_with_unique_name(
            caller=Caller(organization, self.user),
            pointer=ById(row["id"]),
            incoming=without_repeated_address(incoming, row),
        )
        return acknowledged(written.record)


def acknowledged(customer: Customer) -> Response:
    """Return the answer to a write: which customer it is, and when it was created."""
    return Response({"customerId": customer.pk, "timestamp": int(customer.date_created.timestamp())})


urlpatterns: list[URLPattern] = [
    re_path(r"^rws/api/(?P<version>[^/]+)/customers/?\Z", CustomersView.as_view()),
    re_path(r"^rws/api/(?P<version>[^/]+)/customers/(?P<id>[^/]+)/?\Z", CustomerView.as_view()),
]
