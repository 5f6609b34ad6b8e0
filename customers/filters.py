"""The filters of customers; they know query parameters and columns."""

from typing import Any

from django.db.models import Q

from customers.tally_facts import INACTIVE, ON_HOLD
from customers_api.api.filters import (
    IndexedWildcardFilter,
    RawFilter,
    Records,
    ReferenceFilters,
    TruthFilter,
    WildcardFilter,
    WordsFilter,
)
from customers_api.api.parameters import DIGITS, read_boolean
from customers_api.core.counting import Facts
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import LARGEST_ID
from customers_api.core.trees import descendant_ids
from customers_api.core.wildcards import Joined
from regions.models import Region

# The columns of `search_folded` stand in lines, the reference first; the next two and the city have one before them.
FIRST, FURTHER = Joined("search_folded"), Joined("search_folded", before="\n")


class RegionFilter(RawFilter):
    """The id of a region: its sub-levels are included."""

    kind = "id"

    def passing(self, qs: Records, text: str) -> Records:
        """Return the customers of the region and of all below it."""
        if not DIGITS.match(text):
            # The filter's own name: the field of the same name is called otherwise in a body.
            raise Problem(ProblemCode.INVALID_TYPE, parameter="region")
        if len(text) > len(str(LARGEST_ID)) or int(text) > LARGEST_ID:
            return qs.none()
        organization: int = self.parent.request.user.organization_id
        return qs.filter(region__in=descendant_ids(Region, organization, int(text)))


class CountedTruthFilter(TruthFilter):
    """A boolean that is counted while customers are written; the fact holds where it has one of its two values."""

    def __init__(self, parameter: str, field_name: str, facts: dict[bool, Facts]) -> None:
        super().__init__(parameter, field_name)
        self.facts = facts

    def passing(self, qs: Any, text: str) -> Records:
        """Return the records with this truth."""
        truth = read_boolean(text, self.wire_name)
        passing: Records = qs.filter_counted(Q(**{str(self.field_name): truth}), self.facts[truth])
        return passing


class CustomerFilters(ReferenceFilters):
    """Filters of the list of customers; all given ones must hold."""

    isActive = CountedTruthFilter(
        "isActive", "is_active", {True: Facts(without=(INACTIVE,)), False: Facts((INACTIVE,))}
    )
    onHold = CountedTruthFilter("onHold", "on_hold", {True: Facts((ON_HOLD,)), False: Facts(without=(ON_HOLD,))})
    categoryReference = WildcardFilter("category__reference_folded")
    customerSegmentationReference = WildcardFilter("segmentation__reference_folded")
    reference = IndexedWildcardFilter("reference_folded", FIRST)
    name = IndexedWildcardFilter("name_folded", FURTHER)
    parentReference = IndexedWildcardFilter("parent__reference_folded", Joined("parent__search_folded"))
    email = IndexedWildcardFilter("email_folded", FURTHER)
    barcode = WildcardFilter("barcode_folded")
    reference2 = WildcardFilter("reference2_folded")
    city = IndexedWildcardFilter("city_folded", FURTHER)
    country = WildcardFilter("country_folded")
    billingCity = WildcardFilter("billing_city_folded")
    billingCountry = WildcardFilter("billing_country_folded")
    region = RegionFilter("region")
    q = WordsFilter("search_folded")
