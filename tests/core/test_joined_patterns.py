"""What is asked of a joined column beside a pattern holds wherever the pattern does, so that no row is lost.

Seen to fail: with the last part of a pattern taken for the end of the column, and with `before` put before an asterisk.
"""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from customers_api.core.wildcards import Joined, Pattern, indexed_wildcard_q, wildcard_q
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

LETTERS = "aAbB%_\\é\u0301ﬁΣς 1-\n"
TEXTS = st.text(alphabet=LETTERS, max_size=8)


@st.composite
def found(draw: st.DrawFn) -> tuple[str, str]:
    """Return a text with a pattern made of its parts."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    kept = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    between = [part for part in kept[1:-1] if draw(st.booleans())]
    return text, "*".join([kept[0], *between, kept[-1]] if cuts else [text])


@settings(deadline=None, max_examples=500)
@given(found(), TEXTS, TEXTS, st.sampled_from(["", "\n"]))
def test_what_a_pattern_finds_is_found_in_the_joined_text(
    text_and_pattern: tuple[str, str], first: str, last: str, before: str
) -> None:
    text, sent = text_and_pattern
    pattern = Pattern.parse(sent)
    assume(pattern.matches(text))
    around = pattern.inside(before)
    if around is not None:
        assert around.matches(f"{text}\n{last}" if not before else f"{first}{before}{text}\n{last}")
        assert around.matches(text if not before else f"{first}{before}{text}")


@pytest.mark.parametrize(
    ("sent", "first", "further"),
    [
        ("abc", "abc%", "%\nabc%"),
        ("ab", "ab%", "%\nab%"),
        ("a", None, None),
        ("", None, None),
        ("*", None, None),
        ("*ab*", None, None),
        ("*abc*", "%abc%", "%abc%"),
        ("*abc", "%abc%", "%abc%"),
        ("ab*", "ab%", "%\nab%"),
        ("a*b*c", None, None),
        ("a*bcd*e", "a%bcd%e%", "%\na%bcd%e%"),
        ("10%_*", "10\\%\\_%", "%\n10\\%\\_%"),
    ],
)
def test_the_joined_column_is_asked_where_its_index_helps(sent: str, first: str | None, further: str | None) -> None:
    inside = [Pattern.parse(sent).inside(before) for before in ("", "\n")]
    assert [None if pattern is None else pattern.like for pattern in inside] == [first, further]
    children = indexed_wildcard_q("name_folded", sent, Joined("search_folded")).children
    assert children[: len(wildcard_q("name_folded", sent).children)] == wildcard_q("name_folded", sent).children
    assert ("search_folded__like_pattern" in dict(children)) == (first is not None)  # type: ignore[arg-type]
