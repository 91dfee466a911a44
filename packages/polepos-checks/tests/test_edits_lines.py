"""Lines of a text, and the order of entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.edits.lines import (
    above_comments,
    indentation,
    insert_lines,
    is_blank,
    is_first,
    line_number,
    line_start,
    lines_between,
    newline_near,
    next_line,
    split_lines,
    whole_lines,
    with_blank_above,
)
from polepos_checks.edits.order import place, sort_key

texts = st.text("a# \t\n\r\u2028\x85\x0c", max_size=20)


def starts(text: str) -> list[int]:
    """Say where lines start, one character at a time."""
    return [0] + [
        at + 1
        for at, char in enumerate(text)
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n")
    ]


@given(texts)
def test_lines_start_after_lf_cr_and_crlf_and_nowhere_else(text: str) -> None:
    for start in starts(text):
        assert line_start(text, start) == start
        assert line_number(text, start) == starts(text).index(start) + 1
        following = [other for other in starts(text) if other > start]
        assert next_line(text, start) == (following[0] if following else len(text))


@given(texts)
def test_split_lines_are_those_lines_without_their_ends(text: str) -> None:
    lines = split_lines(text)

    assert len(lines) == max(len(starts(text)) - text.endswith(("\n", "\r")), 1)
    assert not any("\n" in line or "\r" in line for line in lines)


@given(texts, st.integers(0, 20), st.lists(st.text("b \u2028", max_size=3), min_size=1, max_size=3))
def test_inserted_lines_are_taken_out_again(text: str, number: int, lines: list[str]) -> None:
    places = sorted({*starts(text), len(text)})
    at = places[number % len(places)]
    lines = [*lines, "b"]  # the last line is never empty: it would look like a line end

    after = insert_lines(text, at, lines)

    added = len(after) - len(text)
    unfinished = at == len(text) and bool(text) and not text.endswith(("\n", "\r"))
    first = at + len(newline_near(text, at)) if unfinished else at
    start, end = lines_between(after, first, at + added)
    assert after[:start] + after[end:] == text


@pytest.mark.parametrize(
    "text, at, newline",
    [
        ("", 0, "\n"),
        ("a", 1, "\n"),
        ("a\r\nb\n", 3, "\r\n"),
        ("a\r\nb\n", 5, "\n"),
        ("a\r\nb\n", 0, "\r\n"),
        ("a\rb", 2, "\r"),
        ("a\u2028b\x85", 2, "\n"),
    ],
)
def test_a_new_line_ends_as_its_neighbour_does(text: str, at: int, newline: str) -> None:
    assert newline_near(text, at) == newline


def test_whole_lines_hold_both_ends() -> None:
    assert whole_lines("a\nbc\nd\n", 3, 5) == (2, 7)
    assert whole_lines("a\nbc", 3, 4) == (1, 4)
    assert whole_lines("abc", 1, 2) == (0, 3)


@pytest.mark.parametrize("text, above", [("a\n \nb", 2), ("a\nb", 2), ("\r\nb", 0), ("b", 0)])
def test_one_blank_line_above_is_seen(text: str, above: int) -> None:
    assert with_blank_above(text, text.index("b")) == above


def test_comments_directly_above_are_seen_down_to_the_floor() -> None:
    text = "# a\nx\n# b\n\n# c\n\t# d\n  y\n"

    assert above_comments(text, text.index("y"), text.index("x")) == text.index("# c")
    assert above_comments(text, text.index("y"), text.index("c")) == text.index("\t# d")
    assert above_comments(text, text.index("x"), 0) == 0


def test_a_lines_indentation_is_its_spaces_and_tabs_up_to_a_place() -> None:
    assert indentation("a\n \t\u2028b", 5) == " \t"
    assert indentation("a\n \tb", 3) == " "
    assert is_first("a\n \tb", 4)
    assert not is_first("a\n \x0cb", 4)


def test_a_line_with_other_white_space_is_not_blank() -> None:
    assert is_blank(" \t\r\n")
    assert not is_blank("\u2028")


@given(
    st.lists(st.sampled_from("aBcDz"), max_size=5),
    st.lists(st.text("AbCdx", max_size=2), unique=True, max_size=4),
)
def test_new_names_come_to_the_same_order_whichever_comes_first(
    old: list[str], new: list[str]
) -> None:
    one, other = list(old), list(old)
    for name in new:
        one.insert(place(map(sort_key, one), sort_key(name), "sorted"), name)
    for name in reversed(new):
        other.insert(place(map(sort_key, other), sort_key(name), "sorted"), name)

    assert one == other


def test_with_append_a_name_goes_last_and_what_has_no_key_is_stepped_over() -> None:
    assert place([("z",), None], ("a",), "append") == 2
    assert place([None, ("z",)], ("a",), "sorted") == 1
