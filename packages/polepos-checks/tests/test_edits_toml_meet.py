"""Dependencies in a pyproject.toml: met, raised where they stand, in the way, and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.edits import Met, insert, is_same, meet, restore
from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.toml import replace_item
from polepos_templates import Point

POINT = Point("dependencies", "pyproject.toml", "toml", "sorted", "project.dependencies")
TABLE = ("project", "dependencies")
NEED = "redis>=8,<9"

PYPROJECT = """\
[project]
name = "shop"
requires-python = ">=3.11"
dependencies = [
    "fastapi>=0.165,<1", # the web
    'Redis [hiredis] >= 5 ; python_version >= "3.9"', # ours
    "uvicorn[standard]>=0.54,<1",
]

[project.optional-dependencies]
cache = ["redis>=5"]

[dependency-groups]
dev = [
    "redis>=4", # for the tests
]
"""


def met(text: str, entry: str = NEED) -> Met:
    found = meet(text, POINT, entry)
    assert found is not None
    return found


def one_line(*requirements: str) -> str:
    return f"[project]\ndependencies = [{', '.join(requirements)}]\n"


# ---------------------------------------------------------------------------------------------- meeting


@pytest.mark.parametrize(
    "text", ["", "[project]\n", "[project]\ndependencies = []\n", one_line('"redis-py>=5"')]
)
def test_what_is_not_there_is_not_met(text: str) -> None:
    assert meet(text, POINT, NEED) is None


def test_a_weaker_one_is_raised_and_nothing_else_changes() -> None:
    found = met(PYPROJECT)

    assert found.text == PYPROJECT.replace("'Redis [hiredis] >= 5 ;", "'Redis [hiredis] >= 8 ;")
    assert (found.line, found.why, found.note) == (6, "", "")
    assert found.was == 'Redis [hiredis] >= 5 ; python_version >= "3.9"'


@pytest.mark.parametrize(
    "before, after",
    [
        (one_line('"redis"'), one_line('"redis>=8"')),
        (one_line('"a"', "'redis<9,>=5'", '"z"'), one_line('"a"', "'redis<9,>=8'", '"z"')),
        (one_line('"""redis>=5"""'), one_line('"""redis>=8"""')),
        (one_line('"redi\\u0073>=5"'), one_line('"redis>=8"')),
        (
            one_line("\"redis>5; os_name != 'java'\""),
            one_line("\"redis>=8; os_name != 'java'\""),
        ),
        (
            one_line('"redis>5; os_name != \\"java\\""'),
            one_line('"redis>=8; os_name != \\"java\\""'),
        ),
        ('project.dependencies = ["redis"]\n', 'project.dependencies = ["redis>=8"]\n'),
        ('project = {dependencies = ["redis"]}\n', 'project = {dependencies = ["redis>=8"]}\n'),
        (
            '[project]\r\ndependencies = [\r\n\t"redis" # x\r\n]\r\n',
            '[project]\r\ndependencies = [\r\n\t"redis>=8" # x\r\n]\r\n',
        ),
    ],
)
def test_it_is_raised_however_it_is_written_and_put_back(before: str, after: str) -> None:
    found = met(before)

    assert found.text == after
    assert found.was is not None
    if "\\" not in before:  # an escape is written anew
        assert restore(after, POINT, [NEED], [], found.was) == before


@pytest.mark.parametrize(
    "there, note", [('"redis>=8.2"', ""), (f'"{NEED}"', ""), (f'"{NEED}", # no bump', "")]
)
def test_a_strong_one_is_left_as_it_is(there: str, note: str) -> None:
    text = f"[project]\ndependencies = [\n  {there}\n]\n"

    assert met(text) == Met(text, 3, None, "", note)


def test_a_direct_reference_is_left_with_a_note() -> None:
    text = one_line('"redis @ git+https://github.com/redis/redis-py"')

    found = met(text)

    assert (found.text, found.was, found.why) == (text, None, "")
    assert "is not looked at" in found.note


@pytest.mark.parametrize(
    "there", ["redis==4.6.0", "redis<6", "redis>=8; sys_platform == 'linux'", "redis>="]
)
def test_one_that_contradicts_is_in_the_way_and_stays(there: str) -> None:
    text = f'[project]\ndependencies = [\n    "a",\n    "{there}",  # do NOT bump\n]\n'

    found = met(text)

    assert (found.text, found.line, found.was) == (text, 4, None)
    assert found.why.startswith(f"{there} is here, and {NEED} is needed: ")


def test_of_several_one_that_is_enough_will_do() -> None:
    text = one_line("\"redis>=5; os_name == 'nt'\"", '"redis>=8"')

    assert met(text) == Met(text, 2)


def test_of_several_one_that_can_be_is_raised() -> None:
    text = one_line("\"redis>=5; os_name == 'nt'\"", '"redis>=6"')

    assert met(text).text == one_line("\"redis>=5; os_name == 'nt'\"", '"redis>=8"')


def test_of_several_that_leave_some_out_all_stay() -> None:
    text = one_line("\"redis>=8; os_name == 'nt'\"", "\"redis>=8; os_name != 'nt'\"")

    assert met(text).why


def test_what_the_projects_pythons_allow_counts() -> None:
    text = PYPROJECT.replace('>= 5 ; python_version >= "3.9"', '>= 8 ; python_version >= "3.11"')

    assert met(text).text == text
    assert met(text.replace('">=3.11"\nd', '">=3.10"\nd')).why


def test_strings_that_are_no_requirements_are_met_by_their_like_alone() -> None:
    point = Point("paths", "pyproject.toml", "toml", "sorted", "tool.x.paths")
    text = '[tool.x]\npaths = ["redis"]\n'

    assert meet(text, point, "redis>=8") is None
    assert meet(text, point, "redis") == Met(text, 2)
    assert not is_same(point, "redis", "redis>=8")


def test_a_broken_text_is_named_with_its_place() -> None:
    with pytest.raises(UnreadableError) as caught:
        meet("[project]\ndependencies = [\n", POINT, NEED)

    assert caught.value.line == 3


def test_two_entries_are_the_same_by_their_distribution() -> None:
    assert is_same(POINT, "redis>=8", "Redis[hiredis]")
    assert not is_same(POINT, "redis>=8", "redis-py>=8")


# ---------------------------------------------------------------------------------------------- restoring


def test_what_its_owner_changed_since_is_not_put_back() -> None:
    assert restore(one_line('"redis>=8.1"'), POINT, [NEED], [], "redis>=5") is None
    assert restore(one_line('"a"'), POINT, [NEED], [], "redis>=5") is None
    assert restore("", POINT, [NEED], [], "redis>=5") is None


def test_what_others_still_need_stays_raised() -> None:
    raised = one_line('"redis[ocsp]>=8"')

    after = restore(raised, POINT, [NEED], ["redis[ocsp]>=7"], "redis>=5")

    assert after == one_line('"redis[ocsp]>=7"')


def test_what_one_brought_becomes_what_the_other_would_have_brought() -> None:
    after = restore(one_line(f'"{NEED}"'), POINT, [NEED], ["redis>=7"], None)

    assert after == one_line('"redis>=7"')


@pytest.mark.parametrize("there", ["redis[ocsp]>=8,<9", "redis[ocsp]>=8"])
def test_what_some_brought_together_goes_with_all_of_them(there: str) -> None:
    gone = [NEED, "redis[ocsp]>=7"]

    assert restore(one_line('"a"', f'"{there}"'), POINT, gone, [], None) == one_line('"a"')
    kept = f'[project]\ndependencies = [\n    "{there}",  # ours\n]\n'
    assert restore(kept, POINT, gone, [], None) is None


def test_what_others_would_have_brought_as_well_stays_as_it_is() -> None:
    text = one_line('"redis[ocsp]>=8,<9"')

    assert restore(text, POINT, [NEED], [NEED, "redis[ocsp]>=7"], None) == text


def test_replacing_what_is_not_there_changes_nothing() -> None:
    assert replace_item(PYPROJECT, TABLE, "nobody", "x") == PYPROJECT
    assert replace_item("", TABLE, "nobody", "x") == ""


# ------------------------------------------------------------------------------------------------ laws

own = st.sampled_from(
    [
        '"redis"',
        "'redis'",
        '"Redis >= 5"',
        "'redis[hiredis]>=5,<9'",
        '"redis (>=5)"',
        '"""redis>5"""',
        "\"redis>=5 ; python_version >= '3.8'\"",
    ]
)
others = st.lists(st.sampled_from(['"a>=1"', "'redis-x'", '"zz"']), max_size=3, unique=True)
separators = st.sampled_from([", ", ",", ",\n    ", ", # c\n    ", "\n  # c\n  ,"])
entries = st.sampled_from([NEED, "redis[ocsp]>=8.1,<9", "redis[hiredis]>=6"])


@st.composite
def pyprojects(draw: st.DrawFn) -> str:
    items = draw(others)
    items.insert(draw(st.integers(0, len(items))), draw(own))
    separator = draw(separators)
    start, end = draw(st.sampled_from([("", ""), ("\n    ", "\n"), ("\n\t", ", # end\n")]))
    text = f"# top\n[project]\ndependencies = [{start}{separator.join(items)}{end}]\n"
    text += draw(st.sampled_from(["", '[dependency-groups]\nx = ["redis>=1"]\n', "[x]"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(pyprojects(), entries)
def test_raised_and_put_back_leaves_the_same_bytes(text: str, entry: str) -> None:
    found = met(text, entry)

    assert found.why == ""
    again = met(found.text, entry)
    assert (again.text, again.was) == (found.text, None)
    if found.was is None:
        assert found.text == text
    else:
        assert restore(found.text, POINT, [entry], [], found.was) == text


@given(
    st.permutations([NEED, "redis[ocsp]>=8.1,<9", "redis[hiredis]>=6"]),
    st.permutations([0, 1, 2]),
    st.integers(1, 2),
)
def test_what_needs_brought_goes_with_the_last_of_them(
    needs: list[str], leaving: list[int], first: int
) -> None:
    text = one_line('"a>=1"')
    now = insert(text, POINT, needs[0])
    for each in needs[1:]:
        now = met(now, each).text

    gone, left = ([needs[n] for n in half] for half in (leaving[:first], leaving[first:]))
    some = restore(now, POINT, gone, left, None)
    assert some is not None
    assert restore(some, POINT, left, [], None) == text


@given(pyprojects(), st.permutations([NEED, "redis[ocsp]>=8.1,<9", "redis[hiredis]>=6"]))
def test_needs_come_and_leave_in_any_order(text: str, needs: list[str]) -> None:
    now, was = text, None
    for each in needs:
        found = met(now, each)
        now, was = found.text, was or found.was
    assert was is not None

    left = sorted(needs)
    while left:
        gone, *left = left
        after = restore(now, POINT, [gone], left, was)
        assert after is not None
        now = after
    assert now == text
