"""Names in `__all__`: found by value, written as the list is, removed with one comma."""

import pytest

from polepos_checks.edits import Found, PlaceNotClearError, find, insert, remove
from polepos_templates import Point

EXPORTS = Point("module-exports", "src/shop/modules/__init__.py", "python", "sorted", "__all__")
MARK = "# polepos:module-exports"
STATUS = '"status",'
USERS = '"users",'
GENERATED = f'"""The features."""\n\n__all__ = [\n    "status",\n    {MARK}\n]\n'


def found(text: str) -> Found:
    place = find(text, EXPORTS, USERS)
    assert place is not None
    return place


def refused(text: str) -> PlaceNotClearError:
    with pytest.raises(PlaceNotClearError) as caught:
        insert(text, EXPORTS, USERS, [STATUS])
    return caught.value


# ------------------------------------------------------------------------------------------- finding


@pytest.mark.parametrize(
    "text",
    [
        '__all__ = ["users"]',
        "__all__ = ['users']",
        "__all__ = ('a', 'users',)",
        "__all__ = 'a', 'users'",
        "__all__: list[str] = ['users']",
        "__all__ = ['a']\n__all__ += ['users']",
        "__all__ = ['a'] + others + ['users']",
        "__all__ = [\n    'a',\n    ('users'),\n]",
        "__all__ = [*others, 'us' 'ers']",
    ],
)
def test_a_name_is_found_in_whatever_is_a_list_as_written(text: str) -> None:
    assert found(text).exact


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = ['users_v2', 'user', b'users', f'users', users]",
        "__all__ = [['users']]",
        "other = ['users']",
        "if x:\n    __all__ = ['users']",
        "class A:\n    __all__ = ['users']",
        "__all__ = list('users')",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    assert find(text, EXPORTS, USERS) is None


@pytest.mark.parametrize(
    "text, exact",
    [
        ('__all__ = [\n    "users",\n    # ours\n    "a",\n]', True),
        ('__all__ = [\n    "a", "users",  # of the line\n]', True),
        ('__all__ = [\n    "users",  # ours\n]', False),
        ('__all__ = [\n    "a",\n    "users"  # ours\n    , "b"\n]', True),
    ],
)
def test_a_comment_that_would_go_with_it_makes_it_inexact(text: str, *, exact: bool) -> None:
    assert found(text).exact is exact


# ----------------------------------------------------------------------------------------- inserting


def test_a_name_goes_above_the_marker_sorted() -> None:
    assert insert(GENERATED, EXPORTS, USERS, [STATUS]) == GENERATED.replace(
        '"status",\n', '"status",\n    "users",\n'
    )
    assert insert(GENERATED, EXPORTS, '"a",', [STATUS]) == GENERATED.replace(
        '"status"', '"a",\n    "status"'
    )


def test_names_of_the_owner_never_move() -> None:
    text = f"__all__ = [\n    'zebras',\n    'Mine',\n    {MARK}\n    'a',\n]\n"

    assert insert(text, EXPORTS, USERS, ['"zebras",']) == text.replace(
        MARK, f'"users",\n    {MARK}'
    )


def test_a_comment_above_a_sibling_stays_with_it() -> None:
    text = f'__all__ = [\n    # of status\n    "status",\n    {MARK}\n]\n'

    assert insert(text, EXPORTS, '"a",', [STATUS]) == text.replace("# of", '"a",\n    # of')


ROUND_TRIPS = [
    ("[]", '["users"]'),
    ("[ ]", '["users" ]'),
    ("[\n    # none\n]", '["users"\n    # none\n]'),
    ("()", '("users",)'),
    ('["status"]', '["status", "users"]'),
    ('["status", ]', '["status", "users", ]'),
    ('["zebras"]', '["users", "zebras"]'),
    ('["status", "zebras"]', '["status", "users", "zebras"]'),
    ('("status",)', '("status", "users",)'),
    ('"status", "zebras"', '"status", "users", "zebras"'),
    ('"é", "status"', '"é", "status", "users"'),
    ('[\n    "status"\n]', '[\n    "status",\n    "users"\n]'),
    ('[\n    "status",\n]', '[\n    "status",\n    "users",\n]'),
    ('[\n\t"status", # note\n]', '[\n\t"status", # note\n\t"users",\n]'),
    ('[\n    "status"  # note\n]', '[\n    "status", "users"  # note\n]'),
    ('[\n    "status"]', '[\n    "status", "users"]'),
    ('["status",\n "zebras"]', '["status",\n "users",\n "zebras"]'),
    ('[\n    "zebras"\n]', '[\n    "users",\n    "zebras"\n]'),
    (f'[\n    "status"\n    {MARK}\n]', f'[\n    "status",\n    "users"\n    {MARK}\n]'),
    (f'["status"  {MARK}\n]', f'["status", "users"  {MARK}\n]'),
    (f'[\n  "status",\n{MARK}\n]', f'[\n  "status",\n"users",\n{MARK}\n]'),
    (f"[\n    {MARK}\n]", f'[\n    "users",\n    {MARK}\n]'),
    (f"(\n    {MARK}\n)", f'(\n    "users",\n    {MARK}\n)'),
    ('["a"] + others + ["status"]', '["a"] + others + ["status", "users"]'),
    ('"status", \\\n    "x"', '"status", \\\n    "x", "users"'),
    ("{'status'}", "{'status', \"users\"}"),
]


@pytest.mark.parametrize("before, after", ROUND_TRIPS)
@pytest.mark.parametrize("head, tail", [("__all__ = ", "\n"), ("é = 1; __all__: X = ", "")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_name_is_written_as_the_list_is_and_removing_it_gives_the_text_back(
    before: str, after: str, head: str, tail: str, end: str
) -> None:
    before, after = (f"{head}{each}{tail}".replace("\n", end) for each in (before, after))

    assert insert(before, EXPORTS, USERS, [STATUS, '"zebras",']) == after
    assert remove(after, EXPORTS, USERS) == before


def test_of_several_lists_it_goes_into_the_one_with_the_marker_or_else_with_its_siblings() -> None:
    text = f"__all__ = ['a']\n__all__ += ['status']\n__all__ += [\n    {MARK}\n]\n"

    assert insert(text, EXPORTS, USERS, [STATUS]) == text.replace(MARK, f'"users",\n    {MARK}')

    text = text.replace(f"\n    {MARK}\n", "")
    assert insert(text, EXPORTS, USERS, [STATUS]) == text.replace("'status'", "'status', \"users\"")
    assert insert(text, EXPORTS, USERS) == text.replace("'a'", "'a', \"users\"")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1\n",
        "__all__ = others.__all__\n",
        "__all__ = [name for name in dir()]\n",
        "if x:\n    __all__ = ['status']\n",
        "__all__: list[str]\n",
        f"x = [\n    {MARK}\n]\n",
        f"'''\n{MARK}\n'''\n",
    ],
)
def test_without_a_list_the_place_is_not_clear(text: str) -> None:
    error = refused(text)

    assert error.line
    assert "inside __all__" in error.hint


def test_a_marker_inside_of_another_list_does_not_count() -> None:
    text = f"x = [\n    {MARK}\n]\n__all__ = ['status']\n"

    assert insert(text, EXPORTS, USERS, [STATUS]) == text.replace("'status'", "'status', \"users\"")


def test_two_markers_are_not_clear() -> None:
    assert refused(f"__all__ = [\n    {MARK}\n    'a',\n    {MARK}\n]\n").line == 4


# ------------------------------------------------------------------------------------------ removing


@pytest.mark.parametrize(
    "before, after",
    [
        ('["users"]', "[]"),
        ('["users", ]', "[ ]"),
        ('["users", "b"]', '["b"]'),
        ('["a",   "users"  ,  "b"]', '["a"  ,  "b"]'),
        ('["users",\n  "b"]', '[\n  "b"]'),
        ('["users",  # note\n  "b"]', '[  # note\n  "b"]'),
        ('["a", "users",\n  # note\n  "b"]', '["a",\n  # note\n  "b"]'),
        ('[\n    "users", "b",\n]', '[\n    "b",\n]'),
        ('[\n    "a",  # note\n    "users"\n]', '[\n    "a",  # note\n]'),
        ('[\n    "a",  # note\n    "users"]', '[\n    "a",  # note\n    ]'),
        ('("a", "users")', '("a",)'),
        ('("a",\n "users")', '("a",)'),
        ('("users",)', "()"),
    ],
)
def test_a_name_goes_with_one_comma_and_comments_of_others_stay(before: str, after: str) -> None:
    assert remove(f"__all__ = {before}\n", EXPORTS, USERS) == f"__all__ = {after}\n"


@pytest.mark.parametrize("value", ['("users", "b")', '"users",', '[("users"), "b"]'])
def test_a_name_that_cannot_go_alone_is_refused(value: str) -> None:
    with pytest.raises(PlaceNotClearError, match="cannot be taken out") as caught:
        remove(f"x = 1\n__all__ = {value}\n", EXPORTS, USERS)

    assert caught.value.line == 2
