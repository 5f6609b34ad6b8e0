"""Wildcards and words of the lists of dialect v1, compared with matchers of the test's own.

It knows no SQL and no folded column.
"""

import random
import unicodedata
from functools import cache
from urllib.parse import quote

import pytest

from tests.v1.contracts import BASE
from tests.v1.test_filters import CUSTOMERS, found, make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def matches(pattern: str, value: str) -> bool:
    """Tell whether a pattern matches, letter by letter, as nobody would do it for speed."""
    wanted, text = fold(pattern), fold(value)

    @cache
    def rest(i: int, j: int) -> bool:
        if i == len(wanted):
            return j == len(text)
        if wanted[i] == "*":
            return rest(i + 1, j) or (j < len(text) and rest(i, j + 1))
        return j < len(text) and wanted[i] == text[j] and rest(i + 1, j + 1)

    return rest(0, 0)


ALPHABET = (
    "a",
    "A",
    "b",
    "%",
    "_",
    "\\",
    "'",
    '"',
    "é",
    "e\u0301",
    "É",
    "ß",
    "ẞ",
    "ss",
    "İ",
    "ı",
    "ς",
    "Σ",
    "ﬁ",
    " ",
    "🏬",
)
CHANCE = random.Random(11)
WORDS = sorted({"".join(CHANCE.choices(ALPHABET, k=CHANCE.randrange(1, 5))) for _ in range(70)})


def patterns() -> list[str]:
    """Return patterns made of texts that are there, of others, and of asterisks."""
    made = ["*", "**", "*a*", "%", "_", "\\", "*\\*", "*%", "_*", "'*", '*"*', "A*a", "*ss*"]
    for word in CHANCE.sample(WORDS, 40):
        cut = CHANCE.randrange(len(word) + 1)
        other = unicodedata.normalize(CHANCE.choice(("NFC", "NFD")), CHANCE.choice((word.upper(), word.lower(), word)))
        made += [other, f"{word[:cut]}*", f"*{other[cut:]}", f"{word[:cut]}*{word[cut:]}", f"*{word[cut:][:1]}*"]
    return made


def test_wildcards_agree_with_a_matcher_that_walks_letter_by_letter(world: World) -> None:
    make(world, ((f"{number}", {"name": word, "email": None}) for number, word in enumerate(WORDS)))
    for pattern in patterns():
        expected = {f"{number}" for number, word in enumerate(WORDS) if matches(pattern, word)}
        assert found(world, name=pattern) == expected, pattern
    assert found(world, email="*") == found(world, email="") == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("name", {"name": "Straße 100%"}),
        ("email", {"email": "Straße 100%"}),
        ("barcode", {"barcode": "Straße 100%"}),
        ("reference2", {"reference2": "Straße 100%"}),
        ("city", {"city": "Straße 100%"}),
        ("country", {"country": "Straße 100%"}),
        ("billingCity", {"billing_city": "Straße 100%"}),
        ("billingCountry", {"billing_country": "Straße 100%"}),
        ("categoryReference", {"category": "Straße 100%"}),
        ("customerSegmentationReference", {"segmentation": "Straße 100%"}),
        ("parentReference", {"parent": "Straße 100%"}),
    ],
)
def test_each_text_filter_looks_at_its_own_column(world: World, name: str, columns: dict[str, str]) -> None:
    paths = {"category": "customerCategories", "segmentation": "customerSegmentations", "parent": "customers"}
    sent = {"reference": "Straße 100%", "name": "Linked", "parentId": world.root.pk}
    linked = {
        f"{column}_id": world.api.json(f"{BASE}/{path}", sent).body["id"]
        for column, path in paths.items()
        if column in columns
    }
    make(world, [("it", linked or {**columns}), ("other", {"name": "Other", "email": "x", "city": "x"})])
    for pattern in ("STRASSE 100%", "straß*", "*ASSE*%", "*100%"):
        assert found(world, **{name: pattern}) == {"it"}, pattern
    for pattern in ("strasse", "straße 100_", "STRASSE_100%", "*100"):
        assert found(world, **{name: pattern}) == set(), pattern


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {"A-1", "B-2"}),
        ("  \t\n ", {"A-1", "B-2"}),
        ("müller", {"A-1"}),
        ("MU\u0308LLER", {"A-1"}),
        ("ülle", {"A-1"}),
        ("gmbh\u00a0köln müller", {"A-1"}),
        ("a-1 info@ 0221 KÖLN", {"A-1"}),
        ("müller nice", set()),
        ("strasse", {"B-2"}),
        ("STRASSE\u3000b-2", {"B-2"}),
        ("100%", {"B-2"}),
        ("%", {"B-2"}),
        ("_", set()),
        ("*", set()),
        ("mü*er", set()),
        ("\\", set()),
        ("fr", set()),
        ("comment", set()),
        ("köln0221", set()),
        ("\x00", set()),
        ("x" * 500, set()),
        ("a " * 250, {"A-1", "B-2"}),
        (" ".join(f"w{number}" for number in range(20)), set()),
    ],
    ids=range(23),
)
def test_all_words_stand_somewhere_in_five_columns(world: World, words: str, expected: set[str]) -> None:
    first = {"name": "Müller GmbH", "email": "info@example.com", "phone": "+49 221 0221", "city": "Köln"}
    second = {"name": "Blue 100%", "city": "Große Straße", "comment": "a comment", "country": "FR"}
    make(world, [("A-1", {**first}), ("B-2", {**second})])
    assert found(world, q=words) == expected


@pytest.mark.parametrize("name", ["name", "city", "categoryReference"])
@pytest.mark.parametrize(
    "pattern",
    [
        "\x00",
        "a\x00*",
        "x" * 5000,
        "*x" * 250,
        "*" * 500,
        "%" * 2000,
        "\u0301" * 1000,
        "ﷺ" * 900,
        "\ufffd",
        "\u0130" * 1000,
    ],
    ids=range(10),
)
def test_no_pattern_is_too_much(world: World, name: str, pattern: str) -> None:
    make(world, [("A", {"city": "Nice"})])
    assert found(world, **{name: pattern}) == ({"A"} if set(pattern) == {"*"} else set())


def test_what_is_no_utf_8_in_a_query_finds_nothing(world: World) -> None:
    make(world, [("A", {"city": "Nice"})])
    for query in ("name=%FF", "q=%ED%A0%80", "name=%C3"):
        assert world.api.get(f"{CUSTOMERS}?{query}").body["data"] == []


def test_the_last_of_two_values_counts(world: World) -> None:
    make(world, [("A", {}), ("B", {})])
    rows = world.api.get(f"{CUSTOMERS}?fields=reference&name={quote('A')}&name=B").body["data"]
    assert rows == [{"reference": "B"}]
