"""Knows by which rule letters' case is ignored, and which texts cannot be kept or addressed; it knows no field."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customers_api.core.text import LONGEST_REFERENCE, fold, is_storable, reference_flaw
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

LETTERS = st.text(
    alphabet="aAbB éÉe\u0301E\u0301 İiIı ßẞsS ΣσςΑ ﬁﬀ Å\u212bA\u030a ǰJ\u030c ŉ ΐ ᾳ\u0345 가\u1100\u1161 %_*\\'\"",
    max_size=20,
)


@settings(deadline=None)
@given(LETTERS)
def test_swapping_the_case_of_letters_changes_nothing(text: str) -> None:
    # Of ASCII letters alone: `swapcase` takes a dotless i for an i, as nobody who reads Turkish would.
    ascii_swapped = "".join(letter.swapcase() if letter.isascii() else letter for letter in text)
    assert fold(ascii_swapped) == fold(text)


@settings(deadline=None)
@given(LETTERS)
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


def test_a_letter_that_is_folded_is_folded_for_good() -> None:
    assert [letter for letter in map(chr, range(0x110000)) if fold(fold(letter)) != fold(letter)] == []


def test_folding_comes_after_composing_and_is_done_once() -> None:
    # The i of the ligature would take the accent if the folded text were folded anew.
    assert fold("\ufb01\u0301") == "fi\u0301"
    assert fold("fi\u0301") == "f\u00ed"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ångström", "ångström"),
        ("A\u030angstro\u0308m", "ångström"),
        ("\u212bngström", "ångström"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("Σίσυφος", "σίσυφοσ"),
        ("ﬁnance", "finance"),
        ("İzmir", "i\u0307zmir"),
        ("ısı", "ısı"),
        ("", ""),
    ],
)
def test_known_words_fold_to(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_no_letter_folds_to_more_than_three_or_to_a_wildcard() -> None:
    letters = [chr(code) for code in range(0x110000)]
    assert max(len(fold(letter)) for letter in letters) == 3
    assert [letter for letter in letters if "*" in fold(letter)] == ["*"]


@pytest.mark.parametrize("text", ["", "a", "\x01\x7f\u0080", "\ud7ff\ue000\uffff", "\U0001f600", "\u202e", "'\"\\%_"])
def test_these_texts_are_storable(text: str) -> None:
    assert is_storable(text)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\udfff", "é\udc00", "\udc00\ud800"])
def test_a_nul_or_a_lone_surrogate_is_not_storable(text: str) -> None:
    assert not is_storable(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_storable_is_what_utf_8_can_write_and_postgresql_takes(text: str) -> None:
    assert is_storable(text) == ("\x00" not in text and text.encode(errors="replace").decode() == text)


@pytest.mark.parametrize(
    "reference",
    [
        "C-1",
        "a/b",
        "/a",
        "//a",
        "a/./b",
        "a/../b",
        "...",
        ".a",
        "..a",
        " ",
        " a ",
        "%2F",
        "a?b#c",
        "é",
        "\u202e",
        "*",
        "\u2028",
        "x" * LONGEST_REFERENCE,
        "\U0001f600" * LONGEST_REFERENCE,
    ],
)
def test_these_references_can_stand_in_a_path(reference: str) -> None:
    assert reference_flaw(reference) is None


@pytest.mark.parametrize(
    ("reference", "flaw"),
    [
        (".", "dot"),
        ("..", "dot"),
        ("/", "trailing_slash"),
        ("a/", "trailing_slash"),
        ("../", "trailing_slash"),
        ("a\x00b", "control_character"),
        ("\ta", "control_character"),
        ("a\n", "control_character"),
        ("\x7f", "control_character"),
        ("\x85", "control_character"),
        ("\x9f", "control_character"),
        ("a\ud800", "surrogate"),
        ("\udfff", "surrogate"),
        ("x" * (LONGEST_REFERENCE + 1), "too_long"),
    ],
)
def test_a_reference_that_no_path_can_carry_says_why(reference: str, flaw: str) -> None:
    assert reference_flaw(reference) == flaw


def test_control_characters_are_those_of_the_unicode_category() -> None:
    flawed = {code for code in range(0x110000) if reference_flaw(chr(code)) == "control_character"}
    assert flawed == {code for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"}


@pytest.mark.parametrize("unit", ["a", "é", "a\u0300\u0316"])
def test_a_hostile_text_of_ten_megabytes_is_judged_at_once(unit: str) -> None:
    text = unit * (10 * 1024 * 1024 // len(unit.encode()))
    began = time.process_time()
    assert reference_flaw(text) == "too_long"
    assert is_storable(text)
    assert time.process_time() - began < 1
