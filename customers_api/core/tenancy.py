"""The lock on isolation: a query on an organization's table that names no organization raises.

It knows querysets and records; it does not know who calls. What it leaves open stands in docs/architecture.md.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models.sql import Query

if TYPE_CHECKING:
    from organizations.models import Organization

M_co = TypeVar("M_co", bound=models.Model, covariant=True)
# The names by which Django knows the column.
MOVES = {"organization", "organization_id"}


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
        return self._limited(self.filter(organization_id=key), [key])

    def for_organizations(self, organizations: Iterable[int]) -> Self:
        """Return the rows of several organizations, given by their ids: those that one caller may act for."""
        keys = list(organizations)
        return self._limited(self.filter(organization_id__in=keys), keys)

    def _limited(self, scoped: Self, organizations: Sequence[int]) -> Self:
        cast("TenantQuery", scoped.query).scoped = True
        return scoped

    def across_organizations(self) -> Self:
        """Return the rows of all organizations: for the few places whose reason stands in docs/architecture.md."""
        clone = self._chain()  # type: ignore[attr-defined]
        clone.query.scoped = True
        return cast("Self", clone)

    # What is joined by "or" is as wide as its wider half.
    def __or__(self, other: Any) -> Self:
        require_scope(self.query)
        require_scope(other.query)
        return super().__or__(other)

    def __xor__(self, other: Any) -> Self:
        require_scope(self.query)
        require_scope(other.query)
        return super().__xor__(other)

    # Both leave the class of the query, and with it the check at compilation.
    def update(self, **kwargs: Any) -> int:
        """Update the rows of one organization, in which they stay."""
        require_scope(self.query)
        if MOVES & kwargs.keys():
            raise UnscopedQueryError(f"{self.model.__name__}: a record stays in its organization")
        return super().update(**kwargs)

    def _update(self, values: Any) -> int:
        require_scope(self.query)
        return super()._update(values)  # type: ignore[misc,no-any-return]

    def _raw_delete(self, using: str | None) -> int:
        require_scope(self.query)
        return super()._raw_delete(using)

    def bulk_create(self, objs: Iterable[M_co], *args: Any, **kwargs: Any) -> list[M_co]:
        """Insert rows; those that are there already are updated by a key that holds the organization, or not at all."""
        if kwargs.get("update_conflicts") and not MOVES & set(kwargs.get("unique_fields") or ()):
            raise UnscopedQueryError(f"{self.model.__name__}: the unique key of an upsert holds the organization")
        return super().bulk_create(objs, *args, **kwargs)

    # SQL by hand is not looked through here: where it is needed, a cursor says so.
    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise: nobody can tell which rows a text reads."""
        raise UnscopedQueryError(f"{self.model.__name__}: raw() does not know organizations")

    def extra(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise: nobody can tell which rows a text reads."""
        raise UnscopedQueryError(f"{self.model.__name__}: extra() does not know organizations")


class LockedRecord(models.Model):
    """A record that is written, deleted and read again in its own organization alone, whatever its id says.

    Django does all three by the id alone, past the queryset.
    """

    organization_id: int

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, *args: Any, **kwargs: Any) -> Any:
        rows = base_qs.filter(organization_id=self.organization_id)
        return super()._do_update(rows, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the record with what hangs on it; one that was never read may be anybody's."""
        if self._state.adding:
            raise UnscopedQueryError(f"{type(self).__name__}: read the record before it is deleted")
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Read the columns again; those of a record whose organization was left out were found under the lock."""
        if from_queryset is None and "organization_id" in self.__dict__:
            rows: Any = TenantQuerySet(type(self), using=using or self._state.db)
            # A list: a new record may have no organization yet, and then there is nothing to be found.
            from_queryset = rows.for_organizations([self.organization_id])
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
