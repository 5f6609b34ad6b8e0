"""Users in dialect v1: read only."""

from customers_api.api.filters import ListFilters, WildcardFilter
from customers_api.api.resources import Resource
from customers_api.api.viewsets import ReadViewSet, routes
from customers_api.core.reading import ReadModel, column, dates, organization_name
from organizations.models import User

USERS = Resource(
    path="users",
    noun="user",
    reading=ReadModel(
        model=User,
        keys=(
            column("id"),
            column("reference"),
            column("email", shape=lambda text, _: text or None),
            column("firstName", "first_name", lambda text, _: text or None),
            column("lastName", "last_name", lambda text, _: text or None),
            column("enabled", "is_active"),
            organization_name(),
            *dates(),
        ),
    ),
    filters=type("UserFilters", (ListFilters,), {"reference": WildcardFilter("reference_folded")}),
)


class UserViewSet(ReadViewSet):
    """The users of the organization."""

    resource = USERS


urlpatterns = routes(UserViewSet)
