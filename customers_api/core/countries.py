"""Knows the countries of ISO 3166-1 and finds them by code or by name, English or French.

Codes and ISO's names are pycountry's, everyday names are those of Unicode's CLDR, by babel. It must not know where a
country text comes from, nor what is done with it.
"""

import gettext
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import pycountry
from babel.core import Locale

# The longest name has some sixty letters. A text of ten megabytes is refused before anything reads it.
LONGEST_TEXT = 255

# Canadian spelling writes "and" and "Saint" out, and "Bélarus"; en_001 is English outside of America.
_LOCALES = ("en", "en_001", "en_CA", "fr", "fr_CA")

# CLDR's alternate names: babel leaves out everything that CLDR marks as short or variant. Those that the other
# sources have too are not repeated here.
_ALTERNATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "BA": ("Bosnia",),
        "CD": ("Congo (DRC)", "Congo (RDC)"),
        "CG": ("Congo (Republic)",),
        "CI": ("Ivory Coast",),
        "GB": ("UK",),
        "PS": ("Palestine",),
        "SZ": ("Swaziland",),
        "TL": ("East Timor",),
        "TR": ("Turkey",),
    }
)

# Which of these stands between two words does not matter: blanks, commas, brackets, every hyphen and apostrophe.
_SEPARATORS = re.compile(r"[\s,()'`\u2018\u2019\u02bc\-\u2010-\u2015]+")
_SAME_WORDS = {"&": "and", "et": "and", "st": "saint", "ste": "sainte"}
_ARTICLES = {"the", "l", "la", "le", "les"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its three codes and its English name of every day ("France", "United States")."""

    alpha2: str
    alpha3: str
    numeric: int
    name: str


def find_country(text: str) -> Country | None:
    """Return the country that a code or a name means; case, accents and punctuation between words do not count."""
    return None if len(text) > LONGEST_TEXT else _find_country(text)


# The rows of a batch name the same few countries again and again.
@lru_cache(maxsize=1024)
def _find_country(text: str) -> Country | None:
    code = text.strip()
    # `upper` makes "SS", a code, of "ß".
    found = _by_code().get(code.upper()) if code.isascii() else None
    return found or _by_name().get(_key(text))


def country_by_alpha2(code: str) -> Country | None:
    """Return the country of a two-letter code in upper case, as it is stored."""
    return _by_alpha2().get(code)


def country_by_numeric(code: int) -> Country | None:
    """Return the country of a numeric code."""
    return _by_numeric().get(code)


@cache
def all_countries() -> tuple[Country, ...]:
    """Return every country, ordered by name as a reader looks it up: Åland among the A."""
    english = Locale("en").territories
    countries = (
        # The two libraries learn of a new country in releases of their own.
        Country(entry.alpha_2, entry.alpha_3, int(entry.numeric), english.get(entry.alpha_2, entry.name))
        for entry in pycountry.countries
    )
    return tuple(sorted(countries, key=lambda country: _key(country.name)))


@cache
def _by_alpha2() -> Mapping[str, Country]:
    return {country.alpha2: country for country in all_countries()}


@cache
def _by_numeric() -> Mapping[int, Country]:
    return {country.numeric: country for country in all_countries()}


@cache
def _by_code() -> Mapping[str, Country]:
    return {code: country for country in all_countries() for code in (country.alpha2, country.alpha3)}


@cache
def _by_name() -> Mapping[str, Country]:
    """Return the countries by the keys of their names; a part of a name counts where it is no name by itself."""
    named = [(name, country) for country in all_countries() for name in (*_iso_names(country), *_cldr_names(country))]
    alternates = [(name, _by_alpha2()[code]) for code, names in _ALTERNATES.items() for name in names]
    parts = [(part, country) for name, country in named for part in _parts(name)]
    return _unambiguous(parts) | _unambiguous([*named, *alternates])


def _iso_names(country: Country) -> Iterator[str]:
    entry = pycountry.countries.get(alpha_2=country.alpha2)
    for field in ("name", "common_name", "official_name"):
        if name := getattr(entry, field, None):
            yield name
            yield _french().gettext(name)


@cache
def _french() -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"])


def _cldr_names(country: Country) -> Iterator[str]:
    territories = (Locale.parse(locale).territories for locale in _LOCALES)
    return (names[country.alpha2] for names in territories if country.alpha2 in names)


def _parts(name: str) -> Iterator[str]:
    """Yield the names within a name: "Republic of Korea" of "Korea, Republic of", "Burma" of "Myanmar (Burma)".

    What stands before a comma is left out: it is an adjective ("Syrienne") or means several countries ("Îles Vierges").
    """
    head, comma, tail = name.partition(", ")
    if comma:
        yield f"{tail} {head}"
    if match := re.fullmatch(r"(.+) \((.+)\)", name):
        yield match[1]
        # In lower case it explains: "French part".
        if match[2].istitle():
            yield match[2]


def _unambiguous(names: Iterable[tuple[str, Country]]) -> dict[str, Country]:
    meant: defaultdict[str, set[Country]] = defaultdict(set)
    for name, country in names:
        meant[_key(name)].add(country)
    return {key: next(iter(countries)) for key, countries in meant.items() if len(countries) == 1}


def _key(name: str) -> str:
    """Return what is compared of a name."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in decomposed if letter != "." and not unicodedata.combining(letter))
    words = [_SAME_WORDS.get(word, word) for word in _SEPARATORS.sub(" ", plain.replace("&", " & ")).split()]
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)
