"""The schemas of a resource's answers in dialect v1, key by key; read from its read model. It knows no resource."""

from django.db.models.expressions import Combinable

from customers_api.api.notes import Schema
from customers_api.api.resources import Resource
from customers_api.core.reading import Key, Link
from customers_api.openapi import schemas
from customers_api.openapi.columns import output_schema, shown_column

HREF = schemas.text(500, format="uri-reference")
DELETED = schemas.record(
    {
        "success": schemas.one_of(["true"]),
        "success_description": schemas.one_of(["Instance deleted successfully"]),
    }
)
PAGE_LINK = schemas.nullable(schemas.text(20_000, format="uri-reference"))
PAGING = schemas.record(
    {
        "total": schemas.whole(0, 2**63 - 1, description="Records that pass the filters, exactly."),
        "max": schemas.whole(1, 2**31 - 1),
        "offset": schemas.whole(0, 2**63 - 1),
        "previous": PAGE_LINK,
        "next": PAGE_LINK,
    }
)


def linked(link: Link) -> Schema:
    """Return the object of a linked record."""
    keys = {key: schemas.nullable(schemas.text(255)) for key in link.keys}
    return schemas.record({link.id_key: schemas.identity(), **keys, "href": HREF})


def key_schema(resource: Resource, key: Key) -> Schema:
    """Return what a key shows."""
    told = resource.notes.shown.get(key.name)
    if told is not None:
        return dict(told)
    if key.name == "organization":
        return schemas.text(255)
    model, column = resource.reading.model, key.column
    if isinstance(column, Combinable):
        return output_schema(column)
    if key.link is None:
        return shown_column(model, column)
    is_set = not model._meta.get_field(column).null
    if key.sort is None:
        shown = linked(resource.reading.links[key.link])
        return shown if is_set else schemas.nullable(shown)
    is_set = is_set and not resource.reading.is_nullable(str(key.sort))
    return schemas.text(255) if is_set else schemas.nullable(schemas.text(255))


def answers(resource: Resource, name: str) -> dict[str, Schema]:
    """Return the named schemas of a resource: the record, what a request with `fields` shows of it, and a page."""
    keys = {key.name: key_schema(resource, key) for key in resource.reading.keys}
    always = [key.name for key in resource.reading.keys if key.shown_to is None]
    part = schemas.record(keys, (), description="All keys, or those that `fields` names.")
    page = schemas.record({"paging": schemas.named("Paging"), "data": schemas.array(schemas.named(f"{name}Part"))})
    return {name: schemas.record(keys, always), f"{name}Part": part, f"{name}Page": page, "Paging": PAGING}
