"""The filters of customers; they know query parameters and columns."""

from customers_api.api.filters import (
    RawFilter,
    Records,
    ReferenceFilters,
    TruthFilter,
    WildcardFilter,
    WordsFilter,
)
from customers_api.api.parameters import DIGITS
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import LARGEST_ID
from customers_api.core.trees import descendant_ids
from regions.models import Region


class RegionFilter(RawFilter):
    """The id of a region: its sub-levels are included."""

    def passing(self, qs: Records, text: str) -> Records:
        """Return the customers of the region and of all below it."""
        if not DIGITS.match(text):
            # The filter's own name: the field of the same name is called otherwise in a body.
            raise Problem(ProblemCode.INVALID_TYPE, parameter="region")
        if len(text) > len(str(LARGEST_ID)) or int(text) > LARGEST_ID:
            return qs.none()
        organization: int = self.parent.request.user.organization_id
        return qs.filter(region__in=descendant_ids(Region, organization, int(text)))


class CustomerFilters(ReferenceFilters):
    """Filters of the list of customers; all given ones must hold."""

    isActive = TruthFilter("isActive", "is_active")
    onHold = TruthFilter("onHold", "on_hold")
    categoryReference = WildcardFilter("category__reference_folded")
    customerSegmentationReference = WildcardFilter("segmentation__reference_folded")
    parentReference = WildcardFilter("parent__reference_folded")
    email = WildcardFilter("email_folded")
    barcode = WildcardFilter("barcode_folded")
    reference2 = WildcardFilter("reference2_folded")
    city = WildcardFilter("city_folded")
    country = WildcardFilter("country_folded")
    billingCity = WildcardFilter("billing_city_folded")
    billingCountry = WildcardFilter("billing_country_folded")
    region = RegionFilter("region")
    q = WordsFilter("search_folded")
