"""The write path of organizations and users: who calls, and for whom. It knows no HTTP and no customer.

The records that every organization begins with belong to apps above this one: see ``customers.setup``.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction

from customers_api.core.iso_currencies import IsoCurrency, find_currency
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.validation import flaws_of, refuse_flaws
from organizations.models import AccountGroup, Organization, Role, User

FIRST_REGION_LEVEL = 1


def organization_create(
    *, name: str, currency: str = "EUR", group: str | None = None, region_level: int | None = None
) -> Organization:
    """Create an organization; its group is made when it is new, and a region level switches geography on."""
    demand_text("name", name)
    values: dict[str, Any] = {"name": name, "currency": demand_currency(currency).code, **geography(region_level)}
    refuse_flaws(Organization, values)
    demand_free(Organization, "name", name)
    with transaction.atomic():
        return Organization.objects.create(account_group=account_group(group), **values)


def organization_update(*, organization: Organization, values: Mapping[str, Any]) -> list[str]:
    """Change switches of an organization (see ``geography``); return the names of those that were different."""
    refuse_flaws(Organization, values)
    changed = [name for name, value in values.items() if getattr(organization, name) != value]
    for name in changed:
        setattr(organization, name, values[name])
    if changed:
        organization.save(update_fields=changed)
    return changed


def user_create(
    *,
    organization: Organization,
    name: str,
    reference: str | None = None,
    email: str = "",
    role: str = Role.EDITOR,
    whole_group: bool = False,
    is_staff: bool = False,
) -> User:
    """Create a user who cannot log in yet: a password or an API key follows. Staff may enter the back office."""
    demand_text("username", name)
    values: dict[str, Any] = {"username": name, "reference": reference or None, "email": email, "role": role}
    refuse_flaws(User, values)
    demand_format("username", name, User.username_validator)
    if email:
        demand_format("email", email, validate_email)
    demand_free(User, "username", name)
    if reference:
        demand_free(User, "reference", reference, organization=organization)
    user = User(organization=organization, whole_group=whole_group, is_staff=is_staff, **values)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


def geography(region_level: int | None) -> dict[str, Any]:
    """Return the columns that switch geographical locations on at a level, or off; the level is kept meanwhile."""
    if region_level is None:
        return {"has_geography": False}
    if region_level < FIRST_REGION_LEVEL:
        raise Problem.invalid(Flaw("region_level", FlawRule.TOO_SMALL, FIRST_REGION_LEVEL))
    return {"has_geography": True, "region_level": region_level}


def account_group(name: str | None) -> AccountGroup | None:
    """Return the group of this name, made when it is new."""
    if name is None:
        return None
    demand_text("account_group", name)
    flaws = [Flaw("account_group", flaw.rule, flaw.limit) for flaw in flaws_of(AccountGroup, "name", name)]
    if flaws:
        raise Problem.invalid(*flaws)
    return AccountGroup.objects.get_or_create(name=name)[0]


def demand_currency(code: str) -> IsoCurrency:
    """Return the ISO 4217 currency of a code."""
    currency = find_currency(code)
    if currency is None:
        raise Problem(ProblemCode.CURRENCY_UNKNOWN, "currency", value=code)
    return currency


def demand_text(field: str, text: str) -> None:
    """Raise ``MISSING`` for a text that shows nothing."""
    if not text.strip():
        raise Problem(ProblemCode.MISSING, field)


def demand_free(model: type[models.Model], field: str, value: str, **scope: Any) -> None:
    """Raise ``NOT_UNIQUE`` for a value that another record has."""
    if model._default_manager.filter(**{field: value}, **scope).exists():
        raise Problem(ProblemCode.NOT_UNIQUE, field)


def demand_format(field: str, text: str, validator: Any) -> None:
    """Raise ``INVALID_VALUE`` for a text that one of Django's validators refuses, with the validator's words."""
    try:
        validator(text)
    except ValidationError as error:
        raise Problem.invalid(Flaw(field, FlawRule.BAD_FORMAT, " ".join(error.messages))) from error
