"""Knows what a wildcard pattern matches, by a matcher of its own; it must not know how a database is asked."""

import re
import time
import unicodedata

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st

from customers_api.core.text import fold
from customers_api.core.wildcards import LONGEST_LITERALS, MOST_WORDS, Pattern, wildcard_q, words_q
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

LETTERS = "aAbBeE%_\\'\"*?[.^$ \nİıßẞςσΣéÉ\u0301ﬁFIÅ\u212b\u030a\U0001f600"
TEXTS = st.text(alphabet=LETTERS, max_size=12)
# The asterisk three times: half of all patterns should have one.
PATTERNS = st.text(alphabet=LETTERS + "***", max_size=8)


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def matches_by_expression(pattern: str, value: str) -> bool:
    """The rule written as a regular expression, from the pattern as it was given."""
    expression = "".join(".*" if letter == "*" else re.escape(letter) for letter in folded(pattern))
    return re.fullmatch(expression, folded(value), re.DOTALL) is not None


def matches_letter_by_letter(like: str, value: str) -> bool:
    """What SQL says of LIKE with a backslash as its escape, by dynamic programming over the value's beginnings."""
    reached = [True] + [False] * len(value)
    tokens = re.findall(r"\\.|.", like, re.DOTALL)
    for token in tokens:
        assert token != "_", "an underscore would match any letter"
        if token == "%":
            reached = [any(reached[: end + 1]) for end in range(len(value) + 1)]
        else:
            letter = token[-1]
            reached = [False] + [reached[i] and value[i] == letter for i in range(len(value))]
    return reached[-1]


@settings(deadline=None)
@given(PATTERNS, TEXTS)
def test_a_pattern_matches_what_the_rule_says(pattern: str, value: str) -> None:
    assert Pattern.parse(pattern).matches(value) == matches_by_expression(pattern, value)


@settings(deadline=None)
@given(PATTERNS, TEXTS)
def test_the_pattern_for_sql_matches_the_same_texts(pattern: str, value: str) -> None:
    assert matches_letter_by_letter(Pattern.parse(pattern).like, fold(value)) == matches_by_expression(pattern, value)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_between_asterisks_is_found_inside(before: str, inner: str, after: str) -> None:
    # Folded and put between blanks, so that no mark at an edge joins the letter beside it.
    parts = [f" {fold(part).replace('*', '')} " for part in (before, inner, after)]
    assert Pattern.parse(f"*{parts[1]}*").matches("".join(parts))


@settings(deadline=None)
@given(TEXTS)
def test_a_pattern_without_an_asterisk_is_the_whole_value_in_any_case(value: str) -> None:
    text = value.replace("*", "")
    pattern = Pattern.parse(text)
    assert pattern.literal == fold(text)
    assert pattern.matches(text)
    assert not pattern.matches(text + "x")


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("", "", True),
        ("", "a", False),
        ("*", "", True),
        ("*", "anything\nat all", True),
        ("***", "a", True),
        ("ACME*", "Acme Ltd", True),
        ("*ltd", "Acme Ltd", True),
        ("a*a", "a", False),
        ("ab*ba", "aba", False),
        ("ab*b*ba", "abba", False),
        ("ab*b*ba", "abbba", True),
        ("*ab*ab*", "xabyabz", True),
        ("*ab*ab*", "xabz", False),
        ("100%", "100%", True),
        ("100%", "1000", False),
        ("a_c", "abc", False),
        ("a_*", "A_1", True),
        ("a\\*", "A\\b", True),
        ("a\\*", "a*", False),
        ("?", "a", False),
        ("[a]", "a", False),
        ("STRASSE", "Straße", True),
        ("*ΦΟΣ", "Σίσυφος", True),
        ("e\u0301t*", "Été", True),
        ("e*", "été", False),
        ("İ*", "izmir", False),
    ],
)
def test_known_patterns(pattern: str, value: str, expected: bool) -> None:  # noqa: FBT001
    assert Pattern.parse(pattern).matches(value) is expected


def test_a_pattern_for_sql_is_folded_and_escaped_and_its_asterisks_joined() -> None:
    assert Pattern.parse("**Ab%_\\**É**").like == "%ab\\%\\_\\\\%é%"


@pytest.mark.parametrize(
    "pattern",
    [
        "x" * (LONGEST_LITERALS + 1),
        "*" + "é" * (LONGEST_LITERALS + 1),
        "ΐ*" * (LONGEST_LITERALS // 2),
        "e\u0301" * (LONGEST_LITERALS // 2 + 1),
        "a\x00",
        "*\ud800",
    ],
)
def test_a_pattern_that_no_stored_value_can_match_matches_none(pattern: str) -> None:
    assert Pattern.parse(pattern).impossible
    assert not Pattern.parse(pattern).matches(pattern.replace("*", ""))
    assert wildcard_q("name_folded", pattern) == Q(pk__in=())


@pytest.mark.parametrize("letters", ["%", "é", "\U0001f600", "ΐ"])
def test_the_longest_value_can_be_searched_for_in_any_form(letters: str) -> None:
    value = letters * 1024
    for form in ("NFC", "NFD"):
        pattern = Pattern.parse(unicodedata.normalize(form, value) + "*")
        assert pattern.matches(value)
        assert not pattern.impossible


@settings(deadline=None)
@given(st.text(alphabet="%_\\*a\U0001f600ΐ", min_size=1, max_size=3))
def test_sqlite_takes_every_possible_pattern(unit: str) -> None:
    for count in (LONGEST_LITERALS // 3, LONGEST_LITERALS // 2, LONGEST_LITERALS):
        pattern = Pattern.parse(unit * count)
        assert pattern.impossible or len(pattern.like.encode()) <= 50_000


@pytest.mark.parametrize(
    "text",
    [
        "*" * 10_485_760,
        "a" * 10_485_760,
        "a*" * 5_242_880,
        "*" * 10_481_664 + "a" + "\u0300\u0316" * (LONGEST_LITERALS // 2 - 1),
        "a" + "\u0300\u0316" * (5 * LONGEST_LITERALS),
        "*a" * 4000 + "b",
    ],
    ids=["asterisks", "letters", "both", "marks", "more marks", "parts"],
)
def test_a_hostile_pattern_is_judged_at_once(text: str) -> None:
    began = time.process_time()
    Pattern.parse(text).matches("a" * 4000)
    wildcard_q("name_folded", text)
    words_q("name_folded", text)
    assert time.process_time() - began < 1


def test_a_condition_names_the_column_and_the_folded_pattern() -> None:
    assert wildcard_q("name_folded", "Été") == Q(name_folded="été")
    assert wildcard_q("name_folded", "É_*") == Q(name_folded__like_pattern="é\\_%")
    assert wildcard_q("category__reference_folded", "*") == Q(category__reference_folded__like_pattern="%")


def test_a_condition_of_words_names_each_of_them_once() -> None:
    assert words_q("search_folded", " \tÉté  e\u0301te\u0301\u2003A*_ ") == Q(
        ("search_folded__like_pattern", "%a*\\_%"), ("search_folded__like_pattern", "%été%")
    )
    assert words_q("search_folded", "") == words_q("search_folded", " \n") == Q()


@pytest.mark.parametrize(
    "text",
    ["x" * (LONGEST_LITERALS + 1), " ".join(f"a{number}" for number in range(MOST_WORDS + 1)), "a b\x00", "\ud800 a"],
    ids=["long", "many", "nul", "surrogate"],
)
def test_words_that_cannot_be_searched_for_find_nothing(text: str) -> None:
    assert words_q("search_folded", text) == Q(pk__in=())
