"""A second opinion on dialect v1: records in dictionaries, and what a write makes of them and answers.

Written from the documented rules alone. It must not import anything of the service.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from tests.torture.model_values import (
    BAD,
    Link,
    Links,
    Param,
    Pointer,
    RefusalError,
    Truth,
    missing,
    save_failed,
    unknown,
)
from tests.torture.model_world import Answer, Record, Request, World, wire

Values = dict[str, Any]
DELETED = {"success": "true", "success_description": "Instance deleted successfully"}


class Table:
    """The records of one resource. Subclasses say what it is made of, and which rules hold."""

    path: ClassVar[str]
    noun: ClassVar[str]
    params: ClassVar[tuple[Param, ...]]
    required: ClassVar[tuple[str, ...]] = ("reference", "name")
    never_empty: ClassVar[tuple[str, ...]] = ("reference", "name")
    # What a caller reads and cannot write.
    read_only: ClassVar[bool] = False

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: dict[int, Record] = {}
        world.tables[self.path] = self

    # What subclasses say.

    def shown(self, row: Record) -> Iterator[tuple[str, Any]]:
        """Yield the keys of the answer in their order, with values as they are compared."""
        raise NotImplementedError

    def demanded(self, values: Values, stored: Record | None) -> None:
        """Raise for a parameter that is required because of others."""

    def rules(self, plan: Values, values: Values, stored: Record | None) -> None:
        """Complete the planned values, or raise."""

    def counts(self, name: str, values: Values) -> bool:
        """Tell whether a link that was sent is looked at."""
        return True

    def after_link(self, name: str, plan: Values, values: Values, stored: Record | None) -> None:
        """Check what stands among the links in the order of the parameters, or follows from one."""

    def protection(self, row: Record) -> RefusalError | None:
        """Return why a record is not deleted, whoever uses it."""
        return None

    def users_of(self, row: Record) -> bool:
        """Tell whether other records need this one."""
        return False

    def written(self, row: Record, stored: Record | None) -> None:
        """Follow up a write or a deletion (then ``stored`` is the row itself)."""

    # The doors.

    def find(self, pointer: Pointer) -> Record | None:
        kind, value = pointer
        if kind == "id":
            return self.rows.get(value)
        return next((row for row in self.rows.values() if row.get("reference") == value), None)

    def demand(self, pointer: Pointer, noun: str = "") -> Record:
        row = self.find(pointer)
        if row is None:
            raise unknown(noun or self.noun, pointer)
        return row

    def answer(self, row: Record, status: int = 200, outcome: str | None = None) -> Answer:
        return Answer(status, {key: wire(value) for key, value in self.shown(row)}, outcome, row["version"])

    def delete(self, request: Request) -> Answer:
        assert request.key is not None
        row = self.demand(request.key)
        check_state(self.noun, request.condition, row["version"])
        problem = self.protection(row)
        if problem is not None:
            raise problem
        if self.users_of(row):
            raise RefusalError(400, "delete_failed", "Failed to delete instance.")
        del self.rows[row["id"]]
        self.written(row, row)
        return Answer(200, DELETED)

    def write(self, request: Request, fresh: int | None) -> Answer:
        """Create, update or upsert; ``fresh`` is the id that the service gave to a new record."""
        body = dict(request.body or {})
        pointer = request.key
        stored = self.find(pointer) if pointer is not None else None
        if pointer is not None and stored is None:
            if pointer[0] == "id" or request.method != "POST":
                raise unknown(self.noun, pointer)
            check_state(self.noun, request.condition, None)
            self.check_creation(pointer[1], body)
            body = {"reference": pointer[1], **body}
        else:
            check_state(self.noun, request.condition, None if stored is None else stored["version"])
        external = pointer is not None and pointer[0] == "reference"
        plan = self.plan(body, stored, external=external)
        row, outcome = self.store(plan, stored, fresh)
        return self.answer(row, 201 if stored is None else 200, outcome if external else None)

    def check_creation(self, reference: str, body: Mapping[str, Any]) -> None:
        """Refuse a new record under another reference than the one in its address."""
        sent = body.get("reference", reference)
        text = str(sent) if isinstance(sent, int | float) and not isinstance(sent, bool) else sent
        if isinstance(text, str) and text and text != reference:
            text = "The parameter reference differs from the reference in the URL."
            raise RefusalError(400, "invalid_param", text)

    def store(self, plan: Values, stored: Record | None, fresh: int | None) -> tuple[Record, str]:
        if stored is not None and all(stored[name] == value for name, value in plan.items()):
            return stored, "unchanged"
        before = None if stored is None else dict(stored)
        if stored is None:
            assert fresh is not None, "the model creates what the service did not"
            assert fresh not in self.rows, "an id was given twice"
            defaults = {param.name: param.default for param in self.params}
            stored = {"id": fresh, "version": 0, "dateCreated": self.world.now, **defaults}
            self.rows[fresh] = stored
        stored.update(plan)
        self.touch(stored)
        self.written(stored, before)
        return stored, "created" if before is None else "updated"

    def touch(self, row: Record) -> None:
        """Count a change."""
        row["version"] += 1
        row["lastUpdated"] = self.world.now

    # From what was sent to what is planned, in the documented order of checks.

    def plan(self, body: Mapping[str, Any], stored: Record | None, *, external: bool) -> Values:
        values, problem = self.decode(body, external=external)
        required = self.required if stored is None else ()
        for name in (*required, *self.never_empty):
            if values.get(name, None if name in required else BAD) is None:
                raise missing(name)
        self.demanded(values, stored)
        if problem is not None:
            raise problem
        plan: Values = {}
        for param in self.params:
            if param.name in values and not isinstance(param, Link):
                value = values[param.name]
                plan[param.name] = param.default if value is None else value
        self.plan_links(plan, values, stored)
        self.rules(plan, values, stored)
        self.check_flaws(plan)
        self.check_unique(plan, stored)
        return plan

    def decode(self, body: Mapping[str, Any], *, external: bool) -> tuple[Values, RefusalError | None]:
        values: Values = {}
        first: RefusalError | None = None
        flag = Truth("useExternalId")
        try:
            chosen = flag.read(body.get("useExternalId"), external=False)
            external, unreadable = (external if chosen is None else chosen), None
        except RefusalError as problem:
            unreadable = problem
        for param in self.params:
            if param.name in body:
                try:
                    values[param.name] = param.read(body[param.name], external=external)
                except RefusalError as problem:
                    values[param.name] = BAD
                    first = first or problem
        return values, first or unreadable

    def plan_links(self, plan: Values, values: Values, stored: Record | None) -> None:
        for param in self.params:
            if isinstance(param, Link) and param.name in values and self.counts(param.name, values):
                plan[param.name] = self.follow(param, values[param.name])
            self.after_link(param.name, plan, values, stored)

    def follow(self, param: Link, value: Any) -> Any:
        """Return the id of a linked record, or the ids of several."""
        table = self.world.tables[param.table]
        if isinstance(param, Links):
            return frozenset(table.demand(one, param.noun)["id"] for one in value or ())
        return param.default if value is None else table.demand(value, param.noun)["id"]

    def check_flaws(self, plan: Values) -> None:
        flaws = []
        for param in self.params:
            value = plan.get(param.name)
            message = None if value is None or isinstance(param, Link) else param.flaw(value)
            if message is not None:
                flaws.append((param.name, message))
        if flaws:
            raise save_failed(*flaws)

    def check_unique(self, plan: Values, stored: Record | None) -> None:
        reference = plan.get("reference")
        taken = self.find(("reference", reference)) if reference is not None else None
        if taken is not None and taken is not stored:
            raise RefusalError(400, "not_unique", "reference already used")


def check_state(noun: str, condition: tuple[str, str], version: int | None) -> None:
    """Refuse a write whose condition the record's version, or its absence (``None``), does not meet."""
    header, value = condition
    same = version is not None and (value == "*" or value.startswith(f'"{version}-'))
    if (header == "If-Match" and not same) or (header == "If-None-Match" and same):
        text = f"The state of the {noun} is not the one that the request asks for."
        raise RefusalError(412, "precondition_failed", text)
