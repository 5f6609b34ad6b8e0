"""The facts about countries hold together: a city lies in its country, its postal codes are of that country's form.

The forms and the corners of the countries are written down here a second time, so that a slip in a table is found.
"""

import re
import unicodedata
from random import Random

import pytest

from customers.generation.naming import languages, peoples
from customers.generation.patterns import Pattern
from customers.generation.places import City, Country, countries, sections_of_cities
from customers.generation.tables.trades import TRADES
from customers.generation.trades import trades_below, tree
from customers_api.core.countries import country_by_alpha2
from customers_api.core.iso_currencies import find_currency

# Postal code; south, north, west and east; how a phone number begins.
FORMS = {
    "FR": (r"\d{5}", (41.3, 51.1, -5.2, 9.6), "+33 "),
    "DE": (r"\d{5}", (47.2, 55.1, 5.8, 15.1), "+49 "),
    "AT": (r"[1-9]\d{3}", (46.3, 49.1, 9.5, 17.2), "+43 "),
    "CH": (r"[1-9]\d{3}", (45.8, 47.9, 5.9, 10.5), "+41 "),
    "BE": (r"[1-9]\d{3}", (49.4, 51.6, 2.5, 6.5), "+32 "),
    "NL": (r"[1-9]\d{3} [A-Z]{2}", (50.7, 53.6, 3.3, 7.3), "+31 "),
    "GB": (r"[A-Z]{1,2}\d{1,2} \d[A-Z]{2}", (49.8, 60.9, -8.2, 1.8), "+44 "),
    "IE": (r"[A-Z]\d\d [A-Z]\d[A-Z]\d", (51.4, 55.4, -10.7, -5.9), "+353 "),
    "US": (r"\d{5}", (18.9, 71.4, -179.2, -66.9), "+1 "),
    "CA": (r"[A-Z]\d[A-Z] \d[A-Z]\d", (41.6, 83.2, -141.1, -52.6), "+1 "),
    "ES": (r"(0[1-9]|[1-4]\d|5[0-2])\d{3}", (27.6, 43.8, -18.2, 4.4), "+34 "),
    "IT": (r"\d{5}", (35.4, 47.1, 6.6, 18.6), "+39 "),
    "PT": (r"[1-9]\d{3}-\d{3}", (32.3, 42.2, -31.3, -6.1), "+351 "),
    "PL": (r"\d\d-\d{3}", (49.0, 54.9, 14.1, 24.2), "+48 "),
    "CZ": (r"[1-7]\d\d \d\d", (48.5, 51.1, 12.0, 18.9), "+420 "),
    "SE": (r"[1-9]\d\d \d\d", (55.3, 69.1, 10.9, 24.2), "+46 "),
    "DK": (r"[1-9]\d{3}", (54.5, 57.8, 8.0, 15.2), "+45 "),
    "NO": (r"\d{4}", (57.9, 71.2, 4.5, 31.2), "+47 "),
    "FI": (r"\d{5}", (59.7, 70.1, 20.5, 31.6), "+358 "),
    "GR": (r"[1-8]\d\d \d\d", (34.8, 41.8, 19.3, 29.7), "+30 "),
    "AU": (r"\d{4}", (-43.7, -10.0, 113.0, 153.7), "+61 "),
    "NZ": (r"\d{4}", (-47.3, -34.3, 166.4, 178.6), "+64 "),
    "BR": (r"\d{5}-\d{3}", (-33.8, 5.3, -74.0, -34.7), "+55 "),
    "MX": (r"\d{5}", (14.5, 32.8, -118.4, -86.7), "+52 "),
    "JP": (r"\d{3}-\d{4}", (24.0, 45.6, 122.9, 146.0), "+81 "),
    "IN": (r"[1-8]\d{5}", (6.7, 35.6, 68.1, 97.4), "+91 "),
    "MA": (r"[1-9]\d{4}", (27.6, 36.0, -13.2, -1.0), "+212 "),
    "TN": (r"[1-9]\d{3}", (30.2, 37.4, 7.5, 11.6), "+216 "),
    "TR": (r"(0[1-9]|[1-7]\d|8[01])\d{3}", (35.8, 42.2, 25.6, 44.9), "+90 "),
}


def all_countries() -> list[Country]:
    """Return each country with each of its languages."""
    return list(countries().items)


def all_cities() -> list[tuple[str, City]]:
    return [(key.split()[0], city) for key, cities in sections_of_cities() for city, _ in cities]


def test_each_country_is_one_and_has_cities_and_a_currency_of_iso() -> None:
    codes = {country.code for country in all_countries()}
    assert codes == set(FORMS) == {code for code, _ in all_cities()}
    assert all(country_by_alpha2(code) for code in codes)
    assert all(find_currency(country.currency) for country in all_countries())
    assert len(codes) >= 25


def test_each_city_lies_in_its_country_and_is_there_once() -> None:
    misplaced = []
    for code, city in all_cities():
        south, north, west, east = FORMS[code][1]
        if not (south <= city.latitude <= north and west <= city.longitude <= east):
            misplaced.append((code, city.name.text))
    assert not misplaced
    positions = [(city.latitude, city.longitude) for _, city in all_cities()]
    assert len(set(positions)) == len(positions)


def test_postal_codes_have_the_form_of_their_country() -> None:
    random = Random("postal codes").random
    for code, city in all_cities():
        for _ in range(20):
            drawn = city.postal_code.draw(random)
            assert re.fullmatch(FORMS[code][0], drawn), (code, city.name.text, drawn)


def test_phones_begin_with_the_code_of_their_country_and_are_as_long_as_phones_are() -> None:
    random = Random("phones").random
    for country in all_countries():
        for pattern in (country.phone, country.mobile):
            drawn = pattern.draw(random)
            digits = re.sub(r"[ -]", "", drawn)
            assert drawn.startswith(FORMS[country.code][2])
            assert re.fullmatch(r"\+\d{10,13}", digits), (country.code, drawn)


def test_every_language_names_every_trade_and_every_name_has_letters_for_addresses() -> None:
    for language in languages().values():
        assert len(language.trades) == len(TRADES), language.code
        assert all(re.fullmatch(r"[a-z0-9-]+", trade.plain) for trade in language.trades), language.code
    for key, people in peoples().items():
        for given, surnames in people.genders:
            assert all(re.fullmatch(r"[a-z0-9-]+", name.plain) for name in (*given, *surnames)), key
        assert len(people.genders[0][1]) == len(people.genders[1][1]), key
    assert all(re.fullmatch(r"[a-z0-9-]+", city.name.plain) for _, city in all_cities())


def test_texts_are_composed_and_without_blanks_around_them() -> None:
    texts = [text for _, city in all_cities() for text in (city.name.text, city.state)]
    for language in languages().values():
        texts += [*(trade.text for trade in language.trades), *language.streets, *language.second_lines]
    for people in peoples().values():
        texts += [name.text for group in people.genders for names in group for name in names]
    assert [text for text in texts if text != unicodedata.normalize("NFC", text).strip() or not text] == []


def test_the_tree_of_trades_has_200_categories_on_four_levels_and_knows_who_does_what() -> None:
    depths = [len(node.path) for node in tree()]
    assert (len(tree()), min(depths), max(depths)) == (200, 1, 4)
    assert len({node.reference for node in tree()}) == 200
    known = {node.reference for node in tree()}
    assert all(node.parent is None or node.parent in known for node in tree())
    assert sorted({trade for node in tree() for trade in trades_below(node.reference)}) == list(range(len(TRADES)))
    assert trades_below("food.bakeries.craft-bakeries.pastry-shops") == (TRADES.index("bakeries"),)
    assert trades_below("hospitality") == (TRADES.index("restaurants"), TRADES.index("hotels"))
    assert trades_below("somebody-elses") == ()


@pytest.mark.parametrize(
    ("pattern", "form"),
    [("AB-##", r"AB-\d\d"), ("[07-12]", r"0[7-9]|1[0-2]"), ("100% @#", r"100% [A-Z]\d"), ("#####", r"\d{5}")],
)
def test_a_pattern_draws_digits_letters_and_ranges(pattern: str, form: str) -> None:
    random = Random("patterns").random
    assert all(re.fullmatch(form, Pattern(pattern).draw(random)) for _ in range(200))
