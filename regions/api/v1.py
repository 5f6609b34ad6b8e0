"""Regions in dialect v1."""

from customers_api.api.filters import ReferenceFilters
from customers_api.api.notes import Answers, Notes
from customers_api.api.parameters import Integer, LinkTo, Text
from customers_api.api.resources import Resource
from customers_api.api.viewsets import ResourceViewSet, routes
from customers_api.core.reading import ReadModel, column, dates
from customers_api.openapi.answered import DEMO_DATES, NEW_DATES
from regions.models import Region
from regions.services import region_writer

REGIONS = Resource(
    path="regions",
    noun="region",
    reading=ReadModel(
        model=Region,
        keys=(
            column("id"),
            column("reference"),
            column("name"),
            column("level"),
            column("parentId", "parent_id"),
            column("position"),
            *dates(),
        ),
    ),
    filters=ReferenceFilters,
    writer=region_writer,
    parameters=(
        Text("reference"),
        Text("name"),
        LinkTo("parentId", "parent", noun="region"),
        Integer("position"),
    ),
    notes=Notes(
        # The regions of the demo world have no references: this one is made by the example of a creation.
        examples={"id": 3, "reference": "queens", "name": "New York", "position": 1},
        creation={"reference": "queens", "name": "Queens", "parentId": 3},
    ),
    answers=Answers(
        shown={"id": 3, "name": "New York", "level": 2, "parentId": 1, **DEMO_DATES},
        created={"id": 6, "reference": "queens", "name": "Queens", "level": 3, "parentId": 3, **NEW_DATES},
        further=("brooklyn", "bronx"),
    ),
)


class RegionViewSet(ResourceViewSet):
    """The regions of the organization."""

    resource = REGIONS


urlpatterns = routes(RegionViewSet)
