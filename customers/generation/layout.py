"""How a made customer becomes a row: the columns in their order, the defaults, the columns that searches use.

It is data that is handed to other processes: what the columns are is told by whoever knows the model.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from operator import itemgetter
from typing import Any

from customers.generation.blocks import Made, Values


@dataclass(frozen=True, slots=True)
class Folding:
    """A column that is made of the texts of others: each is folded by the function, line feeds stand between them."""

    column: str
    sources: tuple[str, ...]
    fold: Callable[[str], str]


@dataclass(frozen=True)
class Layout:
    """The columns of the table of customers."""

    columns: tuple[str, ...]
    defaults: Mapping[str, Any]
    foldings: tuple[Folding, ...]

    @cached_property
    def _in_order(self) -> Callable[[Values], tuple[Any, ...]]:
        return itemgetter(*self.columns)

    @cached_property
    def _folded(self) -> tuple[tuple[Callable[[str], str], str], ...]:
        """What is folded how; a text that stands in several columns is folded once."""
        return tuple(dict.fromkeys((folding.fold, source) for folding in self.foldings for source in folding.sources))

    @cached_property
    def _joined(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each column, with the places of its texts among the folded ones."""
        return tuple(
            (folding.column, tuple(self._folded.index((folding.fold, source)) for source in folding.sources))
            for folding in self.foldings
        )

    def row(self, values: Values) -> tuple[Any, ...]:
        """Return a customer's row."""
        row = {**self.defaults, **values}
        folded = [None if (text := row[source]) is None else fold(text) for fold, source in self._folded]
        for column, places in self._joined:
            texts = [text for place in places if (text := folded[place]) is not None]
            row[column] = "\n".join(texts) if texts else None
        return self._in_order(row)


def as_csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Return rows as PostgreSQL's COPY reads them; what is unset is an empty field."""
    lines = StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()


def customer_rows(layout: Layout, made: Iterable[Made]) -> list[tuple[Any, ...]]:
    """Return the rows of customers."""
    return [layout.row(customer.values) for customer in made]


def payment_type_rows(made: Iterable[Made]) -> list[tuple[int, int, int]]:
    """Return the rows of the customers' payment types: organization, customer, payment type."""
    return [
        (customer.values["organization_id"], customer.values["id"], payment_type)
        for customer in made
        for payment_type in customer.payment_types
    ]
