"""Users in dialect v1: read only."""

from django.db.models import CharField, Value
from django.db.models.functions import NullIf

from customers_api.api.filters import ListFilters, WildcardFilter
from customers_api.api.notes import Answers, Notes
from customers_api.api.resources import Resource
from customers_api.api.viewsets import ReadViewSet, routes
from customers_api.core.reading import ReadModel, column, computed, dates, organization_name
from customers_api.openapi.answered import DEMO_DATES
from organizations.models import User


def text_or_null(column_name: str) -> NullIf:
    """Return a column of Django's accounts, which keep unset texts empty."""
    return NullIf(column_name, Value(""), output_field=CharField())


USERS = Resource(
    path="users",
    noun="user",
    reading=ReadModel(
        model=User,
        keys=(
            column("id"),
            column("reference"),
            computed("email", text_or_null("email")),
            computed("firstName", text_or_null("first_name")),
            computed("lastName", text_or_null("last_name")),
            column("enabled", "is_active"),
            organization_name(),
            *dates(),
        ),
    ),
    filters=type("UserFilters", (ListFilters,), {"reference": WildcardFilter("reference_folded")}),
    notes=Notes(examples={"id": 2, "reference": "emp-002"}),
    answers=Answers(
        shown={
            "id": 2,
            "reference": "emp-002",
            "email": "api@example.com",
            "enabled": True,
            "organization": "entity1",
            **DEMO_DATES,
        }
    ),
)


class UserViewSet(ReadViewSet):
    """The users of the organization."""

    resource = USERS


urlpatterns = routes(UserViewSet)
