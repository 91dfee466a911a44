"""Bytes of files as text and back: encodings, byte order marks, line ends."""

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.edits import UnreadableError, decode
from polepos_checks.edits.lines import line_starts, newline_near

BOM = codecs.BOM_UTF8


def unreadable(data: bytes, syntax: str = "python") -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        decode(data, syntax)
    assert caught.value.hint
    return caught.value


# ------------------------------------------------------------------------------------------ encodings


@given(st.text(), st.sampled_from([b"", BOM]), st.sampled_from(["toml", "dotenv", "yaml"]))
def test_utf_8_is_read_and_written_with_or_without_a_byte_order_mark(
    content: str,
    bom: bytes,
    syntax: str,
) -> None:
    data = bom + content.encode()

    text = decode(data, syntax)

    assert text.encode(text.content) == data
    assert text.encode(text.content + "é") == data + "é".encode()


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(BOM + b"x = 1\r\n", "python").content == "x = 1\r\n"


@pytest.mark.parametrize("coding", ["latin-1", "iso-8859-15", "cp1252", "mac-roman", "koi8-r"])
@pytest.mark.parametrize(
    "head", ["# coding: {}\n", "#!x\r\n# -*- coding={} -*-\r\n", "\f\r# coding: {}\r"]
)
def test_python_is_read_and_written_as_its_coding_line_says(coding: str, head: str) -> None:
    data = head.format(coding).encode() + b"x = '\xe9'\n"

    text = decode(data, "python")

    assert text.content.encode(coding) == data
    assert text.encode(text.content + "y = 1\n") == data + b"y = 1\n"


def test_a_coding_line_counts_in_the_first_two_lines_and_in_comments_alone() -> None:
    for head in (
        "\n\n# coding: latin-1\n",
        "x = 1\n# coding: latin-1\n",
        "# a\rx = 'coding: latin-1'\r",
    ):
        assert decode(f"{head}y = 'é'\n".encode(), "python").content == f"{head}y = 'é'\n"


def test_a_coding_line_means_nothing_to_other_files() -> None:
    assert decode("# coding: latin-1\nx = 'é'".encode(), "toml").content.endswith("'é'")


@pytest.mark.parametrize(
    "data, line",
    [
        (b"x = 1\ny = '\xe9'\n", 2),
        (b"x = 1\r\n\r\n\r\ny = '\xe9'\r\n", 4),
        (b"x = 1\r\r\ry = '\xe9'\r", 4),
        (BOM + b"\n\n\n\xff", 4),
    ],
)
def test_bytes_that_are_no_text_are_named_with_their_line(data: bytes, line: int) -> None:
    assert unreadable(data).line == line


def test_bytes_of_another_file_that_are_no_text_are_named_too() -> None:
    assert unreadable(b"x = 1\ny = '\xe9'\n", "toml").line == 2


@pytest.mark.parametrize(
    "coding", ["nonsense", "rot13", "hex", "undefined", "utf-16", "utf-7", "idna", "punycode"]
)
def test_an_encoding_that_no_text_can_be_kept_in_is_refused(coding: str) -> None:
    error = unreadable(f"# coding: {coding}\nx = '\u00e9 +AGE- a'\n".encode())

    assert error.line in {1, 2}


def test_a_byte_order_mark_and_another_coding_line_contradict_each_other() -> None:
    assert unreadable(BOM + b"# coding: latin-1\n").line == 1


def test_what_the_encoding_has_no_character_for_is_refused() -> None:
    text = decode(b"# coding: latin-1\n", "python")

    with pytest.raises(UnreadableError, match="iso-8859-1"):
        text.encode(text.content + "€")


@pytest.mark.parametrize(
    "data, content",
    [
        (b"# coding: latin-1\nx = '\xe9'\n", "# new\nx = 1\n# coding: latin-1\nx = 'é'\n"),
        (b"x = 1\n# a\n# coding: latin-1\n", "# a\n# coding: latin-1\ny = 'é'\n"),
        (b"x = 1\n# a\n# coding: nonsense\n", "# a\n# coding: nonsense\n"),
    ],
)
def test_a_change_that_moves_a_coding_line_in_or_out_of_where_it_counts_is_refused(
    data: bytes, content: str
) -> None:
    with pytest.raises(UnreadableError, match="coding"):
        decode(data, "python").encode(content)


# ------------------------------------------------------------------------------------------ line ends


def test_a_line_ends_at_lf_cr_lf_or_cr_and_at_nothing_else() -> None:
    assert line_starts("") == [0]
    assert line_starts("a\nb\r\nc\rd") == [0, 2, 5, 7]
    assert line_starts("a\v\f\x1c\x85\u2028\u2029b") == [0]


@given(st.text("ab\r\n\u2028", max_size=20))
def test_lines_together_are_the_text(text: str) -> None:
    starts = [*line_starts(text), len(text)]
    lines = [text[start:end] for start, end in pairwise(starts)]

    assert "".join(lines) == text
    assert all(line.endswith(("\n", "\r")) for line in lines[:-1])


@pytest.mark.parametrize(
    "text, offset, ending",
    [
        ("a\r\nb\nc", 3, "\r\n"),
        ("a\r\nb\nc", 5, "\n"),
        ("a\rb\n", 2, "\r"),
        ("a\r\nb\n", 0, "\r\n"),
        ("a\r\nb", 4, "\r\n"),
        ("a", 1, "\n"),
        ("", 0, "\n"),
    ],
)
def test_a_new_line_ends_as_the_one_above_it_or_else_as_the_next(
    text: str, offset: int, ending: str
) -> None:
    assert newline_near(text, offset) == ending
