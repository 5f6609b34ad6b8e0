"""Categories and segmentations in dialect v1."""

from django.db.models import BooleanField, ExpressionWrapper, Q

from customers.api.v1_answers import CATEGORY_ANSWERS, SEGMENTATION_ANSWERS
from customers.api.v1_links import CATEGORY_LINK
from customers.api.v1_notes import CATEGORY_NOTES, SEGMENTATION_NOTES
from customers.categories import category_writer, segmentation_writer
from customers.models import Category, Segmentation
from customers_api.api.filters import ReferenceFilters
from customers_api.api.parameters import Boolean, LinkTo, PictureFile, Text
from customers_api.api.resources import Resource
from customers_api.core.reading import (
    ReadModel,
    column,
    computed,
    dates,
    link_object,
    organization_name,
    picture_address,
)

IS_ROOT = ExpressionWrapper(Q(parent__isnull=True), output_field=BooleanField())

CATEGORIES = Resource(
    path="customerCategories",
    noun="customer category",
    protected_noun="customer category",
    reading=ReadModel(
        model=Category,
        keys=(
            column("id"),
            column("reference"),
            column("name"),
            column("description"),
            computed("isRoot", IS_ROOT),
            column("parentId", "parent_id"),
            link_object("parentCategory", "parent", "parent"),
            picture_address("image"),
            organization_name(),
            *dates(),
        ),
        links={"parent": CATEGORY_LINK},
    ),
    filters=ReferenceFilters,
    writer=category_writer,
    parameters=(
        Text("reference"),
        Text("name"),
        Text("description"),
        Boolean("isRoot", "is_root"),
        LinkTo("parentId", "parent", noun="customer category"),
        PictureFile("image", "picture"),
    ),
    notes=CATEGORY_NOTES,
    answers=CATEGORY_ANSWERS,
)

SEGMENTATIONS = Resource(
    path="customerSegmentations",
    noun="customer segmentation",
    reading=ReadModel(
        model=Segmentation,
        keys=(
            column("id"),
            column("reference"),
            column("name"),
            column("description"),
            organization_name(),
            *dates(),
        ),
    ),
    filters=ReferenceFilters,
    writer=segmentation_writer,
    parameters=(Text("reference"), Text("name"), Text("description")),
    notes=SEGMENTATION_NOTES,
    answers=SEGMENTATION_ANSWERS,
)
