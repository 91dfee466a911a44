"""Entries of dotenv files that are examples, `# KEY=value`, and files whose keys are exported."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from polepos_checks.edits.dotenv import find, insert, read, remove
from polepos_checks.edits.errors import PlaceNotClearError

MARKER = "# polepos:integration-env"
REQUIRED = "REDIS_URL=redis://127.0.0.1:6379/0"
OPTIONAL = "# REDIS_CLIENT_NAME=shop"


def put(text: str, entry: str) -> str:
    return insert(text, MARKER, entry)


# ------------------------------------------------------------------------------- what counts as there


def test_an_example_goes_above_the_marker_as_it_is_declared() -> None:
    text = f"APP_NAME=shop\n{MARKER}\n"

    after = put(text, OPTIONAL)

    assert after == f"APP_NAME=shop\n{OPTIONAL}\n{MARKER}\n"
    assert remove(after, OPTIONAL) == text


def test_a_required_key_that_only_a_comment_names_is_missing_and_the_comment_stays() -> None:
    text = f"# REDIS_URL=redis://127.0.0.1:6379/0\n{MARKER}\n"

    assert find(text, REQUIRED) is None
    after = put(text, REQUIRED)
    assert after == f"# REDIS_URL=redis://127.0.0.1:6379/0\n{REQUIRED}\n{MARKER}\n"
    assert remove(after, REQUIRED) == text


@pytest.mark.parametrize(
    "line, exact",
    [
        ("# REDIS_CLIENT_NAME=shop", True),
        ("#REDIS_CLIENT_NAME=shop", True),
        ("  #\tREDIS_CLIENT_NAME = 'shop'  ", True),
        ("# export REDIS_CLIENT_NAME=shop", True),
        ("## REDIS_CLIENT_NAME=shop", True),
        ("# REDIS_CLIENT_NAME=shop # what Redis calls us", False),
        ("# REDIS_CLIENT_NAME=other", False),
        ("# REDIS_CLIENT_NAME=", False),
        ("# REDIS_CLIENT_NAME='shop", False),
        ("REDIS_CLIENT_NAME=shop", False),
        ("export REDIS_CLIENT_NAME=other", False),
        ("REDIS_CLIENT_NAME", False),
    ],
)
def test_an_optional_key_is_there_where_it_is_set_or_shown(line: str, exact: bool) -> None:  # noqa: FBT001
    text = f"A=1\n\n{line}\nB=2\n"

    found = find(text, OPTIONAL)

    assert found is not None
    assert (found.line, found.exact, found.yours) == (3, exact, not exact)
    assert text[found.start : found.end] == f"{line}\n"
    assert remove(text, OPTIONAL) == ("A=1\n\nB=2\n" if exact else text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# REDIS_CLIENT_NAME\n",
        "# Say REDIS_CLIENT_NAME=shop\n",
        "# MY_REDIS_CLIENT_NAME=shop\n# REDIS_CLIENT_NAME_TOO=shop\n",
        "# redis_client_name=shop\n",
        "A='\n# REDIS_CLIENT_NAME=shop\n'\n",
        "A=1 # REDIS_CLIENT_NAME=shop\n",
        "#: REDIS_CLIENT_NAME=shop\n",
        "# 'REDIS_CLIENT_NAME=shop\n",
        "A=\u2028# REDIS_CLIENT_NAME=shop\n",
    ],
)
def test_what_is_neither_set_nor_shown_is_not_found(text: str) -> None:
    assert find(text, OPTIONAL) is None
    assert remove(text, OPTIONAL) == text


def test_of_several_the_comment_that_says_exactly_this_is_found() -> None:
    text = f"REDIS_CLIENT_NAME=mine\n# REDIS_CLIENT_NAME=other\n{OPTIONAL}\n"

    found = find(text, OPTIONAL)

    assert found is not None
    assert (found.line, found.exact) == (3, True)
    assert remove(text, OPTIONAL) == "REDIS_CLIENT_NAME=mine\n# REDIS_CLIENT_NAME=other\n"


def test_a_key_that_is_set_is_found_before_an_example_of_something_else() -> None:
    found = find("# REDIS_CLIENT_NAME=other\nREDIS_CLIENT_NAME=mine\n", OPTIONAL)

    assert found is not None
    assert found.line == 2


def test_a_required_key_is_not_its_owners_as_an_example_is() -> None:
    found = find("REDIS_URL=redis://elsewhere/0\n", REQUIRED)

    assert found is not None
    assert not found.exact
    assert not found.yours


def test_a_value_with_a_number_sign_is_no_comment() -> None:
    text = put("", "# REDIS_PREFIX='a # b'")

    assert text == "# REDIS_PREFIX='a # b'\n"
    assert remove(text, "# REDIS_PREFIX='a # b'") == ""


# ------------------------------------------------------------------------------------ exported keys


@pytest.mark.parametrize(
    "above, written",
    [
        ("export A=1\n", "export REDIS_URL=redis://127.0.0.1:6379/0"),
        ("# words\nexport A='x\ny'\n\nexport\tB\n", "export REDIS_URL=redis://127.0.0.1:6379/0"),
        ("# B=1\nexport A=1\n", "export REDIS_URL=redis://127.0.0.1:6379/0"),
        ("export A=1\nB=2\n", REQUIRED),
        ("exported=1\n", REQUIRED),
        ("# export A=1\n", REQUIRED),
        ("", REQUIRED),
    ],
)
def test_a_new_line_is_exported_where_every_key_is(above: str, written: str) -> None:
    text = f"{above}{MARKER}\n"

    after = put(text, REQUIRED)

    assert after == f"{above}{written}\n{MARKER}\n"
    found = find(after, REQUIRED)
    assert found is not None
    assert found.exact
    assert remove(after, REQUIRED) == text


def test_an_example_in_an_exported_file_is_one_of_an_export() -> None:
    text = f"export A=1\n{MARKER}\n"

    after = put(text, OPTIONAL)

    assert after == f"export A=1\n# export REDIS_CLIENT_NAME=shop\n{MARKER}\n"
    assert remove(after, OPTIONAL) == text


# ------------------------------------------------------------------------------------------------ laws

lines = st.sampled_from(
    [
        "A=1",
        "export B='x'",
        'export C="a\nb"',
        "# D=1",
        "# words",
        "",
        "E='\n# REDIS_CLIENT_NAME=shop'",
        "REDIS_CLIENT=1",
        "# REDIS_URL=x",
        "'",
    ]
)
odd_lines = st.text("AB='\"# \t\\\u2028\x85\x0cé", max_size=8)
newlines = st.sampled_from(["\n", "\r\n", "\r"])
entries = st.sampled_from([REQUIRED, OPTIONAL, "# LLM_MODEL=", "# LLM_T='a # b'", "LLM_KEY="])


@st.composite
def texts(draw: st.DrawFn) -> str:
    found = draw(st.lists(lines | odd_lines, max_size=6))
    if draw(st.booleans()):
        found.insert(draw(st.integers(0, len(found))), MARKER)
    newline = draw(newlines)
    return newline.join(found).replace("\n", newline) + draw(st.just("") | newlines)


def set_in(text: str) -> list[tuple[str | None, str | None]]:
    return [(each.key, each.value) for each in read(text) if each.key is not None]


@given(texts(), entries)
@example("export A=1", OPTIONAL)
@example("A='\n", "# LLM_T='a # b'")
def test_inserted_and_removed_leaves_the_same_bytes(text: str, entry: str) -> None:
    try:
        after = put(text, entry)
    except PlaceNotClearError:  # only an open quote is in the way, or a second marker behind one
        assert text.count("'") + text.count('"') > 0
        return

    found = find(after, entry)
    assert found is not None
    assert found.exact
    assert remove(after, entry) == text


@given(texts(), entries)
def test_an_example_sets_nothing_and_a_key_nothing_else(text: str, entry: str) -> None:
    try:
        after = put(text, entry)
    except PlaceNotClearError:
        return

    more = set_in(after)
    if not entry.startswith("#"):
        more.remove(set_in(entry)[0])
    assert more == set_in(text)


@given(texts(), st.permutations([REQUIRED, OPTIONAL, "# LLM_MODEL="]))
def test_entries_leave_in_any_order(text: str, coming: list[str]) -> None:
    assume(text.count(MARKER) < 2)
    assume(all(find(text, entry) is None for entry in coming))
    after = text
    for entry in coming:
        after = put(after, entry)
    for entry in sorted(coming):
        after = remove(after, entry)

    assert after == text
