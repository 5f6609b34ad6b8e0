"""A query on an organization's table that names no organization raises, however it is run."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from customers.models import Category, Customer
from customers_api.core.models import TenantModel
from customers_api.core.tenancy import TenantQuerySet, UnscopedQueryError
from organizations.models import Organization
from tests.worlds import World

Categories = TenantQuerySet[Category]

UNSCOPED: dict[str, Callable[[Categories], Any]] = {
    "all": lambda categories: list(categories.all()),
    "filter": lambda categories: list(categories.filter(pk=1)),
    "get": lambda categories: categories.get(pk=1),
    "first": lambda categories: categories.first(),
    "count": lambda categories: categories.count(),
    "exists": lambda categories: categories.exists(),
    "aggregate": lambda categories: categories.aggregate(models.Max("id")),
    "iterator": lambda categories: list(categories.iterator()),
    "values": lambda categories: list(categories.values_list("id")),
    "in_bulk": lambda categories: categories.in_bulk([1]),
    "update": lambda categories: categories.update(name="x"),
    "delete": lambda categories: categories.filter(pk=1).delete(),
    "raw delete": lambda categories: categories._raw_delete("default"),
    "union": lambda categories: list(categories.union(categories.all())),
    "subquery": lambda categories: list(Organization.objects.filter(pk__in=categories.values("organization"))),
}


@pytest.mark.parametrize("name", UNSCOPED)
def test_a_query_without_organization_raises(world: World, name: str) -> None:
    with pytest.raises(UnscopedQueryError, match="Category"):
        UNSCOPED[name](Category.objects.all())
    assert Category.objects.for_organization(world.organization).get().name == "Root"


def test_a_query_for_one_organization_finds_its_records_alone(world: World, elsewhere: World) -> None:
    assert list(Category.objects.for_organization(world.organization)) == [world.root]
    assert list(Category.objects.for_organization(elsewhere.organization.pk)) == [elsewhere.root]


def test_what_hangs_on_a_record_is_asked_for_with_the_organization_too(world: World) -> None:
    with pytest.raises(UnscopedQueryError, match="Customer"):
        list(world.root.customers.all())


def test_every_table_with_an_organization_is_locked() -> None:
    unlocked = [
        model.__name__
        for model in apps.get_models()
        if any(field.name == "organization" for field in model._meta.concrete_fields)
        and not isinstance(model._default_manager.all(), TenantQuerySet)
    ]
    # A user is found by the credential, which is what tells the organization.
    assert unlocked == ["User"]
    assert issubclass(Customer, TenantModel)
