"""The look-ups of dialect v2: company, country, category, custom-field-template."""

import pytest

from customers.models import Category, CustomField, CustomFieldTemplate
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import detail


def test_companies_are_those_that_the_caller_may_act_for(api: Caller, whole: Caller, account: Account) -> None:
    first = {"id": account.first.organization.pk, "name": "First"}
    second = {"id": account.second.organization.pk, "name": "Second"}
    assert api.get("/api/v2/company").pair == (200, [first])
    assert whole.get("/api/v2/company/").pair == (200, [first, second])
    assert whole.get(f"/api/v2/company/{second['id']}").pair == (200, second)
    assert api.get(f"/api/v2/company/{second['id']}").pair == (404, detail("Not found."))
    assert whole.get(f"/api/v2/company/{account.outside.organization.pk}").pair == (404, detail("Not found."))


def test_countries_have_numeric_codes_as_their_ids(api: Caller) -> None:
    countries = api.get("/api/v2/country").body
    assert {"id": 4, "name": "Afghanistan", "alpha2": "AF"} in countries
    assert (len({row["id"] for row in countries}), len(countries)) == (249, 249)
    assert api.get("/api/v2/country/250").pair == (200, {"id": 250, "name": "France", "alpha2": "FR"})
    assert api.get("/api/v2/country/004/").pair == (200, {"id": 4, "name": "Afghanistan", "alpha2": "AF"})


def test_categories_are_those_of_the_company(api: Caller, whole: Caller, account: Account, jewelry: Category) -> None:
    root = {"id": account.first.root.pk, "name": "Root"}
    shown = {"id": jewelry.pk, "name": "Jewelry"}
    reply = api.get(f"/api/v2/category?company={account.first.organization.pk}")
    assert (reply.pair, reply.headers["X-Total-Count"]) == ((200, [root, shown]), "2")
    assert api.get(f"/api/v2/category/{jewelry.pk}").pair == (200, shown)
    theirs = account.second.root.pk
    assert api.get(f"/api/v2/category/{theirs}").pair == (404, detail("Not found."))
    assert whole.get(f"/api/v2/category/{theirs}").pair == (200, {"id": theirs, "name": "Root"})


def test_templates_show_their_fields_in_order(
    api: Caller, account: Account, template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    types = dict(CustomField.objects.for_organization(template.organization_id).values_list("name", "data_type"))
    shown = {
        "id": template.pk,
        "name": "Standard",
        "is_active": True,
        "type": "customer",
        "fields": [
            {"id": key, "name": name, "data_type": types[name], "is_active": name != "Old", "order": order}
            for order, (name, key) in enumerate(fields.items())
        ],
    }
    bare = CustomFieldTemplate.objects.create(organization=account.first.organization, name="Bare", is_active=False)
    empty = {"id": bare.pk, "name": "Bare", "is_active": False, "type": "customer", "fields": []}
    path = "/api/v2/custom-field-template"
    assert api.get(f"{path}?company={account.first.organization.pk}").pair == (200, [shown, empty])
    assert api.get(f"{path}/{template.pk}").pair == (200, shown)
    assert account.outside.api.get(f"{path}/{template.pk}").pair == (404, detail("Not found."))


@pytest.mark.parametrize("path", ["category", "custom-field-template"])
def test_look_ups_of_records_need_a_company_and_have_pages(api: Caller, account: Account, path: str) -> None:
    assert api.get(f"/api/v2/{path}").pair == (400, detail("company is required"))
    foreign = account.outside.organization.pk
    assert api.get(f"/api/v2/{path}?company={foreign}").pair == (400, detail("company: not found"))
    own = account.first.organization.pk
    assert api.get(f"/api/v2/{path}?company={own}&limit=1&offset=7").pair == (200, [])


@pytest.mark.parametrize("path", ["company", "country", "category", "custom-field-template"])
@pytest.mark.parametrize("key", ["999999", "x", "-1", "9" * 40])
def test_an_unknown_record_is_not_found(api: Caller, path: str, key: str) -> None:
    assert api.get(f"/api/v2/{path}/{key}").pair == (404, detail("Not found."))


@pytest.mark.parametrize("path", ["company", "country", "category", "custom-field-template"])
def test_look_ups_are_read_only(api: Caller, path: str) -> None:
    for address in (f"/api/v2/{path}", f"/api/v2/{path}/1"):
        assert api.json(address, {}).pair == (405, detail('Method "POST" not allowed.'))
        assert api.delete(address).pair == (405, detail('Method "DELETE" not allowed.'))
