"""The lock on isolation: a query on an organization's table that names no organization raises.

It knows querysets; it does not know who calls.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from django.db import models
from django.db.models.sql import Query

if TYPE_CHECKING:
    from organizations.models import Organization

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class UnscopedQueryError(RuntimeError):
    """A query would have read the rows of every organization."""


class TenantQuery(Query):
    """A query that compiles only once it was given an organization."""

    scoped = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Return the compiler, or raise: nothing has been read yet."""
        require_scope(self)
        return super().get_compiler(*args, **kwargs)


def require_scope(query: Query) -> None:
    """Raise ``UnscopedQueryError`` unless the query was limited to one organization."""
    if not getattr(query, "scoped", True):
        name = query.model.__name__ if query.model else "?"
        raise UnscopedQueryError(f"{name}: call for_organization() before the query is run")


class TenantQuerySet(models.QuerySet[M_co]):
    """A queryset that fails closed: it runs only after ``for_organization``."""

    def __init__(
        self, model: Any = None, query: Query | None = None, using: str | None = None, hints: Any = None
    ) -> None:
        super().__init__(model=model, query=query or TenantQuery(model), using=using, hints=hints)

    def for_organization(self, organization: "Organization | int") -> Self:
        """Return the rows of one organization, given as a record or as its id."""
        key = organization if isinstance(organization, int) else organization.pk
        scoped = self.filter(organization_id=key)
        cast("TenantQuery", scoped.query).scoped = True
        return scoped

    def for_organizations(self, organizations: Iterable[int]) -> Self:
        """Return the rows of several organizations, given by their ids: those that one caller may act for."""
        scoped = self.filter(organization_id__in=list(organizations))
        cast("TenantQuery", scoped.query).scoped = True
        return scoped

    def across_organizations(self) -> Self:
        """Return the rows of all organizations: for the few places whose reason stands in docs/architecture.md."""
        clone = self._chain()  # type: ignore[attr-defined]
        clone.query.scoped = True
        return cast("Self", clone)

    # Both leave the class of the query, and with it the check at compilation.
    def update(self, **kwargs: Any) -> int:
        """Update the rows of one organization."""
        require_scope(self.query)
        return super().update(**kwargs)

    def _raw_delete(self, using: str | None) -> int:
        require_scope(self.query)
        return super()._raw_delete(using)
