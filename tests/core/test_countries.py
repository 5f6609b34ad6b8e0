"""Knows that each country is found by all its names, and by nothing that means another; it knows no customer."""

import gettext
import time
import unicodedata
from collections.abc import Callable
from typing import Literal

import pycountry
import pytest
from babel.core import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from customers_api.core import countries
from customers_api.core.countries import (
    LONGEST_TEXT,
    Country,
    all_countries,
    country_by_alpha2,
    country_by_numeric,
    find_country,
)
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

FRENCH = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"])
CODES = [entry.alpha_2 for entry in pycountry.countries]
CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title, str.swapcase]


def iso_names(alpha2: str) -> list[str]:
    entry = pycountry.countries.get(alpha_2=alpha2)
    return [name for field in ("name", "common_name", "official_name") if (name := getattr(entry, field, None))]


def cldr_names(alpha2: str) -> list[str]:
    return [Locale.parse(locale).territories[alpha2] for locale in ("en", "en_GB", "en_CA", "fr", "fr_BE", "fr_CA")]


def names(alpha2: str) -> set[str]:
    english = iso_names(alpha2)
    return {*english, *map(FRENCH.gettext, english), *cldr_names(alpha2)}


def found(text: str) -> str | None:
    country = find_country(text)
    return country.alpha2 if country else None


def test_there_is_every_country_of_iso_3166_and_no_other() -> None:
    assert {country.alpha2 for country in all_countries()} == set(CODES)
    assert len(all_countries()) == len(CODES) == 249


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_country_is_found_by_its_codes_in_any_case(case: Callable[[str], str]) -> None:
    for entry in pycountry.countries:
        assert found(case(entry.alpha_2)) == found(case(entry.alpha_3)) == entry.alpha_2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_country_is_found_by_every_english_and_french_name_in_any_case(case: Callable[[str], str]) -> None:
    not_found = {(code, name) for code in CODES for name in names(code) if found(case(name)) != code}
    assert not_found == set()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_found_however_they_are_written_down(form: Literal["NFC", "NFD"]) -> None:
    for code in CODES:
        for name in names(code):
            written = unicodedata.normalize(form, name)
            plain = written.replace("\u2019", "'").replace("\u2010", "-")
            typographic = written.replace("'", "\u2019").replace("-", "\u2011")
            assert found(plain) == found(typographic) == found(f" \t{written}\u00a0\n") == code


def test_no_name_of_one_country_is_a_name_or_a_code_of_another() -> None:
    owners: dict[str, set[str]] = {}
    for code in CODES:
        for name in (*names(code), *countries._ALTERNATES.get(code, ())):
            owners.setdefault(countries._key(name), set()).add(code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}
    codes = {code.lower() for country in all_countries() for code in (country.alpha2, country.alpha3)}
    assert len(codes) == 2 * len(CODES)
    assert codes.isdisjoint(owners)


def test_what_two_countries_are_called_names_neither() -> None:
    one, other = all_countries()[:2]
    assert countries._unambiguous([("X", one), ("Y", one), ("x", other), ("y", one)]) == {"y": one}


def test_the_alternate_names_are_only_those_that_the_libraries_leave_out() -> None:
    known = {countries._key(name) for code in CODES for name in names(code)}
    alternates = {name for names in countries._ALTERNATES.values() for name in names}
    assert {name for name in alternates if countries._key(name) in known} == set()


@pytest.mark.parametrize(
    ("text", "alpha2"),
    [
        ("France", "FR"),
        ("fRaNcE", "FR"),
        ("FRA", "FR"),
        ("République française", "FR"),
        ("French Republic", "FR"),
        ("United States", "US"),
        ("USA", "US"),
        ("the United States of America", "US"),
        ("États-Unis", "US"),
        ("etats unis", "US"),
        ("E\u0301TATS-UNIS D\u2019AMÉRIQUE", "US"),
        ("UK", "GB"),
        ("u.k.", "GB"),
        ("RAS chinoise de Hong-Kong", "HK"),
        ("Great Britain", None),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("TURQUIE", "TR"),
        ("Ivory Coast", "CI"),
        ("Cote d`Ivoire", "CI"),
        ("The Netherlands", "NL"),
        ("les Pays-Bas", "NL"),
        ("l\u2019Allemagne", "DE"),
        ("Republic of Korea", "KR"),
        ("Korea (Republic of)", "KR"),
        ("Corée du Nord", "KP"),
        ("Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Fédération de Russie", "RU"),
        ("Burma", "MM"),
        ("Holy See", "VA"),
        ("Saint-Siège", "VA"),
        ("Trinidad and Tobago", "TT"),
        ("Trinidad & Tobago", "TT"),
        ("St Lucia", "LC"),
        ("ste lucie", "LC"),
        ("Saint-Martin", "MF"),
        ("Palestine", "PS"),
        ("la", "LA"),
        ("et", "ET"),
        ("st", "ST"),
        ("Georgia", "GE"),
        ("Niger", "NE"),
        ("Guinée", "GN"),
    ],
)
def test_known_texts(text: str, alpha2: str | None) -> None:
    assert found(text) == alpha2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "'",
        ".",
        "&",
        "the",
        "Atlantis",
        "XX",
        "ZZ",
        "XK",
        "EU",
        "AN",
        "YU",
        "F",
        "FRAN",
        "250",
        "F R",
        "FR*",
        "ß",
        "ﬁ",
        "\u017ft",
        "Republic",
        "French part",
        "Korea",
        "Virgin Islands",
        "Îles Vierges",
        "Europe",
        "Paris",
        "\x00",
        "FR\x00",
        "\ud800",
        "France;",
        "France Germany",
        "0",
        "\u0301",
        "World",
        "Allemagne de l'Est",
    ],
)
def test_what_is_no_country_or_means_several_is_unknown(text: str) -> None:
    assert find_country(text) is None


@settings(deadline=None)
@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    country = find_country(text)
    assert country is None or country in all_countries()


def test_a_country_is_found_by_its_numeric_code() -> None:
    assert country_by_numeric(250) == Country("FR", "FRA", 250, "France")
    assert country_by_numeric(4) == Country("AF", "AFG", 4, "Afghanistan")
    for country in all_countries():
        assert country_by_numeric(country.numeric) is country
    assert {(entry.alpha_2, entry.alpha_3, int(entry.numeric)) for entry in pycountry.countries} == {
        (country.alpha2, country.alpha3, country.numeric) for country in all_countries()
    }
    assert [country_by_numeric(code) for code in (0, -250, 1, 999, 10**30)] == [None] * 5


def test_a_country_is_found_by_the_code_that_is_stored() -> None:
    for country in all_countries():
        assert country_by_alpha2(country.alpha2) is country
    assert [country_by_alpha2(code) for code in ("fr", "FRA", "XX", "", "France")] == [None] * 5


def test_names_are_those_of_every_day() -> None:
    assert [country_by_alpha2(code) for code in ("US", "BO", "KR", "CI")] == [
        Country("US", "USA", 840, "United States"),
        Country("BO", "BOL", 68, "Bolivia"),
        Country("KR", "KOR", 410, "South Korea"),
        Country("CI", "CIV", 384, "Côte d\u2019Ivoire"),
    ]


def test_countries_are_in_the_order_of_their_names() -> None:
    ordered = [country.name for country in all_countries()]
    assert ordered[:4] == ["Afghanistan", "Åland Islands", "Albania", "Algeria"]
    assert ordered[-1] == "Zimbabwe"


@pytest.mark.parametrize("unit", [" ", "a", "é", "a\u0300\u0316", "France "])
def test_a_hostile_text_of_ten_megabytes_is_judged_at_once(unit: str) -> None:
    find_country("")
    for length in (LONGEST_TEXT, 10_485_760):
        began = time.process_time()
        assert find_country((unit * length)[:length]) is None
        assert time.process_time() - began < 0.5
