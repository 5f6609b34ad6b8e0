"""The filters of the list of customers; other pages lead to it by the names of their parameters."""

import re
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from unfold.widgets import UnfoldAdminTextInputWidget

from customers import conditions, tally_facts
from customers.admin.countries import CountryField
from customers.admin.filter_kinds import (
    ChoiceFilter,
    DayFilter,
    LookUpForm,
    RecordFilter,
    TextFilter,
    UnreadableError,
    yes_or_no,
)
from customers.models import Category
from customers_api.back_office.scope import scope_of
from customers_api.core.counting import Facts
from customers_api.core.countries import find_country
from customers_api.core.text import is_storable
from customers_api.core.trees import descendant_ids
from regions.models import Region

MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])\Z")
LAST_YEAR = 9998
LONGEST_RISK = 255


class CategoryFilter(RecordFilter):
    """A category with all below it."""

    title, parameter_name, column = "Category", "category", "category"
    # With those below it, as `linked_to` has found them.
    ids: tuple[int, ...] = ()

    def linked_to(self, record: Any) -> Q:
        """Return the condition that a customer stands in the category or below."""
        self.ids = tuple(descendant_ids(Category, record.organization_id, record.pk))
        return Q(category_id__in=self.ids)

    def facts(self, text: str) -> Facts | None:
        """Return the facts of each of the categories."""
        return Facts(tuple(f"{tally_facts.CATEGORY}:{key}" for key in self.ids))


class SegmentationFilter(RecordFilter):
    """A segmentation."""

    title, parameter_name, column = "Segmentation", "segmentation", "segmentation"

    def facts(self, text: str) -> Facts | None:
        """Return the fact of the segmentation."""
        return Facts((f"{tally_facts.SEGMENTATION}:{int(text)}",))


class RegionFilter(RecordFilter):
    """A region with all below it."""

    title, parameter_name, column = "Region", "region", "region"

    def has_output(self) -> bool:
        """Show the filter where some organization has regions."""
        scope = scope_of(self.request)
        return scope.chosen is None or scope.chosen.has_geography

    def linked_to(self, record: Any) -> Q:
        """Return the condition that a customer is in the region or below."""
        return Q(region_id__in=descendant_ids(Region, record.organization_id, record.pk))


class ParentFilter(RecordFilter):
    """The customer above."""

    title, parameter_name, column = "Parent", "parent", "parent"


class CountryFilter(TextFilter):
    """A country by its code or name; a text that is stored and means no country is found as it is."""

    title, parameter_name = "Country", "country"
    form_class = LookUpForm

    def condition(self, text: str) -> Q:
        """Return the condition on the country."""
        if not is_storable(text):
            raise UnreadableError
        return conditions.in_country(code_of(text))

    def facts(self, text: str) -> Facts | None:
        """Return the fact of a country that has a code."""
        return Facts((f"{tally_facts.COUNTRY}:{code_of(text)}",)) if tally_facts.CODE.fullmatch(code_of(text)) else None

    def field(self) -> forms.Field:
        """Return all countries to choose from."""
        return CountryField(label=self.title)


class ActiveFilter(ChoiceFilter):
    """Active or not."""

    title, parameter_name = "Active", "active"
    words: ClassVar = yes_or_no("is_active")
    counted: ClassVar = {
        "yes": Facts(without=(tally_facts.INACTIVE,)),
        "no": Facts((tally_facts.INACTIVE,)),
    }


class OnHoldFilter(ChoiceFilter):
    """On hold or not."""

    title, parameter_name = "On hold", "on_hold"
    words: ClassVar = yes_or_no("on_hold")
    counted: ClassVar = {"yes": Facts((tally_facts.ON_HOLD,)), "no": Facts(without=(tally_facts.ON_HOLD,))}


class RiskFilter(TextFilter):
    """A risk, as it is written."""

    title, parameter_name = "Risk", "risk"

    def condition(self, text: str) -> Q:
        """Return the condition on the risk."""
        if not is_storable(text) or len(text) > LONGEST_RISK:
            raise UnreadableError
        return Q(risk=text)


class WithoutFilter(ChoiceFilter):
    """What is missing."""

    title, parameter_name = "Without", "without"
    words: ClassVar = {
        "address": ("Address", conditions.WITHOUT_ADDRESS),
        "email": ("E-mail", conditions.WITHOUT_EMAIL),
    }
    counted: ClassVar = {
        "address": Facts((tally_facts.WITHOUT_ADDRESS,)),
        "email": Facts((tally_facts.WITHOUT_EMAIL,)),
    }


class OverLimitFilter(ChoiceFilter):
    """Customers who owe more than they may."""

    title, parameter_name = "Over the credit limit", "over_limit"
    words: ClassVar = {"yes": ("Yes", conditions.OVER_LIMIT)}
    counted: ClassVar = {"yes": Facts((tally_facts.OVER_LIMIT,))}


class CoordinatesFilter(ChoiceFilter):
    """Customers whose place is known."""

    title, parameter_name = "With coordinates", "coordinates"
    words: ClassVar = {"yes": ("Yes", conditions.LOCATED)}
    # Whoever has a place has it in one cell of the map.
    counted: ClassVar = {"yes": Facts(kind=tally_facts.CELL)}


class MonthFilter(TextFilter):
    """The month of creation, by UTC."""

    title, parameter_name = "Created in", "created_month"

    def condition(self, text: str) -> Q:
        """Return the condition on the date."""
        match = MONTH.match(text)
        if match is None or not 0 < int(match["year"]) <= LAST_YEAR:
            raise UnreadableError
        return conditions.created_in_month(int(match["year"]), int(match["month"]))

    def facts(self, text: str) -> Facts | None:
        """Return the fact of the month."""
        return Facts((f"{tally_facts.MONTH}:{text}",))

    def field(self) -> forms.Field:
        """Return the input of a month."""
        widget = UnfoldAdminTextInputWidget(attrs={"type": "month", "placeholder": "2025-07"})
        return forms.CharField(required=False, label=self.title, widget=widget)


class CreatedFrom(DayFilter):
    """The first day of creation."""

    title, parameter_name, column = "Created from", "created_from", "date_created"


class CreatedTo(DayFilter):
    """The last day of creation."""

    title, parameter_name, column, is_last = "Created to", "created_to", "date_created", True


class UpdatedFrom(DayFilter):
    """The first day of the last change."""

    title, parameter_name, column = "Updated from", "updated_from", "last_updated"


class UpdatedTo(DayFilter):
    """The last day of the last change."""

    title, parameter_name, column, is_last = "Updated to", "updated_to", "last_updated", True


def code_of(text: str) -> str:
    """Return a country's code, or the text itself where it means no country."""
    found = find_country(text)
    return text if found is None else found.alpha2


FILTERS = (
    CategoryFilter,
    SegmentationFilter,
    CountryFilter,
    RegionFilter,
    ActiveFilter,
    OnHoldFilter,
    RiskFilter,
    WithoutFilter,
    OverLimitFilter,
    ParentFilter,
    CreatedFrom,
    CreatedTo,
    MonthFilter,
    UpdatedFrom,
    UpdatedTo,
    CoordinatesFilter,
)
