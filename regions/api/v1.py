"""Regions in dialect v1."""

from customers_api.api.filters import ReferenceFilters
from customers_api.api.notes import Notes
from customers_api.api.parameters import Integer, LinkTo, Text
from customers_api.api.resources import Resource
from customers_api.api.viewsets import ResourceViewSet, routes
from customers_api.core.reading import ReadModel, column, dates
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
        examples={"id": 3, "reference": "new_york", "name": "New York", "position": 1},
        creation={"reference": "queens", "name": "Queens", "parentId": 3},
    ),
)


class RegionViewSet(ResourceViewSet):
    """The regions of the organization."""

    resource = REGIONS


urlpatterns = routes(RegionViewSet)
