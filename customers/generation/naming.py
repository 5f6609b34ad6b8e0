"""What people and firms are called in each language, read from the tables; it knows no place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from customers.generation import shares
from customers.generation.chance import Random, happens, pick
from customers.generation.tables import languages as language_table
from customers.generation.tables import people as people_table
from customers.generation.words import Word, word

LAST_NAME_FIRST = "ja"


@dataclass(frozen=True, slots=True)
class People:
    """The names of a people: for women and for men, given names and the surnames that go with them."""

    genders: tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]

    def person(self, random: Random) -> tuple[Word, Word]:
        """Return a given name and a surname; one person in eight has a double one."""
        given_names, surnames = pick(self.genders, random)
        given, surname = pick(given_names, random), pick(surnames, random)
        if happens(shares.DOUBLE_NAME, random):
            other = pick(surnames, random)
            surname = Word(f"{surname.text}-{other.text}", f"{surname.plain}-{other.plain}")
        return given, surname

    def surname(self, random: Random) -> Word:
        """Return a surname as a firm is called by."""
        return pick(self.genders[-1][1], random)

    def given(self, random: Random) -> Word:
        """Return a given name."""
        return pick(pick(self.genders, random)[0], random)


@dataclass(frozen=True, slots=True)
class Language:
    """What firms and streets are called in a language."""

    code: str
    trades: tuple[Word, ...]
    names: tuple[str, ...]
    streets: tuple[str, ...]
    address: str
    second_lines: tuple[str, ...]

    def person(self, given: Word, surname: Word) -> str:
        """Return a person's whole name."""
        first, last = (surname, given) if self.code == LAST_NAME_FIRST else (given, surname)
        return f"{first.text} {last.text}"

    def firm(self, trade: int, city: Word, people: People, random: Random) -> Word:
        """Return a firm's name without its legal form."""
        work, owner, partner, given = (
            self.trades[trade],
            people.surname(random),
            people.surname(random),
            people.given(random),
        )
        name = pick(self.names, random)
        text = name.format(w=work.text, s=owner.text, t=partner.text, g=given.text, c=city.text)
        spelled = "-".join(part.plain for part in ((work, owner) if "{w}" in name else (owner, partner)))
        return Word(text, spelled if "{c}" not in name else f"{work.plain}-{city.plain}")

    def incorporated(self, name: str, form: str) -> str:
        """Return a firm's name with its legal form."""
        return f"{form}{name}" if self.code == LAST_NAME_FIRST else f"{name} {form}"


def sections(table: str) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Yield the sections of a table: their key, and the entries of each kind."""
    for section in table.split("\n== ")[1:]:
        key, *lines = section.strip().splitlines()
        entries: dict[str, list[str]] = {}
        for line in lines:
            kind, *values = line.split("|")
            entries.setdefault(kind, []).extend(values)
        yield key, entries


@cache
def peoples() -> Mapping[str, People]:
    """Return the peoples by their keys."""
    return {key: people_of(entries) for key, entries in sections(people_table.PEOPLE)}


def people_of(entries: Mapping[str, list[str]]) -> People:
    """Return the people of a section; men stand last, because firms are called by their surnames."""
    women, men = (tuple(map(word, entries[kind])) for kind in ("women", "men"))
    surnames = tuple(map(word, entries["surnames"]))
    of_women = tuple(map(word, entries.get("women's", entries["surnames"])))
    return People(((women, of_women), (men, surnames)))


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages by their codes."""
    return {key: language_of(key, entries) for key, entries in sections(language_table.LANGUAGES)}


def language_of(code: str, entries: Mapping[str, list[str]]) -> Language:
    """Return the language of a section."""
    return Language(
        code=code,
        trades=tuple(map(word, entries["trades"])),
        names=tuple(entries["names"]),
        streets=tuple(entries["streets"]),
        address=entries["address"][0],
        second_lines=tuple(entries["second"]),
    )
