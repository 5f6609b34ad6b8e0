"""Fixtures of the tests of dialect v2."""

from typing import Any

import pytest

from customers.models import Category, CustomField, CustomFieldTemplate
from tests.accounts import Account, new_account
from tests.clients import Caller


@pytest.fixture
def account(db: None) -> Account:
    """Two organizations of one account, and one outside of it."""
    return new_account()


@pytest.fixture
def api(account: Account) -> Caller:
    """An editor of the first organization."""
    return account.first.api


@pytest.fixture
def whole(account: Account) -> Caller:
    """A user of the first organization who acts for the whole account."""
    return Caller.of(account.whole)


@pytest.fixture
def body(account: Account) -> dict[str, Any]:
    """The shortest customer of the first organization."""
    return {"company": account.first.organization.pk, "name": "Acme"}


@pytest.fixture
def jewelry(account: Account) -> Category:
    """A category below the default one."""
    first = account.first
    return Category.objects.create(
        organization=first.organization, reference="jewelry", name="Jewelry", parent=first.root
    )


@pytest.fixture
def template(account: Account) -> CustomFieldTemplate:
    """A template with one field of each type, and one that was switched off."""
    organization = account.first.organization
    template = CustomFieldTemplate.objects.create(organization=organization, name="Standard")
    for order, (name, data_type) in enumerate(
        [("Budget", "money"), ("Employees", "number"), ("Since", "date"), ("Nickname", "text"), ("Old", "text")]
    ):
        CustomField.objects.create(
            organization=organization,
            template=template,
            name=name,
            data_type=data_type,
            order=order,
            is_active=name != "Old",
        )
    return template


@pytest.fixture
def fields(template: CustomFieldTemplate) -> dict[str, int]:
    """The ids of the template's fields by their names."""
    rows = CustomField.objects.for_organization(template.organization_id).filter(template=template)
    return dict(rows.order_by("order").values_list("name", "pk"))
