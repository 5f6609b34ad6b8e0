"""What a resource of dialect v1 is made of: one declaration, from which the viewset takes everything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from customers_api.api.filters import ListFilters
from customers_api.api.notes import Answers, Notes
from customers_api.api.parameters import LinkTo, Parameter
from customers_api.core.reading import ReadModel
from customers_api.core.writing import RecordWriter


@dataclass(frozen=True)
class Resource:
    """A resource: its path, what it is called, how it is read, filtered and written; and what its description adds."""

    path: str
    noun: str
    reading: ReadModel
    filters: type[ListFilters]
    writer: RecordWriter[Any] | None = None
    parameters: tuple[Parameter, ...] = ()
    protected_noun: str = ""
    has_reference: bool = True
    notes: Notes = field(default_factory=Notes)
    answers: Answers = field(default_factory=Answers)

    @cached_property
    def by_field(self) -> Mapping[str, Parameter]:
        """The parameters by the core's field names."""
        return {parameter.core_name: parameter for parameter in self.parameters}

    def parameter(self, field_name: str) -> str:
        """Return the wire name of a core field."""
        known = self.by_field.get(field_name)
        return known.name if known is not None else field_name

    def link_noun(self, field_name: str) -> str:
        """Return the noun of the record that a core field points at."""
        known = self.by_field.get(field_name)
        return known.noun if isinstance(known, LinkTo) else field_name
