"""Makes the records that generated requests are about; it knows names and ids, and no request and no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from customers.models import CustomField, CustomFieldTemplate, DataType
from tests.accounts import Account, basic, new_account
from tests.clients import Caller
from tests.operations import V1, V1_KINDS, made, record_ids


@dataclass(frozen=True)
class Known:
    """The ids and references of records by the path of their resource, texts that they hold, and who may call.

    The same places of two of these hold the same kind of thing: a request made from one has its twin in the other.
    """

    ids: Mapping[str, Sequence[int]]
    references: Mapping[str, Sequence[str]]
    fields: Sequence[int]
    words: Sequence[str]
    names: Sequence[str]
    accounts: Sequence[str]
    callers: Mapping[str, Sequence[Caller]]


def new_known() -> Known:
    """Return two organizations of a group, with some records of each kind in the first of them."""
    account = new_account()
    home = account.first
    home.organization.has_geography = True
    home.organization.save()
    ids: dict[str, list[int]] = {path: [key] for path, key in record_ids(account).items()}
    ids["customers"] += [below(home.api, ids["customers"][0]), free(home.api)]
    ids["users"].append(home.reader.pk)
    ids["company"].append(account.second.organization.pk)
    ids["country"] = [250, 4, 840]
    # What dialect v2 calls them.
    ids |= {"customer": ids["customers"], "category": ids["customerCategories"]}
    ids["custom-field-template"] = ids["template"]
    references = {kind.path: [kind.reference] for kind in V1_KINDS}
    references["customers"] += ["C/2", "ré#3?"]
    references["paymentTypes"].append("cash")
    references["users"] = ["only-here", "re-1"]
    words = ("One", "Two", "c-1", "b@x.example", "Li", "cat-1")
    accounts = ("First", "First", "First", "Second", "Outside", "first")
    names = ("One", "Two", "Three")
    return Known(ids, references, fields_of(account, ids["template"][0]), words, names, accounts, callers_of(account))


def below(api: Caller, parent: int) -> int:
    """Make a customer below another one, with a contact; return its id."""
    child = made(api.json(f"{V1}/customers", {"reference": "C/2", "name": "Two", "parentCustomer": parent}))
    made(api.json(f"{V1}/contacts", {"customerId": child, "firstName": "Bo", "lastName": "Li", "email": "b@x.example"}))
    return child


def free(api: Caller) -> int:
    """Make a customer that nothing depends on; return its id."""
    return made(api.json(f"{V1}/customers", {"reference": "ré#3?", "name": "Three", "country": "FR"}))


def fields_of(account: Account, template: int) -> list[int]:
    """Give the template a field of each type, and one that is switched off; return their ids."""
    home = account.first.organization
    owner = CustomFieldTemplate.objects.for_organization(home).get(pk=template)
    types = [*DataType.values, DataType.TEXT]
    rows = [
        CustomField(
            organization=home, template=owner, name=f"F{place}", data_type=kind, order=place, is_active=place < 4
        )
        for place, kind in enumerate(types)
    ]
    return [row.pk for row in CustomField.objects.bulk_create(rows)]


def callers_of(account: Account) -> dict[str, Sequence[Caller]]:
    """Return those who call in each dialect: mostly somebody who may write."""
    users = (account.first.editor, account.whole, account.first.reader)
    bearers = [Caller.of(user) for user in users]
    basics = [basic(user) for user in users]
    wrong: list[Any] = [Caller(), Caller("Bearer ck_wrong"), Caller("Basic bm9ib2R5Ondyb25n"), Caller("Bearer \x00é")]
    return {
        "v1": [*bearers[:1] * 12, *basics[:1] * 2, *bearers[1:], *wrong],
        "v2": [*bearers[:1] * 12, *bearers[1:] * 2, basics[0], *wrong],
        "rws": [*basics[:1] * 12, *basics[1:] * 2, bearers[0], *wrong],
    }
