"""Describes one operation where the library asks for it: the library's own reading of serializers is put aside.

It knows where views keep their declarations, and no view.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from customers_api.api.dialect import Dialect
from customers_api.api.notes import Schema
from customers_api.api.resources import Resource
from customers_api.openapi.dialects import DESCRIBED
from customers_api.openapi.errors import refusals
from customers_api.openapi.operations import Operation
from customers_api.openapi.resources import ResourceOperations


class DeclaredSchema(AutoSchema):
    """Reads what a view declares: its resource, or the operations that stand beside it, method by method."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """Return the operation, and keep the schemas that it refers to."""
        path, _, _, method, registry = args
        self.declared = declared_operation(self.view, path, str(method).lower())
        for name, schema in self.declared.components.items():
            component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)
            registry.register_on_missing(component)
        return super().get_operation(*args, **kwargs)

    @property
    def dialect(self) -> Dialect:
        """The dialect that the view speaks."""
        view: Any = self.view
        dialect: Dialect = view.dialect
        return dialect

    def get_operation_id(self) -> str:
        """Return the name by which programs call the operation."""
        return self.declared.id

    def get_summary(self) -> str:
        """Return the operation in a few words."""
        return self.declared.summary

    def get_description(self) -> str:  # type: ignore[override]
        """Return what else is to be said."""
        return self.declared.description

    def get_tags(self) -> list[str]:
        """Return what the operation is about."""
        return [self.declared.tag]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the credentials, one of which must be presented; an open address asks for none."""
        taken = self.declared.credentials
        if taken is None:
            return DESCRIBED[self.dialect.name].security(self.method)
        return [{name: []} for name in taken] or [{}]

    def _get_parameters(self) -> list[Schema]:
        return list(self.declared.parameters)

    def _get_request_body(self, direction: str = "request") -> Schema | None:
        bodies = self.declared.bodies
        if not bodies:
            return None
        content = {name: {"schema": body.schema, "example": body.example} for name, body in bodies.items()}
        return {"content": content, **({"required": True} if self.declared.body_required else {})}

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        done = {str(status): reply.described() for status, reply in self.declared.replies.items()}
        refused = refusals(self.dialect, self.declared)
        return {**done, **{str(status): answer for status, answer in refused.items()}}


def declared_operation(view: Any, path: str, method: str) -> Operation:
    """Return what a view declares of a method."""
    resource = getattr(view, "resource", None)
    if isinstance(resource, Resource):
        names = tuple(name for name in ("id", "reference") if f"{{{name}}}" in path)
        return ResourceOperations(resource).operation(view.action, method, names)
    operation: Operation = view.described[method]
    return operation
