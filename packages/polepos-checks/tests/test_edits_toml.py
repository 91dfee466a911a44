"""Entries of TOML files: what an edit writes, and the laws it keeps."""

import time
import tomllib

import pytest

from polepos_checks.edits.errors import PlaceNotClearError, UnreadableError
from polepos_checks.edits.toml import (
    Value,
    find_item,
    find_key,
    insert_item,
    insert_key,
    remove_item,
    remove_key,
)

MODULES = ("modules",)
DEPENDENCIES = ("project", "dependencies")
CRUD = "crud[pagination,timestamps]"

MANIFEST = """\
# What polepos knows of this project.
[poleposition]
package = "shop"

[modules]
# Liveness and version.
status = "starter"   # made by start

# Ours.
users = 'crud'

[integrations]
redis = true
"""


def insert(text: str, key: str = "customers", value: Value = CRUD) -> str:
    return insert_key(text, MODULES, key, value)


def depend(text: str, item: str = "redis>=8,<9") -> str:
    return insert_item(text, DEPENDENCIES, item)


def project(array: str) -> str:
    return f'[project]\nname = "shop"\ndependencies = {array}\n\n[tool.x]\ny = 1\n'


def found_text(text: str, item: str = "redis>=8,<9") -> str:
    found = find_item(text, DEPENDENCIES, item)
    assert found is not None
    return text[found.start : found.end]


# ------------------------------------------------------------------------------------ keys: inserting


def test_a_key_goes_before_the_first_that_sorts_after_it_and_above_that_ones_comments() -> None:
    assert insert(MANIFEST) == MANIFEST.replace("[modules]\n", f'[modules]\ncustomers = "{CRUD}"\n')
    assert insert(MANIFEST, "teams") == MANIFEST.replace("# Ours.", f'teams = "{CRUD}"\n# Ours.')


def test_a_key_that_sorts_last_goes_below_the_last_one() -> None:
    assert insert(MANIFEST, "zebras") == MANIFEST.replace(
        "'crud'\n", f"'crud'\nzebras = \"{CRUD}\"\n"
    )


def test_with_append_a_key_goes_last() -> None:
    after = insert_key(MANIFEST, MODULES, "customers", "crud", order="append")

    assert after == MANIFEST.replace("'crud'\n", "'crud'\ncustomers = \"crud\"\n")


def test_a_flag_is_written_as_toml_writes_it() -> None:
    assert insert_key(MANIFEST, ("integrations",), "kafka", True) == MANIFEST.replace(  # noqa: FBT003
        "redis", "kafka = true\nredis"
    )
    assert insert_key(MANIFEST, ("integrations",), "rq", False).endswith("rq = false\n")  # noqa: FBT003


@pytest.mark.parametrize(
    "before, after",
    [
        ("[modules]", '[modules]\na = "x"'),
        ("[modules]\n", '[modules]\na = "x"\n'),
        ("[modules]\r\n", '[modules]\r\na = "x"\r\n'),
        ("[modules] # all\n# none yet\n", '[modules] # all\na = "x"\n# none yet\n'),
        ("[modules]\n\n[z]\n", '[modules]\na = "x"\n\n[z]\n'),
        ("\t[ modules ]\n", '\t[ modules ]\n\ta = "x"\n'),
        ("[modules]\n  b = 1\n", '[modules]\n  a = "x"\n  b = 1\n'),
        ("[modules]\n'b' = 1\n", "[modules]\na = \"x\"\n'b' = 1\n"),
        ('[modules]\nB."c" = 1', '[modules]\na = "x"\nB."c" = 1'),
        ("[modules]\nA = 1 # \u2028 [z]", '[modules]\nA = 1 # \u2028 [z]\na = "x"'),
        ("modules = {}", 'modules = {a = "x"}'),
        ("modules = { }", 'modules = { a = "x" }'),
        ("modules = { b = 1 }", 'modules = { a = "x", b = 1 }'),
        ("modules = { A = [1, {z = 2}] }", 'modules = { A = [1, {z = 2}], a = "x" }'),
        ("modules.b = 1\n", 'modules.a = "x"\nmodules.b = 1\n'),
        ("'modules' . A = 1", "'modules' . A = 1\n'modules' . a = \"x\""),
    ],
)
def test_a_table_takes_a_key_however_it_is_written(before: str, after: str) -> None:
    assert insert(before, "a", "x") == after
    assert remove_key(after, MODULES, "a") == before


@pytest.mark.parametrize(
    "before, after",
    [
        ("[modules.b]\nc = 1\n", '[modules.b]\nc = 1\n\n[modules]\na = "x"\n'),
        ("", '[modules]\na = "x"\n'),
        ("b = 1", 'b = 1\n\n[modules]\na = "x"'),
        ("b = 1\r\n", 'b = 1\r\n\r\n[modules]\r\na = "x"\r\n'),
        ('x = """\n[modules]\n"""\n', 'x = """\n[modules]\n"""\n\n[modules]\na = "x"\n'),
    ],
)
def test_a_missing_table_is_added_at_the_end_below_a_blank_line(before: str, after: str) -> None:
    assert insert(before, "a", "x") == after
    assert remove_key(after, MODULES, "a", emptied="drop") == before
    assert "[modules]" in remove_key(after, MODULES, "a")


@pytest.mark.parametrize(
    "text",
    [
        'modules = "none"\n',
        "[[modules]]\na = 1\n",
        "[modules.customers]\na = 1\n",
        "x = { y = { modules.b = 1 } }\nmodules = [1]\n",
    ],
)
def test_a_place_that_takes_no_such_key_is_refused(text: str) -> None:
    with pytest.raises(PlaceNotClearError) as caught:
        insert(text)

    assert caught.value.line is not None
    assert "modules" in caught.value.message


def test_a_dotted_table_in_braces_is_refused_with_the_way_out() -> None:
    with pytest.raises(PlaceNotClearError, match=r"^a\.b\.d ") as caught:
        insert_key("\na = { b.c = 1 }\n", ("a", "b"), "d", "x")

    assert (caught.value.line, caught.value.hint) == (2, "Give [a.b] a header of its own.")


def test_a_key_is_not_inserted_twice() -> None:
    with pytest.raises(PlaceNotClearError, match=r"modules\.users is there already") as caught:
        insert(MANIFEST, "users")

    assert caught.value.line == 10


@pytest.mark.parametrize(
    "text, line, column",
    [
        ("a = 1\nb = \n", 2, 5),
        ("a = 1\r\nb = ", 2, 5),
        ("a = 1\na = 2\n", 2, 6),
        ('a = """\n', 2, 1),
        ("a = 1 # \x0c\n", 1, 9),
        ("a = 1\rb = 2\n", 1, 6),
    ],
)
def test_a_text_that_is_not_toml_is_named_with_its_place(text: str, line: int, column: int) -> None:
    for edit in (insert, find_key_of_modules, depend):
        with pytest.raises(UnreadableError, match="not valid TOML") as caught:
            edit(text)
        assert (caught.value.line, caught.value.column) == (line, column)


def find_key_of_modules(text: str) -> None:
    find_key(text, MODULES, "a")


def test_nesting_too_deep_for_the_parser_is_an_error_like_any_other() -> None:
    with pytest.raises(UnreadableError, match="nested too deeply"):
        insert("a = " + "[" * 5000 + "]" * 5000)


# ----------------------------------------------------------------------------- keys: found and removed


def test_a_key_is_found_with_the_line_that_would_go() -> None:
    found = find_key(MANIFEST, MODULES, "users", "crud")

    assert found is not None
    assert (found.line, found.exact) == (10, True)
    assert MANIFEST[found.start : found.end] == "users = 'crud'\n"


@pytest.mark.parametrize(
    "key, value, exact",
    [
        ("users", "crud", True),
        ("users", "standard", False),
        ("users", True, False),
        ("users", None, True),
        ("status", "starter", False),
    ],
)
def test_a_key_is_exact_with_its_value_and_without_a_comment(
    key: str, value: Value | None, exact: Value
) -> None:
    found = find_key(MANIFEST, MODULES, key, value)

    assert found is not None
    assert found.exact is exact


@pytest.mark.parametrize(
    "text", ["[modules]\nb=1.5", "[modules]\nb=nan", "[modules]\nb=1979-05-27 07:32:00  "]
)
def test_only_a_string_equals_a_string(text: str) -> None:
    value = text.partition("=")[2].rstrip()

    found = find_key(text, MODULES, "b", value)

    assert found is not None
    assert (found.exact, text[found.start : found.end]) == (False, text[9:])
    assert remove_key(insert(text), MODULES, "customers") == text


@pytest.mark.parametrize(
    "text, line",
    [
        ("\n[modules.customers]\na = 1\n", 2),
        ("\n[modules]\n\ncustomers.a = 1\n", 4),
        ("[x]\n[[modules.customers]]\n", 2),
    ],
)
def test_a_table_of_the_same_name_is_found_and_left_alone(text: str, line: int) -> None:
    found = find_key(text, MODULES, "customers", CRUD)

    assert found is not None
    assert (found.line, found.exact) == (line, False)
    with pytest.raises(PlaceNotClearError, match="is a table"):
        remove_key(text, MODULES, "customers")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[modules]\n# customers = 1\n",
        "customers = 1\n[other]\ncustomers = 1\n",
        '[modules]\na = """\ncustomers = 1\n"""\n',
        "[[x]]\n[x.modules]\ncustomers = 1\n",
        "modules = 1\n",
    ],
)
def test_a_key_elsewhere_is_not_the_key(text: str) -> None:
    assert find_key(text, MODULES, "customers") is None
    assert remove_key(text, MODULES, "customers") == text


def test_removing_takes_the_comment_on_the_line_and_leaves_those_above() -> None:
    assert remove_key(MANIFEST, MODULES, "status") == MANIFEST.replace(
        'status = "starter"   # made by start\n', ""
    )


@pytest.mark.parametrize("text", ["[modules]\n# ours\na = 1\n", "[modules] # x\na = 1\n"])
def test_a_table_with_comments_is_never_dropped(text: str) -> None:
    assert remove_key(text, MODULES, "a", emptied="drop") == text.replace("a = 1\n", "")


def test_a_table_with_other_keys_is_never_dropped() -> None:
    assert remove_key(MANIFEST, MODULES, "users", emptied="drop") == MANIFEST.replace(
        "users = 'crud'\n", ""
    )


def test_the_last_dotted_key_takes_its_table_with_it() -> None:
    assert remove_key("modules.a = 1\nb = 2\n", MODULES, "a") == "b = 2\n"


def test_three_hundred_keys_take_milliseconds() -> None:
    text = "[modules]\n" + "".join(f'm{n:03} = "{CRUD}"\n' for n in range(300))
    started = time.process_time()

    after = insert(text)

    assert time.process_time() - started < 0.1  # measured: 6 ms
    assert remove_key(after, MODULES, "customers") == text


# ----------------------------------------------------------------------------------- items: inserting


@pytest.mark.parametrize(
    "before, after",
    [
        ("[]", '["redis>=8,<9"]'),
        ("[ ]", '[ "redis>=8,<9" ]'),
        ("[\n]", '[\n    "redis>=8,<9",\n]'),
        ("[\n  # none\n]", '[\n  # none\n  "redis>=8,<9",\n]'),
        ("[ # none\n  ]", '[ # none\n      "redis>=8,<9",\n  ]'),
        ('["a"]', '["a", "redis>=8,<9"]'),
        ('["a",]', '["a", "redis>=8,<9",]'),
        ('[ "a", "z" ]', '[ "a", "redis>=8,<9", "z" ]'),
        ("['z']", "['redis>=8,<9', 'z']"),
        ('[\n  "a",\n  "z",\n]', '[\n  "a",\n  "redis>=8,<9",\n  "z",\n]'),
        ('[\n\t"a"\n]', '[\n\t"a",\n\t"redis>=8,<9"\n]'),
        ('[\n  "a", # of a\n]', '[\n  "a", # of a\n  "redis>=8,<9",\n]'),
        ('[\n  "a" # of a\n]', '[\n  "a", # of a\n  "redis>=8,<9"\n]'),
        (
            '[\n  "a",\n  # z is last\n  "z",\n]',
            '[\n  "a",\n  "redis>=8,<9",\n  # z is last\n  "z",\n]',
        ),
        ('[\n  "a", # of a\n  "z"]', '[\n  "a", # of a\n  "redis>=8,<9",\n  "z"]'),
        ('[\n  "a"]', '[\n  "a",\n  "redis>=8,<9"]'),
        ('[\n  "a",]', '[\n  "a",\n  "redis>=8,<9",]'),
        ('["a",\n "b"\n]', '["a",\n "b",\n "redis>=8,<9"\n]'),
        ('["a", # of a\n]', '["a", # of a\n    "redis>=8,<9",\n]'),
        ('[\n  "a"\n, "b"\n, "z"\n]', '[\n  "a"\n, "b"\n, "redis>=8,<9", "z"\n]'),
        ('[\n  """a\n# z""",\n  "z",\n]', '[\n  """a\n# z""",\n  "redis>=8,<9",\n  "z",\n]'),
        ('["a]#", \'b"\', "z"]', '["a]#", \'b"\', \'redis>=8,<9\', "z"]'),
        ('["redis-om", "z"]', '["redis>=8,<9", "redis-om", "z"]'),
        ('["pydantic", "Redis_OM"]', '["pydantic", "redis>=8,<9", "Redis_OM"]'),
        ('[\r\n  "a",\r\n]', '[\r\n  "a",\r\n  "redis>=8,<9",\r\n]'),
    ],
)
def test_an_array_takes_an_item_in_its_own_style(before: str, after: str) -> None:
    assert depend(project(before)) == project(after)
    assert remove_item(project(after), DEPENDENCIES, "redis>=8,<9") == project(before)


def test_with_append_an_item_goes_last() -> None:
    after = insert_item(project('["z"]'), DEPENDENCIES, "redis", order="append")

    assert after == project('["z", "redis"]')


@pytest.mark.parametrize(
    "before, after",
    [
        (
            '[project]\nname = "x" # it\n\n# tools\n[tool]\n',
            '[project]\nname = "x" # it\ndependencies = [\n    "redis>=8,<9",\n]\n\n# tools\n[tool]\n',
        ),
        ("[project]", '[project]\ndependencies = [\n    "redis>=8,<9",\n]'),
        ("[project]\r\n", '[project]\r\ndependencies = [\r\n    "redis>=8,<9",\r\n]\r\n'),
        ("project = { name = 'x' }", "project = { name = 'x', dependencies = [\"redis>=8,<9\"] }"),
        (
            "project.name = 'x'\n",
            "project.name = 'x'\nproject.dependencies = [\n    \"redis>=8,<9\",\n]\n",
        ),
    ],
)
def test_a_missing_array_is_added_as_the_tables_last_key(before: str, after: str) -> None:
    assert depend(before) == after
    assert remove_item(after, DEPENDENCIES, "redis", emptied="drop") == before


def test_an_array_that_is_all_there_is_of_its_table_stays() -> None:
    text = 'project.dependencies = ["redis"]\n'

    assert remove_item(text, DEPENDENCIES, "redis", emptied="drop") == "project.dependencies = []\n"


@pytest.mark.parametrize("array", ["[]", "[ ]", "[\n  # none\n]", "[\n  ]"])
def test_an_array_that_was_there_empty_stays(array: str) -> None:
    before = project(array)

    assert remove_item(depend(before), DEPENDENCIES, "redis", emptied="drop") == before


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "there is no table project"),
        ("project = 1\n", "there is no table project"),
        ("[[project]]\ndependencies = []\n", "there is no table project"),
        ('[project]\ndependencies = "redis"\n', "is not an array of strings"),
        ("[project.dependencies]\nredis = 1\n", "is not an array of strings"),
        ("[[project.dependencies]]\nredis = 1\n", "is not an array of strings"),
        ('[project]\ndynamic = ["dependencies"]\n', "is dynamic"),
        (project('["redis==4.6.0"]'), "is in project.dependencies already"),
    ],
)
def test_a_place_that_takes_no_such_item_is_refused(text: str, message: str) -> None:
    with pytest.raises(PlaceNotClearError, match=message):
        depend(text)


def test_what_toml_would_escape_is_escaped() -> None:
    item = "redis>=8; python_version < '4' and sys_platform != \"win32\\\"\u2028\x7f"

    after = depend(project('["z"]'), item)

    assert tomllib.loads(after)["project"]["dependencies"] == [item, "z"]
    assert depend(project("['z']"), "redis>1") == project("['redis>1', 'z']")
    assert tomllib.loads(depend(project("['z']"), item))["project"]["dependencies"] == [item, "z"]


# ---------------------------------------------------------------------------- items: found and removed


@pytest.mark.parametrize(
    "item",
    [
        "redis==4.6.0",
        "Redis[hiredis] >= 8",
        'redis; python_version < "4"',
        "redis @ https://example.org/redis.whl",
        "redis",
    ],
)
def test_a_requirement_is_found_by_its_distribution_and_never_exact(item: str) -> None:
    found = find_item(depend(project("[]"), item), DEPENDENCIES, "redis>=8,<9")

    assert found is not None
    assert (found.exact, found.line) == (False, 3)


def test_a_pinned_requirement_with_the_owners_comment_is_not_ours() -> None:
    text = project('[\n    "redis==4.6.0", # do NOT bump\n]')

    found = find_item(text, DEPENDENCIES, "redis==4.6.0")

    assert found is not None
    assert (found.exact, found.line) == (False, 4)
    assert found_text(text) == '    "redis==4.6.0", # do NOT bump\n'


@pytest.mark.parametrize("name", ["aio-pika", "aio_pika", "Aio.Pika", "aio-_.pika"])
def test_names_are_compared_as_pep_503_says(name: str) -> None:
    assert find_item(project(f'["{name}>=9"]'), DEPENDENCIES, "aio-pika>=9") is not None


@pytest.mark.parametrize(
    "array",
    [
        "[]",
        '["redis-om", "rediscluster", "x-redis"]',
        '[ # "redis"\n]',
        '["""\nredis"""]'.replace("redis", "-redis"),
    ],
)
def test_another_requirement_is_not_found(array: str) -> None:
    assert find_item(project(array), DEPENDENCIES, "redis") is None
    assert remove_item(project(array), DEPENDENCIES, "redis") == project(array)


def test_without_the_array_nothing_is_found() -> None:
    assert find_item("[project]\n", DEPENDENCIES, "redis") is None
    assert remove_item("", DEPENDENCIES, "redis") == ""


def test_in_braces_a_key_that_is_elsewhere_is_not_found() -> None:
    assert find_key("modules = { a = { b = 1 } }\n", ("modules", "a"), "c") is None
    found = find_key("modules = { a.b = 1 }\n", MODULES, "a")
    assert found is not None
    assert not found.exact


def test_of_several_the_exact_one_is_found() -> None:
    text = project('["redis<8; x", "redis>=8,<9"]')

    found = find_item(text, DEPENDENCIES, "redis>=8,<9")

    assert found is not None
    assert found.exact
    assert remove_item(text, DEPENDENCIES, "redis>=8,<9") == project('["redis<8; x"]')


def test_elsewhere_items_are_plain_strings() -> None:
    text = '[tool.mypy]\nplugins = ["pydantic.mypy"]\n'
    plugins = ("tool", "mypy", "plugins")

    assert find_item(text, plugins, "pydantic-mypy") is None
    assert insert_item(text, plugins, "A") == text.replace('["', '["A", "')


def test_other_things_than_strings_are_stepped_over() -> None:
    group = ("dependency-groups", "dev")
    text = '[dependency-groups]\ndev = [{ include-group = "redis" }, "ruff", [1, "x,"], 1.5, "z"]\n'

    after = insert_item(text, group, "redis")

    assert after == text.replace('"ruff"', '"redis", "ruff"')
    assert remove_item(after, group, "redis") == text


@pytest.mark.parametrize(
    "before, after",
    [
        ('["a", "redis", "z"]', '["a", "z"]'),
        ('["redis", # why\n "z"]', '[ # why\n "z"]'),
        ('["a", "redis",\n "z"]', '["a",\n "z"]'),
        ('["a", # of a\n "redis"]', '["a" # of a\n]'),
        ('["a", # of a\n "redis",]', '["a", # of a\n]'),
        ('["a"\n, "redis"\n, "z"]', '["a"\n, \n, "z"]'.replace(", \n, ", ", ")),
        ('[\n  "redis"]', "[\n  ]"),
        ('["redis" # why\n]', "[ # why\n]"),
        ('[\n  # about redis\n  "redis" # why\n]', "[\n  # about redis\n]"),
    ],
)
def test_removing_leaves_an_array_and_everyone_elses_comments(before: str, after: str) -> None:
    assert remove_item(project(before), DEPENDENCIES, "redis") == project(after)


def test_in_an_inline_table_an_array_may_be_long_too() -> None:
    text = "project = { dependencies = [\n  'a',\n], x = 1 }\n"

    after = depend(text)

    assert after == text.replace("'a',\n", "'a',\n  'redis>=8,<9',\n")
    assert found_text(after) == "  'redis>=8,<9',\n"
