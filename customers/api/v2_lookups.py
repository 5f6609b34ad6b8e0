"""The look-ups of dialect v2: companies, countries, categories and templates of custom fields."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from customers.api import v2_described, v2_reading
from customers.api.v2_bodies import CustomerWords
from customers.queries import organization_of
from customers_api.api.v2_views import V2View, Window, path_id
from customers_api.core.countries import Country, all_countries, country_by_numeric
from customers_api.core.drafts import not_found
from customers_api.core.parts import Part, counted_and_read
from customers_api.core.problems import Problem
from customers_api.core.reading import Page, ReadModel, Shown
from customers_api.core.references import ById
from organizations.accounts import account_by_id, accounts_of
from organizations.models import Organization


class RecordsView(V2View):
    """What lists and shows of a company's records share."""

    words = CustomerWords()
    reading: ClassVar[ReadModel]
    # Whether a page has all that it may hold, unless `limit` is sent.
    shows_all: ClassVar[bool] = True

    def records(self, organization: Organization) -> Any:
        """Return the company's records."""
        return self.reading.records(organization)

    def owner(self, key: int) -> Organization:
        """Return the company that a record belongs to, as far as the caller may know it."""
        return organization_of(self.reading.model, accounts_of(self.user), key)

    def show(self, organization: Organization, key: int) -> Shown:
        """Return the answer for one record."""
        shown = self.reading.one(ById(key), self.reading.keys, Page(organization, "", ""))
        if shown is None:
            raise not_found(ById(key))
        return shown

    def page(self, request: Request) -> Response:
        """Answer a page of a company's records in the order of their ids."""
        organization = self.company(request.query_params.get("company"))
        page_size = settings.MAX_PAGE_SIZE if self.shows_all else settings.PAGE_SIZE
        window = Window.read(request.query_params, page_size)
        total, rows = counted_and_read(
            lambda total: Part(None, "id", False, window.offset, window.limit, total),
            self.records(organization).count,
            lambda part: self.reading.part(part, self.reading.keys, Page(organization, "", "")),
        )
        address = f"{self.media_base}{request.path}"
        return Response(rows, headers=window.headers(address, request.query_params, total))


class ListView(RecordsView):
    """A look-up of a company's records."""

    def get(self, request: Request) -> Response:
        """Answer a page of the look-up."""
        return self.page(request)


class ShowView(RecordsView):
    """One record of a look-up."""

    def get(self, request: Request, id: str) -> HttpResponse:  # noqa: A002
        """Answer the record."""
        key = path_id(id)
        return self.answer_with(self.show(self.owner(key), key))


class CategoryListView(ListView):
    """The customer categories of a company."""

    reading = v2_reading.CATEGORIES
    described = v2_described.CATEGORIES


class CategoryView(ShowView):
    """A customer category."""

    reading = v2_reading.CATEGORIES
    described = v2_described.CATEGORY_SHOWN


class TemplateListView(ListView):
    """The templates of custom fields of a company."""

    reading = v2_reading.TEMPLATES
    described = v2_described.TEMPLATES


class TemplateView(ShowView):
    """A template of custom fields."""

    reading = v2_reading.TEMPLATES
    described = v2_described.TEMPLATE_SHOWN


def shown_company(organization: Organization) -> dict[str, Any]:
    """Return the answer for a company."""
    return {"id": organization.pk, "name": organization.name}


def shown_country(country: Country) -> dict[str, Any]:
    """Return the answer for a country."""
    return {"id": country.numeric, "name": country.name, "alpha2": country.alpha2}


class CompanyListView(V2View):
    """The companies that the caller may act for."""

    described = v2_described.COMPANIES

    def get(self, request: Request) -> Response:
        """Answer all of them."""
        return Response([shown_company(organization) for organization in accounts_of(self.user)])


class CompanyView(V2View):
    """A company."""

    described = v2_described.COMPANY_SHOWN

    def get(self, request: Request, id: str) -> Response:  # noqa: A002
        """Answer the company, if the caller may act for it."""
        try:
            return Response(shown_company(account_by_id(self.user, path_id(id))))
        except Problem as problem:
            raise not_found(ById(path_id(id))) from problem


class CountryListView(V2View):
    """The countries of ISO 3166-1."""

    described = v2_described.COUNTRIES

    def get(self, request: Request) -> Response:
        """Answer all of them, by name."""
        return Response([shown_country(country) for country in all_countries()])


class CountryView(V2View):
    """A country."""

    described = v2_described.COUNTRY_SHOWN

    def get(self, request: Request, id: str) -> Response:  # noqa: A002
        """Answer the country of a numeric code."""
        country = country_by_numeric(path_id(id))
        if country is None:
            raise not_found(ById(path_id(id)))
        return Response(shown_country(country))
