"""What became of a generated file: missing, pristine, reformatted or customised."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.project import State, state_of

GENERATED = '''\
"""Orders: é.

    Indented.
"""

from a import b, c


class Order(Base):
    """An order."""

    # Its name.
    name: str = "x"  # noqa: X
'''


def state(text: str | bytes, generated: str = GENERATED, path: str = "src/shop/order.py") -> State:
    return state_of(path, text if isinstance(text, bytes) else text.encode(), generated)


def test_a_file_that_is_not_there_is_missing() -> None:
    assert state_of("a.py", None, GENERATED) is State.MISSING


@pytest.mark.parametrize("path", ["a.py", "README.md", "empty/__init__.py"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_the_same_text_is_pristine_whatever_its_line_ends_and_byte_order_mark(
    path: str, end: str, bom: bytes
) -> None:
    assert state(bom + GENERATED.replace("\n", end).encode(), path=path) is State.PRISTINE
    assert state(bom, "", path) is State.PRISTINE


@pytest.mark.parametrize(
    "old, new",
    [
        ('"x"', "'x'"),
        ("import b, c", "import (\n    b,\n    c,\n)"),
        ("import b, c", "import c, b"),
        ("from a import b, c", "from a import b\nfrom a import c"),
        ("\n\n\nclass", "\n\nclass"),
        ('name: str = "x"', 'name: str = (\n        "x"\n    )'),
        ("    Indented", "  Indented"),
        ('"""An order."""', "'''An order.\n    '''"),
        ("\n\n    # Its", "\n    # Its"),
        ("    # Its", "# Its"),
        ('"x"  # noqa', '"x" # noqa'),
        ("    ", "\t"),
        ("\n", "  \n"),
        ('x"  # noqa: X\n', 'x"  # noqa: X'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_a_formatter_does_is_no_more_than_reformatted(old: str, new: str, end: str) -> None:
    text = GENERATED.replace(old, new)

    assert text != GENERATED
    assert state(text.replace("\n", end)) is State.REFORMATTED


@pytest.mark.parametrize(
    "old, new",
    [
        ('"x"', '"y"'),
        ("# Its name.", "# Its first name."),
        ("# Its name.\n", ""),
        ("Base):", "Base):  # ours"),
        ("# noqa: X", "# noqa: X, Y"),
        ("Indented.", "Indented!"),
        ('"x"', 'f"x"'),
        ("class", "class class"),
        ("é", "\0"),
    ],
)
def test_another_word_or_comment_is_customised(old: str, new: str) -> None:
    assert state(GENERATED.replace(old, new)) is State.CUSTOMISED


@pytest.mark.parametrize(
    "data",
    [
        GENERATED.encode("utf-16"),
        GENERATED.encode("latin-1"),
        b"# coding: latin-1\n" + GENERATED.encode("latin-1"),
        b"# coding: rot13\n" + GENERATED.encode(),
        codecs.BOM_UTF8 + b"# coding: latin-1\n",
        b"",
    ],
)
def test_a_file_that_cannot_be_read_or_was_emptied_is_customised(data: bytes) -> None:
    assert state(data) is State.CUSTOMISED
    assert state(data, path="a.md") is State.CUSTOMISED


def test_of_other_files_any_other_byte_counts() -> None:
    assert state("a:  1\n", "a: 1\n", "compose.yaml") is State.CUSTOMISED


@pytest.mark.parametrize(
    "text",
    [
        *("x = " + "a + " * count + "b" for count in (400, 900, 5_000)),
        "(" * 500,
        "x = " + "-" * 100_000 + "1",
        "x = '\\d' ;",
    ],
)
def test_a_file_that_is_nested_deeply_or_gives_warnings_is_customised(text: str) -> None:
    assert state(text, "x = 1\n") is State.CUSTOMISED


@given(
    st.text("\"'#()[]{}\\\n\r\t\f ab=:,@\0\ud800", max_size=30).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
)
def test_any_bytes_have_a_state(data: bytes) -> None:
    assert state(data) in {State.CUSTOMISED, State.REFORMATTED}
