"""List, show, create, update, upsert and delete of a declared resource, by id or by reference; it knows no resource."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import URLPattern, re_path
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from customers_api.api.filters import filter_names
from customers_api.api.listing import read_list_query, select_keys
from customers_api.api.parameters import decode_body, read_boolean
from customers_api.api.resources import Resource
from customers_api.api.v1 import V1_DIALECT
from customers_api.api.views import DialectView
from customers_api.core.drafts import Incoming, Outcome, Written, not_found
from customers_api.core.parts import counted_and_read
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Page, Shown
from customers_api.core.references import ById, ByReference, Pointer
from customers_api.core.selections import is_possible
from customers_api.core.units import in_unit
from customers_api.core.writing import RecordWriter

ID = re.compile(r"[0-9]{1,400}\Z")
VERSIONS = r"v1\.0|v1|v2\.1"
DELETED = {"success": "true", "success_description": "Instance deleted successfully"}


class ReadViewSet(ViewSetMixin, DialectView):
    """The reading half of a resource."""

    dialect = V1_DIALECT
    resource: ClassVar[Resource]

    @property
    def base(self) -> str:
        """The address of the version that was called."""
        return f"/api/{self.kwargs['version']}"

    def new_page(self) -> Page:
        """Return the frame of what is read for this request."""
        return Page(self.organization, self.base, self.media_base)

    def records(self) -> Any:
        """Return the organization's records."""
        return self.resource.reading.records(self.organization)

    def list(self, request: Any, version: str) -> Response:
        """Answer a page of records with the paging envelope."""
        resource = self.resource
        keys = resource.reading.keys_for(self.organization)
        wanted = read_list_query(request.query_params, filter_names(resource.filters), keys)
        records = self.records()
        filtered = resource.filters(request.query_params, records, request=request).qs if wanted.filters else None
        total, rows = counted_and_read(
            lambda total: wanted.part(filtered, total),
            (records if filtered is None else filtered).count,
            lambda part: resource.reading.part(part, wanted.keys, self.new_page()),
        )
        return Response({"paging": wanted.paging(f"{self.base}/{resource.path}", total), "data": rows})

    def retrieve(self, request: Any, version: str, **key: str) -> HttpResponse:
        """Answer one record."""
        return self.answer_with(self.represent(pointer_of(**key), fields=self.fields()))

    def fields(self) -> Mapping[str, str]:
        """Return the parameters of a request for one record, which usually has none."""
        query = self.request._request.META.get("QUERY_STRING")
        return self.request.query_params.dict() if query else {}

    def represent(self, pointer: Pointer, fields: Mapping[str, str]) -> Shown:
        """Return the answer for one record."""
        keys = select_keys(self.resource.reading.keys_for(self.organization), fields)
        shown = self.resource.reading.one(pointer, keys, self.new_page())
        if shown is None:
            raise not_found(pointer)
        return shown


class ResourceViewSet(ReadViewSet):
    """A resource that is read and written."""

    @property
    def writer(self) -> RecordWriter[Any]:
        """The resource's write path."""
        if self.resource.writer is None:
            raise TypeError(f"{self.resource.path} is read only")
        return self.resource.writer

    def create(self, request: Any, version: str) -> HttpResponse:
        """Create a record."""
        incoming = self.decode(external=False)
        return self.write(self.writer.create, incoming=incoming)

    def update(self, request: Any, version: str, **key: str) -> HttpResponse:
        """Change what was sent of a record."""
        pointer = pointer_of(**key)
        incoming = self.decode(external=isinstance(pointer, ByReference), pointer=pointer)
        return self.write(self.writer.update, pointer=pointer, incoming=incoming)

    def upsert(self, request: Any, version: str, reference: str) -> HttpResponse:
        """Create the record of a reference, or change what was sent of it."""
        incoming = self.decode(external=True)
        return self.write(self.writer.upsert, reference=reference, incoming=incoming)

    def destroy(self, request: Any, version: str, **key: str) -> Response:
        """Delete a record."""
        self.writer.delete(caller=self.caller, pointer=pointer_of(**key), precondition=self.precondition)
        return Response(DELETED)

    def decode(self, *, external: bool, pointer: Pointer | None = None) -> Incoming:
        """Return the core's values of the request's body; ``pointer`` is the record that must be there."""
        body = self.read_body(pointer)
        sent, problem = body.get("useExternalId"), None
        if sent is not None and sent != "":
            try:
                external = read_boolean(sent, "useExternalId")
            except Problem as unreadable:
                problem = unreadable
        organization = self.organization
        used = [parameter for parameter in self.resource.parameters if parameter.is_used_by(organization)]
        incoming = decode_body(used, body, external=external)
        # The documents name this parameter after all others.
        return Incoming(incoming.values, incoming.problem or problem)

    def read_body(self, pointer: Pointer | None) -> Mapping[str, object]:
        """Return the parameters sent; an unknown record is told before what is wrong with the body."""
        try:
            body = self.request.data
            if not isinstance(body, Mapping):
                raise Problem(ProblemCode.MALFORMED_BODY, reason="no_object")
        except (Problem, APIException):
            if pointer is not None:
                self.demand_record(pointer)
            raise
        return body

    def demand_record(self, pointer: Pointer) -> None:
        """Raise unless the record is there."""
        if not is_possible(pointer) or not self.records().filter(**{pointer.column: pointer.value}).exists():
            raise not_found(pointer)

    def represent_written(self, written: Written[Any]) -> Shown:
        """Return the answer for a record that was just written; what is not known of it is read."""
        reading = self.resource.reading
        shown = reading.written(written, reading.keys_for(self.organization), self.new_page())
        return self.represent(ById(written.record.pk), fields={}) if shown is None else shown

    def write(self, door: Callable[..., Written[Any]], **what: Any) -> HttpResponse:
        """Write and read back in one unit of work, so that the answer shows what was written."""

        def work() -> tuple[Outcome, Shown]:
            written = door(caller=self.caller, precondition=self.precondition, **what)
            return written.outcome, self.represent_written(written)

        outcome, shown = in_unit(work)
        response = self.answer_with(shown, status=201 if outcome is Outcome.CREATED else 200)
        if "reference" in self.kwargs:
            response["X-Upsert-Result"] = outcome.value
        return response


def pointer_of(id: str | None = None, reference: str | None = None) -> Pointer:  # noqa: A002
    """Return the pointer that the path of a request holds."""
    if reference is not None:
        return ByReference(reference)
    if id is None or not ID.match(id):
        raise Problem(ProblemCode.INVALID_TYPE, "id")
    return ById(int(id))


def as_view(viewset: type[ReadViewSet], actions: Mapping[str, str]) -> Any:
    """Return the view of one address."""
    return viewset.as_view({**actions})


def routes(viewset: type[ReadViewSet]) -> list[URLPattern]:
    """Return the addresses of a resource, each with and without a slash at its end.

    A reference may hold slashes: it is all that follows, but for one slash at the end.
    """
    resource = viewset.resource
    reads = {"get": "retrieve"}
    writes = {"post": "update", "put": "update", "patch": "update", "delete": "destroy"}
    is_written = resource.writer is not None
    by_key = {**reads, **(writes if is_written else {})}
    start = rf"^api/(?P<version>{VERSIONS})/{resource.path}"
    patterns = []
    if resource.has_reference:
        by_reference = {**by_key, "post": "upsert"} if is_written else by_key
        patterns.append(re_path(rf"{start}/reference/(?P<reference>(?s:.+?))/?\Z", as_view(viewset, by_reference)))
    collection = {"get": "list", "post": "create"} if is_written else {"get": "list"}
    patterns.append(re_path(rf"{start}/?\Z", as_view(viewset, collection)))
    patterns.append(re_path(rf"{start}/(?P<id>[^/]+)/?\Z", as_view(viewset, by_key)))
    return patterns
