"""The state of a record that a caller wants to write on; it knows versions, and no header in which they come."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from customers_api.core.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from customers_api.core.models import TenantModel


@dataclass(frozen=True, slots=True)
class Precondition:
    """What must be true of the stored record, or of its absence, when it is written.

    ``wanted``: its version is one of these (``None``: any). ``unwanted``: it is none of these. ``is_there``: there is
    such a record, or there is none (``None``: either).
    """

    wanted: frozenset[int] | None = None
    unwanted: frozenset[int] = frozenset()
    is_there: bool | None = None

    def demand(self, record: "TenantModel | None") -> None:
        """Raise ``PRECONDITION_FAILED`` unless it holds. The record is locked: nobody changes it before the write."""
        if not self.holds(None if record is None else record.version):
            raise Problem(ProblemCode.PRECONDITION_FAILED)

    def holds(self, version: int | None) -> bool:
        """Tell whether it holds for a record of this version, or for the absence of one."""
        if version is None:
            return self.wanted is None and self.is_there is not True
        if self.is_there is False or version in self.unwanted:
            return False
        return self.wanted is None or version in self.wanted


ANY_STATE = Precondition()
