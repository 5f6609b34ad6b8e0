"""Customers in dialect v2: create, list, show, replace and delete; the look-ups stand beside it."""

from django.http import HttpResponse
from django.urls import URLPattern, re_path
from rest_framework.request import Request
from rest_framework.response import Response

from customers.account_names import customer_create_with_unique_name, customer_replace_with_unique_name
from customers.api import v2_described, v2_lookups, v2_reading
from customers.api.v2_bodies import decode_customer, demand_required
from customers.services import customer_delete
from customers_api.api.v2_views import V2View, path_id
from customers_api.core.drafts import Caller, not_found
from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.reading import Shown
from customers_api.core.references import ById
from customers_api.core.units import in_unit
from organizations.models import Organization

REFERENCE_START = "V2"
COMPANY = ("company", "organization")
NAME = ("name", "name")


class CustomersView(v2_lookups.RecordsView):
    """The customers of a company."""

    reading = v2_reading.CUSTOMERS
    described = v2_described.CUSTOMERS
    shows_all = False

    def get(self, request: Request) -> Response:
        """Answer a page of customers."""
        return self.page(request)

    def post(self, request: Request) -> HttpResponse:
        """Create a customer; read it in the same transaction, so that the answer shows what was written."""
        body = self.body()
        demand_required(body, COMPANY, NAME)
        organization = self.company(body["company"])
        incoming = decode_customer(body)
        self.precondition.demand(None)

        def work() -> Shown:
            written = customer_create_with_unique_name(
                caller=Caller(organization, self.user), incoming=incoming, reference_start=REFERENCE_START
            )
            return self.show(organization, written.record.pk)

        return self.answer_with(in_unit(work), status=201)


class CustomerView(v2_lookups.RecordsView):
    """A customer."""

    reading = v2_reading.CUSTOMERS
    described = v2_described.CUSTOMER

    def get(self, request: Request, id: str) -> HttpResponse:  # noqa: A002
        """Answer the customer."""
        key = path_id(id)
        return self.answer_with(self.show(self.owner(key), key))

    def put(self, request: Request, id: str) -> HttpResponse:  # noqa: A002
        """Replace all that the dialect knows of the customer."""
        key = path_id(id)
        organization = self.owner(key)
        if not self.records(organization).filter(pk=key).exists():
            raise not_found(ById(key))
        body = self.body()
        demand_required(body, NAME)
        self.demand_same_company(body.get("company"), organization)
        incoming = decode_customer(body)

        def work() -> Shown:
            customer_replace_with_unique_name(
                caller=Caller(organization, self.user),
                pointer=ById(key),
                incoming=incoming,
                precondition=self.precondition,
            )
            return self.show(organization, key)

        return self.answer_with(in_unit(work))

    def demand_same_company(self, sent: object, organization: Organization) -> None:
        """Raise when another company is named: a customer stays where it is."""
        if sent is not None and sent != "" and self.company(sent).pk != organization.pk:
            raise Problem.invalid(Flaw("organization", FlawRule.FIXED))

    def delete(self, request: Request, id: str) -> Response:  # noqa: A002
        """Delete the customer with its contacts."""
        key = path_id(id)
        caller = Caller(self.owner(key), self.user)
        customer_delete(caller=caller, pointer=ById(key), precondition=self.precondition)
        return Response({})


def addresses(name: str, collection: type[V2View], single: type[V2View]) -> list[URLPattern]:
    """Return the two addresses of a resource, each with and without a slash at its end."""
    return [
        re_path(rf"^api/v2/{name}/?\Z", collection.as_view()),
        re_path(rf"^api/v2/{name}/(?P<id>[^/]+)/?\Z", single.as_view()),
    ]


urlpatterns: list[URLPattern] = [
    *addresses("customer", CustomersView, CustomerView),
    *addresses("company", v2_lookups.CompanyListView, v2_lookups.CompanyView),
    *addresses("country", v2_lookups.CountryListView, v2_lookups.CountryView),
    *addresses("category", v2_lookups.CategoryListView, v2_lookups.CategoryView),
    *addresses("custom-field-template", v2_lookups.TemplateListView, v2_lookups.TemplateView),
]
