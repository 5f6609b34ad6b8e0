"""Countries and their cities, read from the tables: where a customer can live, and what its numbers look like there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from customers.generation.chance import Weighted
from customers.generation.naming import Language, People, languages, peoples
from customers.generation.patterns import Pattern
from customers.generation.tables import countries as country_table
from customers.generation.tables import places_north, places_west, places_world
from customers.generation.words import Word, word


@dataclass(frozen=True, slots=True)
class City:
    """A city: where it lies, and its postal codes."""

    name: Word
    state: str
    latitude: float
    longitude: float
    postal_code: Pattern


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or the part of one that speaks a language."""

    code: str
    language: Language
    people: People
    currency: str
    phone: Pattern
    mobile: Pattern
    tax_number: Pattern
    registration: Pattern | None
    legal_forms: tuple[str, ...]
    highest_number: int
    cities: Weighted[City]


@cache
def countries() -> Weighted[Country]:
    """Return all countries, by how many customers they have."""
    rows = [line.split("|") for line in country_table.COUNTRIES.strip().splitlines()]
    cities = cities_by_country()
    return Weighted((country_of(row, cities) for row in rows), (float(row[3]) for row in rows))


def country_of(row: list[str], cities: Mapping[str, Weighted[City]]) -> Country:
    """Return the country of a row of the table."""
    code, language, people, _, currency, phone, mobile, tax, registration, forms, highest = row
    return Country(
        code=code,
        language=languages()[language],
        people=peoples()[people],
        currency=currency,
        phone=Pattern(phone),
        mobile=Pattern(mobile),
        tax_number=Pattern(tax),
        registration=Pattern(registration) if registration else None,
        legal_forms=tuple(forms.split(";")),
        highest_number=int(highest),
        cities=cities[f"{code} {language}"],
    )


def cities_by_country() -> dict[str, Weighted[City]]:
    """Return the cities, by how many people they have, of each country and language."""
    return {
        key: Weighted((city for city, _ in found), (weight for _, weight in found))
        for key, found in sections_of_cities()
    }


def sections_of_cities() -> Iterator[tuple[str, list[tuple[City, float]]]]:
    """Yield the cities of each country and language, with their thousands of people."""
    for table in (places_west, places_north, places_world):
        for section in table.PLACES.split("\n== ")[1:]:
            key, *lines = section.strip().splitlines()
            yield key, [city_of(line) for line in lines]


def city_of(line: str) -> tuple[City, float]:
    """Return the city of a line of the table, and its thousands of people."""
    name, state, position, postal_code, thousands = line.split("|")
    latitude, longitude = (float(degrees) for degrees in position.split(","))
    return City(word(name), state, latitude, longitude, Pattern(postal_code)), float(thousands)


def states() -> list[tuple[str, str]]:
    """Return the states of all countries that have cities here, as code of the country and name."""
    found = {(key.split()[0], city.state) for key, cities in sections_of_cities() for city, _ in cities}
    return sorted(found)
