"""Makes organizations in which every text is a canary; it knows records, and neither a request nor an answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model

from customers.models import CustomField, CustomFieldTemplate, DataType
from customers_api.api.parameters import Text
from tests.accounts import basic
from tests.operations import V1, V2, made
from tests.pictures import sample
from tests.torture.generator_operations import TARGETS
from tests.worlds import World, new_world

# A canary begins with these and ends with four digits.
SISTER, FOREIGN = "qzs", "qzx"
SHARED = "shared"
# Texts with a meaning of their own.
NOT_FREE = {"country", "billingCountry", "currency", "customerRiskColor"}
ORDER = (
    "customerCategories",
    "customerSegmentations",
    "paymentTypes",
    "regions",
    "currencies",
    "customers",
    "contacts",
)
RESOURCES = {target.group: target.resource for target in TARGETS if target.resource is not None}


@dataclass
class Things:
    """What an organization has, by the path of the resource."""

    world: World
    mark: str
    ids: dict[str, list[int]] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)
    fields: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    count: int = 0

    def word(self) -> str:
        """Return a text that stands nowhere else."""
        self.count += 1
        return f"{self.mark}{self.count:04d}"

    def add(self, path: str, key: int, reference: str | None = None) -> int:
        """Remember a record."""
        self.ids.setdefault(path, []).append(key)
        if reference is not None:
            self.references.setdefault(path, []).append(reference)
        return key


def furnished(mark: str) -> Things:
    """Return an organization with two records of each kind, of which one has a reference that others have too."""
    things = Things(new_world(f"{mark}0000", geography=1), mark)
    things.words.append(things.world.organization.name)
    things.add("company", things.world.organization.pk)
    for user in (things.world.editor, things.world.reader):
        values = {name: things.word() for name in ("reference", "email", "first_name", "last_name")}
        # By the method that every manager has, so that nothing but the values is written.
        for name, value in values.items():
            setattr(user, name, value)
        user.save()
        things.add("users", user.pk, user.reference)
    for path in ORDER:
        for number in range(2):
            add_record(things, path, number)
    add_template(things)
    add_others(things)
    things.ids |= {"customer": things.ids["customers"], "category": things.ids["customerCategories"], "country": [250]}
    return things


def add_record(things: Things, path: str, number: int) -> None:
    """Make a record through dialect v1, with a canary in every text."""
    resource = RESOURCES[path]
    values: dict[str, Any] = {
        parameter.name: things.word()
        for parameter in resource.parameters
        if type(parameter) is Text and parameter.name not in NOT_FREE
    }
    if path == "currencies":
        values["reference"] = ("USD", "JPY")[number]
    elif number == 0 and "reference" in values:
        values["reference"] = SHARED
    things.words += values.values()
    if path == "customers":
        things.words.remove(values["name"])
        things.names.append(values["name"])
    files = {"customers": {"imageFile": picture(things)}, "customerCategories": {"image": picture(things)}}
    body = {**values, **links(things, path, number), **files.get(path, {})}
    things.add(path, made(things.world.api.form(f"{V1}/{path}", body)), values.get("reference"))


def picture(things: Things) -> Any:
    """Return an upload whose name is a canary."""
    return SimpleUploadedFile(f"{things.word()}.png", sample("PNG", 4, 4), "image/png")


def links(things: Things, path: str, number: int) -> dict[str, Any]:
    """Return the parameters of a record that are no texts."""
    ids = things.ids
    if path == "customers":
        parent = {"parentCustomer": ids["customers"][0]} if number else {}
        return {
            **parent,
            "categoryId": ids["customerCategories"][number],
            "customerSegmentationId": ids["customerSegmentations"][number],
            "userId": ids["users"][number],
            "paymentTypes": str(ids["paymentTypes"]),
            "regionId": ids["regions"][number],
            "currency": "USD",
        }
    return {
        "customerCategories": {"isRoot": "true"} if not number else {"parentId": ids.get(path, [0])[0]},
        "regions": {} if not number else {"parentId": ids.get(path, [0])[0]},
        "currencies": {"exchangeRate": "2"},
        "contacts": {"customerId": ids.get("customers", [0])[0]},
    }.get(path, {})


def add_template(things: Things) -> None:
    """Make a template of custom fields, which no dialect writes."""
    owner = things.world.organization
    template = CustomFieldTemplate.objects.create(organization=owner, name=things.word())
    things.add("template", template.pk)
    things.ids["custom-field-template"] = things.ids["template"]
    rows = [
        CustomField(organization=owner, template=template, name=things.word(), data_type=kind, order=place)
        for place, kind in enumerate(DataType.values)
    ]
    things.fields += [row.pk for row in CustomField.objects.bulk_create(rows)]


def add_others(things: Things) -> None:
    """Make a customer through dialect v2, and give it what dialect rws alone can."""
    home, text = things.world.organization.pk, things.fields[DataType.values.index("text")]
    values = {key: things.word() for key in ("city", "phone", "general_description", "supplementary_description")}
    body: dict[str, Any] = {
        "company": home,
        "name": things.word(),
        "contact_person": {"name": things.word(), "email": f"{things.word()}@x"},
        "template": {"id": things.ids["template"][0], "fields": [{"id": text, "value": things.word()}]},
        **values,
    }
    key = things.add("customers", made(things.world.api.json(f"{V2}/customer", body)))
    things.names.append(body["name"])
    things.references["customers"].append(f"V2-{key}")
    secret = {"securityQuestion": things.word(), "securityAnswer": things.word()}
    address = {"addressLine2": things.word(), "state": things.word()}
    rws = {"name": body["name"], "billingAddress": address, "shippingAddress": address, **secret}
    assert basic(things.world.editor).json(f"/rws/api/v1/customers/{key}", rws, "PUT").status == 200


def tables() -> Iterator[type[Model]]:
    """Yield the models whose rows belong to an organization."""
    yield from (model for model in apps.get_models() if any(item.name == "organization" for item in model._meta.fields))
    yield apps.get_model("organizations.Organization")


def begin_ids_at(model: type[Model], first: int) -> None:
    """Let the ids of new rows begin at a number, so that all of them have as many digits."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first])


def rows_of(organization: int) -> dict[str, list[Any]]:
    """Return all that the database holds of an organization, by table."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for model in tables():
            column = "id" if model._meta.model_name == "organization" else "organization_id"
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" WHERE "{column}" = %s ORDER BY 1', [organization])  # noqa: S608
            found[model._meta.db_table] = cursor.fetchall()
    return found
