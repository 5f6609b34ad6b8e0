"""Knows that the database at hand finds by a pattern exactly what the pattern itself matches; it knows no column."""

import random
import time

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Field, Q, QuerySet, TextField, Value
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from customers_api.core.text import fold
from customers_api.core.wildcards import LONGEST_LITERALS, MOST_WORDS, Pattern, wildcard_q, words_q

pytestmark = pytest.mark.django_db

LETTERS = "aAbBeE%_\\'\"*?[^$ \nİıßςσΣéÉ\u0301ﬁFIÅ\u212b\u030a\U0001f600"
PATTERNS = st.text(alphabet=LETTERS + "***", max_size=6)
APP = "wildcards"


def some_texts() -> dict[str, str]:
    """Each letter, each pair of letters, and longer texts of few letters, so that patterns find some of them.

    The keys are folded, as columns are; folding these again would change some of them.
    """
    chance = random.Random(1)
    longer = ("".join(chance.choices("aAb%_\\éÉ\u0301*", k=chance.randint(3, 8))) for _ in range(500))
    return {fold(text): text for text in ["", *LETTERS, *(a + b for a in LETTERS for b in LETTERS), *longer]}


@pytest.fixture
def stored() -> QuerySet[ContentType]:
    """Rows whose column ``model`` holds folded texts; content types stand for any model with a column of text."""
    ContentType.objects.bulk_create([ContentType(app_label=APP, model=text) for text in some_texts()])
    return ContentType.objects.filter(app_label=APP)


@pytest.fixture
def one_row() -> QuerySet[ContentType]:
    return ContentType.objects.filter(pk=ContentType.objects.create(app_label=APP, model="one").pk)


def found(rows: QuerySet[ContentType], condition: Q) -> set[str]:
    return set(rows.filter(condition).values_list("model", flat=True))


@pytest.mark.usefixtures("stored")
@settings(deadline=None)
@given(PATTERNS)
def test_the_database_finds_what_the_pattern_matches(pattern: str) -> None:
    matching = {folded for folded, text in some_texts().items() if Pattern.parse(pattern).matches(text)}
    assert found(ContentType.objects.filter(app_label=APP), wildcard_q("model", pattern)) == matching


@pytest.mark.parametrize("letter", sorted(set(LETTERS) - {"*"}))
def test_every_letter_but_the_asterisk_stands_for_itself(stored: QuerySet[ContentType], letter: str) -> None:
    assert found(stored, wildcard_q("model", letter)) == {fold(letter)}
    inside = {text for text in some_texts() if fold(letter) in text}
    assert fold(letter) in inside
    assert found(stored, wildcard_q("model", f"*{letter}*")) == inside


def test_what_does_not_match_can_be_asked_for(stored: QuerySet[ContentType]) -> None:
    matching = found(stored, wildcard_q("model", "*%*"))
    assert found(stored, ~wildcard_q("model", "*%*")) == set(some_texts()) - matching
    assert found(stored, wildcard_q("model", "a*") | wildcard_q("model", "*%*")) == matching | {
        text for text in some_texts() if text.startswith("a")
    }


@pytest.mark.parametrize("field", [CharField(), CharField(max_length=9), TextField()])
def test_texts_of_any_type_are_compared(one_row: QuerySet[ContentType], field: "Field[str, str]") -> None:
    rows = one_row.annotate(text=Value("50%_\\é", output_field=field))
    assert rows.filter(wildcard_q("text", "50%_\\É")).exists()
    assert rows.filter(wildcard_q("text", "*%_\\*")).exists()
    assert not rows.filter(wildcard_q("text", "*_%*")).exists()


@pytest.mark.parametrize("pattern", ["*", "a", "*a*", "", "x" * (LONGEST_LITERALS + 1)])
def test_null_is_never_found(one_row: QuerySet[ContentType], pattern: str) -> None:
    rows = one_row.annotate(text=Value(None, output_field=TextField(null=True)))
    assert not rows.filter(wildcard_q("text", pattern)).exists()


@pytest.mark.usefixtures("stored")
@settings(deadline=None)
@given(st.text(alphabet=LETTERS + "*  ", max_size=6))
def test_the_database_finds_the_texts_that_hold_every_word(words: str) -> None:
    holding = {folded for folded in some_texts() if all(fold(word) in folded for word in words.split())}
    assert found(ContentType.objects.filter(app_label=APP), words_q("model", words)) == holding


@pytest.mark.parametrize("letter", ["a", "%", "\U0001d160"])
def test_as_many_and_as_long_words_as_are_searched_for_are_accepted(
    one_row: QuerySet[ContentType], letter: str
) -> None:
    for words in ([letter * LONGEST_LITERALS], [letter * count for count in range(1, MOST_WORDS + 1)]):
        rows = one_row.annotate(text=Value(fold(max(words)), output_field=TextField()))
        assert rows.filter(words_q("text", " ".join(words))).exists()
        assert not rows.filter(words_q("text", " ".join([*words[:-1], "b"]))).exists()


def test_a_column_of_a_joined_table_is_searched(stored: QuerySet[ContentType]) -> None:
    model = stored.get(model="a%")
    model.permission_set.create(codename="view", name="may view")
    assert list(ContentType.objects.filter(wildcard_q("permission__name", "MAY*"))) == [model]


@pytest.mark.parametrize("pattern", ["x" * (LONGEST_LITERALS + 1), "a\x00*", "\ud800*"])
def test_a_pattern_that_cannot_match_asks_no_database(stored: QuerySet[ContentType], pattern: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert found(stored, wildcard_q("model", pattern)) == set()
    assert len(queries) == 0


@pytest.mark.parametrize("letter", ["%", "a", "\U0001f600"])
def test_the_longest_patterns_are_accepted(one_row: QuerySet[ContentType], letter: str) -> None:
    text = letter * LONGEST_LITERALS
    rows = one_row.annotate(text=Value(text, output_field=TextField()))
    for pattern in (text, text + "*", "*" + "*".join(text) + "*"):
        assert not Pattern.parse(pattern).impossible
        assert rows.filter(wildcard_q("text", pattern)).exists()


@pytest.mark.parametrize("pattern", ["*a" * 500 + "*b", "*aab" * 300 + "*", "*" + "a*" * 1000 + "b" * 20 + "*"])
def test_a_hostile_pattern_is_answered_at_once(one_row: QuerySet[ContentType], pattern: str) -> None:
    rows = one_row.annotate(text=Value("a" * 1024, output_field=TextField()))
    began = time.perf_counter()
    assert not rows.filter(wildcard_q("text", pattern)).exists()
    assert time.perf_counter() - began < 2
