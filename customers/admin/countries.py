"""The choice of a country, written out once: a page has it several times, and there are 249 of them."""

from functools import cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelect2Widget

from customers_api.core.countries import all_countries, country_by_alpha2


@cache
def options() -> SafeString:
    """Return all countries to choose from."""
    countries = ((country.alpha2, country.name) for country in all_countries())
    return format_html_join("\n", '<option value="{}">{}</option>', countries)


class CountryWidget(UnfoldAdminSelect2Widget):  # type: ignore[misc]
    """Chooses a country; a text that is stored and means none stands before them."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the input, the chosen country first among the options."""
        text = "" if value is None else str(value)
        country = country_by_alpha2(text)
        label = text if country is None else country.name
        chosen = format_html('<option value="{}" selected>{}</option>', text, label) if text else ""
        shown = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html('<select{}>{}<option value="">-</option>{}</select>', shown, chosen, options())


class CountryField(forms.CharField):
    """A country by its code; what any other text means is not judged here."""

    widget = CountryWidget

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"required": False, "strip": False, "empty_value": None, **given})
