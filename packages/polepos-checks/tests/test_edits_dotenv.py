"""Entries of dotenv files: read as python-dotenv does, written above a marker."""

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from polepos_checks.edits.dotenv import find, insert, read, remove
from polepos_checks.edits.errors import PlaceNotClearError

# A loaded machine is no bug.
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

MARKER = "# polepos:llm-env"
ENTRY = "LLM_MODEL=small"

EXAMPLE = """\
# Copy to .env for local work.
APP_NAME=shop # ours
APP_TEXT="a
# polepos:llm-env
LLM_MODEL=small
b"

# LLM_MODEL=large
# polepos:auth-env
# polepos:llm-env
"""


def put(text: str, entry: str = ENTRY) -> str:
    return insert(text, MARKER, entry)


# ------------------------------------------------------------------------------------------- inserting


def test_an_entry_goes_directly_above_the_marker() -> None:
    assert put(EXAMPLE) == EXAMPLE.replace(
        "# polepos:auth-env\n", "# polepos:auth-env\nLLM_MODEL=small\n"
    )


def test_entries_stay_in_the_order_they_came_in() -> None:
    after = put(put(f"A=1\n{MARKER}\n", "Z=1"), "B=2")

    assert after == f"A=1\nZ=1\nB=2\n{MARKER}\n"


@pytest.mark.parametrize(
    "before, after",
    [
        ("", "LLM_MODEL=small\n"),
        ("A=1", "A=1\nLLM_MODEL=small"),
        ("A=1\n", "A=1\nLLM_MODEL=small\n"),
        ("A=1\r\n", "A=1\r\nLLM_MODEL=small\r\n"),
        ("A=1\rB=2", "A=1\rB=2\rLLM_MODEL=small"),
        ("A=1\n\n", "A=1\n\nLLM_MODEL=small\n"),
        ("A='# polepos:llm-env'\n", "A='# polepos:llm-env'\nLLM_MODEL=small\n"),
        ("A=1 # polepos:llm-env\n", "A=1 # polepos:llm-env\nLLM_MODEL=small\n"),
        ("# polepos:llm-env-too\n", "# polepos:llm-env-too\nLLM_MODEL=small\n"),
        ("#\u2028# polepos:llm-env\n", "#\u2028# polepos:llm-env\nLLM_MODEL=small\n"),
    ],
)
def test_without_a_marker_it_goes_to_the_end(before: str, after: str) -> None:
    assert put(before) == after
    assert remove(after, ENTRY) == before


@pytest.mark.parametrize(
    "marker", ["# polepos:llm-env", "#polepos:llm-env  ", "\t#   polepos:llm-env", "\x0c" + MARKER]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above", ["", "A=1\n", "A='\n'\n\n", "export A\n", "A=\u2028\x85 # \x0c\n"]
)
def test_a_marker_is_known_however_it_is_spaced(above: str, marker: str, newline: str) -> None:
    text = (above + marker + "\nZ=1").replace("\n", newline)

    after = put(text)

    assert after == (above + "LLM_MODEL=small\n" + marker + "\nZ=1").replace("\n", newline)
    assert remove(after, ENTRY) == text


def test_a_marker_that_ends_the_file_stays_its_end() -> None:
    assert put(f"A=1\n{MARKER}") == f"A=1\nLLM_MODEL=small\n{MARKER}"
    assert put(MARKER) == f"LLM_MODEL=small\n{MARKER}"


def test_two_markers_are_refused() -> None:
    with pytest.raises(PlaceNotClearError, match="is there twice") as caught:
        put(f"{MARKER}\nA=1\n{MARKER}\n")

    assert caught.value.line == 3
    assert "Keep the one" in caught.value.hint


def test_an_entry_that_an_open_quote_above_would_swallow_is_refused() -> None:
    with pytest.raises(PlaceNotClearError, match="not closed") as caught:
        put('A="x\n', 'LLM_MODEL="small"')

    assert "Close the quotes" in caught.value.hint


@pytest.mark.parametrize(
    "entry",
    ["", "# A", "A", "A=1\nB=2", "A='\n'", "A='", "A=1\n", "A=1 # one", "# A=1 # one", "# A=1\n"],
)
def test_what_is_no_entry_is_a_mistake_of_the_caller(entry: str) -> None:
    with pytest.raises(ValueError, match=r"dotenv file|not enough"):
        put("", entry)


# ------------------------------------------------------------------------------------ found and removed


@pytest.mark.parametrize(
    "line, exact",
    [
        ("LLM_MODEL=small", True),
        ("export LLM_MODEL=small", True),
        ("  export\tLLM_MODEL = small  ", True),
        ("'LLM_MODEL'='small'", True),
        ('LLM_MODEL="smal\\l"', False),
        ('LLM_MODEL="small"', True),
        ("LLM_MODEL=small # the owner's words", False),
        ("LLM_MODEL='small'# the owner's words", False),
        ("LLM_MODEL=small# not a comment", False),
        ("LLM_MODEL=large", False),
        ("LLM_MODEL=", False),
        ("LLM_MODEL", False),
        ("LLM_MODEL # small", False),
        ("LLM_MODEL='small", False),
        ("LLM_MODEL='small' or 'large'", False),
        ('LLM_MODEL="small\n"', False),
    ],
)
def test_a_key_is_found_however_it_is_set(line: str, exact: bool) -> None:  # noqa: FBT001
    text = f"A=1\n\n{line}\nB=2\n"

    found = find(text, ENTRY)

    assert found is not None
    assert (found.line, found.exact) == (3, exact)
    assert text[found.start : found.end] == f"{line}\n"
    assert remove(text, ENTRY) == "A=1\n\nB=2\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        EXAMPLE,
        "# LLM_MODEL=small\n",
        "#LLM_MODEL=small\n",
        "export # LLM_MODEL=small\n",
        "MY_LLM_MODEL=small\nLLM_MODEL_TOO=small\n",
        "A=\u2028LLM_MODEL=small\n",
        "A='x\nLLM_MODEL=small\n'\n",
        'A="\\"\nLLM_MODEL=small\n"\n',
        "llm_model=small\n",
    ],
)
def test_what_is_not_set_is_not_found(text: str) -> None:
    assert find(text, ENTRY) is None
    assert remove(text, ENTRY) == text


def test_an_empty_value_equals_nothing_after_the_sign() -> None:
    for text in ("AUTH_KEY=", "AUTH_KEY= ", "AUTH_KEY=''"):
        found = find(text, "AUTH_KEY=")
        assert found is not None
        assert found.exact


def test_a_comment_after_an_empty_value_is_not_its_value() -> None:
    [binding] = read("AUTH_KEY= # ask the owner")

    assert (binding.value, binding.comment) == ("", True)


def test_of_several_the_exact_one_is_found() -> None:
    text = "LLM_MODEL=large\nLLM_MODEL=small\n"

    found = find(text, ENTRY)

    assert found is not None
    assert (found.line, found.exact) == (2, True)
    assert remove(text, ENTRY) == "LLM_MODEL=large\n"


def test_escapes_mean_what_python_dotenv_takes_them_for() -> None:
    [double, single] = read("A=\"\\n\\t\\\\n\\'\\x\\\"\"\nB='\\n\\\\\\''\n")

    assert double.value == "\n\t\\n'\\x\""
    assert single.value == "\\n\\'"


# ------------------------------------------------------------------------------------------------ laws

odd_lines = st.text("AB='\"# \t\\\u2028\u2029\x85\x0cé", max_size=10)
tidy_lines = st.sampled_from(
    ["A=1", "export B='x'", 'C="a\nb"', "# D=1", "", "E='\n# polepos:llm-env\nLLM_MODEL=small'"]
)
newlines = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(odd_lines | tidy_lines, max_size=6))
    if draw(st.booleans()):
        lines.insert(draw(st.integers(0, len(lines))), MARKER)
    newline = draw(newlines)
    text = newline.join(line.replace("\n", newline) for line in lines)
    return text + draw(st.just("") | newlines)


entries = st.sampled_from([ENTRY, "LLM_KEY=", "LLM_URL='http://x/#y'", 'LLM_T="a \\" b"'])


@LAW
@given(texts(), entries)
@example('A="x\nLLM=1\n', 'LLM_T="a"')
def test_inserted_and_removed_leaves_the_same_bytes(text: str, entry: str) -> None:
    before = [(binding.key, binding.value) for binding in read(text)]
    try:
        after = put(text, entry)
    except PlaceNotClearError:
        # Only an open quote may be in the way, or what it makes a second marker.
        assert text.count("'") + text.count('"') > 0
        return

    now = [(binding.key, binding.value) for binding in read(after)]
    [new] = read(entry)
    at = now.index((new.key, new.value))
    assert now[:at] + now[at + 1 :] == before
    found = find(after, entry)
    assert found is not None
    assert found.exact
    assert remove(after, entry) == text


@LAW
@given(texts(), st.permutations([ENTRY, "LLM_KEY=", "LLM_URL=x"]))
def test_entries_leave_in_any_order(text: str, leaving: list[str]) -> None:
    after = text
    assume(text.count(MARKER) < 2)
    for entry in sorted(leaving):
        after = put(after, entry)
    for entry in leaving:
        after = remove(after, entry)

    assert after == text


@LAW
@given(texts())
def test_every_line_is_read_once_and_in_order(text: str) -> None:
    at = 0
    for binding in read(text):
        assert at <= binding.start < binding.end
        assert not text[at : binding.start].strip()
        at = binding.end
    assert not text[at:].strip()
