"""The operations of a resource of dialect v1, made of its declaration; it knows no resource in particular."""

import re
from collections.abc import Iterator, Mapping

from customers_api.api.notes import Schema
from customers_api.api.resources import Resource
from customers_api.core.problems import ProblemCode
from customers_api.openapi import headers, resource_samples, schemas
from customers_api.openapi.answered import Answered, Record, only_values
from customers_api.openapi.bodies import bodies, example_of_update
from customers_api.openapi.operations import Body, Operation, Reply
from customers_api.openapi.problems import ASKED, READ, WRITTEN, WRITTEN_WITH_BODY
from customers_api.openapi.queries import fields_parameter, filter_problems, list_parameters
from customers_api.openapi.samples import Samples
from customers_api.openapi.sent import problems_of
from customers_api.openapi.shown import DELETED, answers

# Which of the three methods of an update is spoken of by its plain name.
SUFFIXES = {"patch": "", "put": "WithPut", "post": "WithPost"}


def class_name(noun: str) -> str:
    """Return a noun as the name of a schema: ``customer category`` is ``CustomerCategory``."""
    return "".join(word.capitalize() for word in noun.split())


def plural_name(path: str) -> str:
    """Return the path of a resource as a part of a name."""
    return path[0].upper() + path[1:]


class ResourceOperations:
    """All operations of one resource."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.name = class_name(resource.noun)
        self.shown = answers(resource, self.name)
        self.components, self.creating, self.changing = bodies(resource, self.name)
        self.answered = Answered(resource, example_of_update(resource))
        self.links = sorted({code for one in resource.parameters for code in problems_of(one)})

    def operation(self, action: str, method: str, names: tuple[str, ...]) -> Operation:
        """Return the operation of an action of the viewset; ``names`` are the keys in its address."""
        by_reference = "reference" in names
        if action == "list":
            return self.list()
        if action == "create":
            return self.create()
        if action == "retrieve":
            return self.show(by_reference=by_reference)
        if action == "destroy":
            return self.delete(by_reference=by_reference)
        return self.upsert() if action == "upsert" else self.update(method, by_reference=by_reference)

    def list(self) -> Operation:
        """Return the list."""
        problems = (*ASKED, ProblemCode.UNKNOWN_PARAMETERS, ProblemCode.INVALID_PARAMETER, ProblemCode.INVALID_TYPE)
        return Operation(
            id=f"list{plural_name(self.resource.path)}",
            summary=f"List {words(self.resource.path)}",
            tag=self.resource.path,
            parameters=tuple(list_parameters(self.resource)),
            replies={
                200: Reply(
                    f"A page of records; the one of the example is that of `?{self.answered.query}`.",
                    schemas.named(f"{self.name}Page"),
                    example=self.answered.page(),
                )
            },
            problems=(*problems, *filter_problems(self.resource)),
            components=self.shown,
            words=self.resource,
            samples=resource_samples.of_list(self.resource),
        )

    def show(self, *, by_reference: bool) -> Operation:
        """Return the operation that shows a record."""
        return Operation(
            id=f"show{self.name}{by(by_reference)}",
            summary=f"Show a {self.resource.noun}",
            tag=self.resource.path,
            parameters=(self.key(by_reference=by_reference), fields_parameter(self.resource), headers.UNLESS_KNOWN),
            replies={
                200: Reply(
                    "The record.",
                    schemas.named(f"{self.name}Part"),
                    headers.ETAG,
                    self.answered.record(by_reference=by_reference),
                ),
                304: Reply(headers.NOT_MODIFIED, headers=headers.ETAG),
            },
            problems=(*READ, *self.key_problems(by_reference=by_reference), ProblemCode.INVALID_PARAMETER),
            components=self.shown,
            words=self.resource,
            samples=resource_samples.of_show(by_reference=by_reference),
        )

    def create(self) -> Operation:
        """Return the creation."""
        return self.written(
            id=f"create{self.name}",
            summary=f"Create a {self.resource.noun}",
            replies={201: self.record("The new record.", self.answered.created)},
            problems=(ProblemCode.MISSING,),
            bodies=self.creating,
            samples=resource_samples.of_write(self.resource, has_id=False, has_references=False),
        )

    def update(self, method: str, *, by_reference: bool) -> Operation:
        """Return an update: all three methods mean the same."""
        return self.written(
            id=f"update{self.name}{by(by_reference)}{SUFFIXES[method]}",
            summary=f"Change what is sent of a {self.resource.noun}",
            parameters=(self.key(by_reference=by_reference),),
            replies={
                200: self.record("The record.", self.answered.changed(by_reference=by_reference), upserted=by_reference)
            },
            problems=(*self.key_problems(by_reference=by_reference), ProblemCode.MISSING),
            bodies=self.changing,
            samples=resource_samples.of_write(self.resource, has_id=not by_reference, has_references=by_reference),
        )

    def upsert(self) -> Operation:
        """Return the write by reference that creates what is not there."""
        return self.written(
            id=f"upsert{self.name}",
            summary=f"Change a {self.resource.noun}, or create it",
            parameters=(self.key(by_reference=True),),
            replies={
                200: self.record("The record that was there.", self.answered.changed(by_reference=True), upserted=True),
                201: self.record(
                    "The new record: of the example of a creation, sent to its own reference.",
                    self.answered.created,
                    upserted=True,
                ),
            },
            problems=(ProblemCode.PATH_NOT_FOUND, ProblemCode.MISSING, ProblemCode.REFERENCE_DIFFERS),
            bodies=self.changing,
            samples=resource_samples.of_write(self.resource, has_id=False, has_references=True),
        )

    def delete(self, *, by_reference: bool) -> Operation:
        """Return the deletion."""
        return Operation(
            id=f"delete{self.name}{by(by_reference)}",
            summary=f"Delete a {self.resource.noun}",
            tag=self.resource.path,
            parameters=(
                {
                    **self.key(by_reference=by_reference),
                    "example": self.answered.deleted_key(by_reference=by_reference),
                },
                *headers.SAFE_WRITES,
            ),
            replies={200: Reply("It is deleted.", DELETED, headers.REPLAYED, only_values(DELETED))},
            problems=(
                *WRITTEN,
                *self.key_problems(by_reference=by_reference),
                ProblemCode.IN_USE,
                *((ProblemCode.DELETE_PROTECTED,) if self.resource.protected_noun else ()),
            ),
            words=self.resource,
            samples=resource_samples.of_deletion(by_reference=by_reference),
        )

    def written(
        self,
        *,
        id: str,  # noqa: A002
        summary: str,
        replies: Mapping[int, Reply],
        problems: tuple[ProblemCode, ...],
        bodies: Mapping[str, Body],
        samples: Samples,
        parameters: tuple[Schema, ...] = (),
    ) -> Operation:
        """Return an operation that takes the resource's parameters."""
        rules = (ProblemCode.INVALID_VALUE, ProblemCode.INVALID_BOOLEAN, *self.links, *self.resource.notes.problems)
        unique = (ProblemCode.NOT_UNIQUE,) if self.resource.has_reference else ()
        return Operation(
            id=id,
            summary=summary,
            tag=self.resource.path,
            parameters=(*parameters, *(headers.SAFE_WRITES if parameters else headers.SAFE_CREATION)),
            replies=replies,
            problems=(*WRITTEN_WITH_BODY, *problems, *rules, *unique),
            bodies=bodies,
            # What is empty is an empty form: an update of nothing.
            body_required=bodies is self.creating,
            components={**self.shown, **self.components},
            words=self.resource,
            samples=samples,
        )

    def record(self, description: str, example: Record, *, upserted: bool = False) -> Reply:
        """Return the answer that shows a whole record."""
        told = {**headers.ETAG, **headers.REPLAYED, **(headers.UPSERT_RESULT if upserted else {})}
        return Reply(description, schemas.named(self.name), told, example)

    def key(self, *, by_reference: bool) -> Schema:
        """Return the parameter in the address of one record."""
        name = "reference" if by_reference else "id"
        schema = schemas.reference() if by_reference else schemas.identity()
        about = "Percent-encoded, slashes too; compared exactly." if by_reference else "The service's own number."
        return schemas.parameter("path", name, schema, self.resource.notes.examples[name], about)

    def key_problems(self, *, by_reference: bool) -> tuple[ProblemCode, ...]:
        """Return what can be wrong with the address of one record."""
        wrong = () if by_reference else (ProblemCode.INVALID_TYPE,)
        return (ProblemCode.RECORD_NOT_FOUND, ProblemCode.PATH_NOT_FOUND, *wrong)


def by(by_reference: bool) -> str:  # noqa: FBT001 (the only thing that it is told)
    """Return the end of the name of an operation."""
    return "ByReference" if by_reference else ""


def words(path: str) -> str:
    """Return the words that the path of a resource is made of."""
    return " ".join(pieces(path)).lower()


def pieces(path: str) -> Iterator[str]:
    """Return the words of a name in mixed case."""
    yield from re.findall(r"[A-Z]?[a-z]+", path)
