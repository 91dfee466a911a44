"""Where an entry of a Python file goes when its marker is gone, was moved, or is where nothing can be."""

import pytest

from polepos_checks.edits import PlaceNotClearError, find, insert, remove
from polepos_templates import Point

IMPORTS = Point("router-imports", "src/shop/api/router.py", "python", "sorted")
INCLUDES = Point("router-includes", "src/shop/api/router.py", "python", "sorted")
MODELS = Point("model-imports", "src/shop/db/models.py", "python", "sorted", "import_models()")
FIELDS = Point("llm-settings", "src/shop/settings.py", "python", "append", "Settings")

STATUS = "from shop.modules.status.router import router as status_router"
IMPORT = "from shop.modules.users.router import router as users_router"
INCLUDE = 'api_router.include_router(users_router, prefix="/users", tags=["users"])'
MODEL = "from shop.modules.users import model  # noqa: F401"
FIELD = 'llm_model: str = "x"'
MARK = "# polepos:router-imports"


# --------------------------------------------------------------------------------- the marker is gone


def test_an_import_goes_below_its_last_sibling() -> None:
    text = f"import os\n{STATUS}\nimport sys\n"

    assert insert(text, IMPORTS, IMPORT, [STATUS]) == text.replace(STATUS, f"{STATUS}\n{IMPORT}")


def test_an_import_is_sorted_among_its_siblings() -> None:
    zebras = IMPORT.replace("users", "zebras")
    text = f"import os\n\n{STATUS}\n# Ours.\n{zebras}\nx = 1\n"

    assert insert(text, IMPORTS, IMPORT, [STATUS, zebras]) == text.replace(
        "# Ours.", f"{IMPORT}\n# Ours."
    )


def test_an_import_without_siblings_goes_below_the_imports_at_the_head_of_the_file() -> None:
    text = '"""D."""\n\nimport os\nfrom a import (\n    b,\n)  # c\n\nx = 1\nimport late\n'

    assert insert(text, IMPORTS, IMPORT) == text.replace("# c\n", f"# c\n{IMPORT}\n")


def test_a_call_goes_below_the_last_such_call_at_the_top_level() -> None:
    text = "if x:\n    api_router.include_router(a)\napi_router.include_router(b)\ny = 1\n"

    assert insert(text, INCLUDES, INCLUDE) == text.replace("(b)\n", f"(b)\n{INCLUDE}\n")


@pytest.mark.parametrize("end", ["    return 1\n", "    # All of them.\n    return (\n 1)"])
def test_a_first_import_of_a_function_goes_above_its_return(end: str) -> None:
    text = f'def import_models():\n    """D."""\n\n{end}'

    assert insert(text, MODELS, MODEL) == text.replace(end, f"    {MODEL}\n{end}")


def test_a_field_goes_below_the_last_field_of_the_class_of_that_name() -> None:
    text = "class Settings:\n  a: str = ''\n\n  def f(self): ...\n\nclass Error:\n  b = 1\n"

    assert insert(text, FIELDS, FIELD) == text.replace("''\n", f"''\n  {FIELD}\n")


def test_in_a_class_that_was_renamed_siblings_show_the_place() -> None:
    text = f"class Error:\n    b = 1\n\n\nclass Config:\n    {FIELD}\n    c = 1\n"

    after = insert(text, FIELDS, 'llm_key: str = ""', [FIELD])

    assert after == text.replace(FIELD, f'{FIELD}\n    llm_key: str = ""')


@pytest.mark.parametrize(
    "text, point, entry",
    [
        ("", IMPORTS, IMPORT),
        ("x = 1\n", IMPORTS, IMPORT),
        ('"""D."""\nx = 1\nimport late\n', IMPORTS, IMPORT),
        ("import os; x = 1; import late\n", INCLUDES, INCLUDE),
        ("api_router = APIRouter()\n", INCLUDES, INCLUDE),
        ("if x:\n    api_router.include_router(a)\n", INCLUDES, INCLUDE),
        ("x = 1; api_router.include_router(a)\n", INCLUDES, INCLUDE),
        ("def import_models():\n    ...\n", MODELS, MODEL),
        ("def import_models(): return 1\n", MODELS, MODEL),
        ("if x:\n    def import_models():\n        return 1\n", MODELS, MODEL),
        ("def renamed():\n    return 1\n", MODELS, MODEL),
        ("class Error:\n    b = 1\n", FIELDS, FIELD),
        ("class Settings: x: str = ''\n", FIELDS, FIELD),
        ("class Settings:\n    def f(self): ...\n", FIELDS, FIELD),
        (
            "if x:\n  class Settings:\n    a = 1\nelse:\n  class Settings:\n    a = 1\n",
            FIELDS,
            FIELD,
        ),
    ],
)
def test_where_the_syntax_shows_no_place_either_it_is_refused(
    text: str, point: Point, entry: str
) -> None:
    with pytest.raises(PlaceNotClearError, match="is gone") as caught:
        insert(text, point, entry)

    assert caught.value.line
    assert point.marker in caught.value.hint


def test_siblings_in_two_functions_show_no_place() -> None:
    text = f"def a():\n    {MODEL}\n\n\ndef b():\n    {MODEL}\n"

    with pytest.raises(PlaceNotClearError, match="is gone"):
        insert(text, MODELS, MODEL.replace("users", "a"), [MODEL])


# --------------------------------------------------------------- the marker is where nothing can be


@pytest.mark.parametrize(
    "text",
    [
        f'"""\n{MARK}\n"""\nimport os\n',
        f'{MARK}\n"""Docstring."""\nimport os\n',
        f"{MARK}\nfrom __future__ import annotations\nimport os\n",
        f"from __future__ import division\n{MARK}\nfrom __future__ import annotations\nimport os\n",
        f"{MARK}\n#!/usr/bin/python\nimport os\n",
        f"{MARK}\n# -*- coding: utf-8 -*-\nimport os\n",
        f"import os\nx = '''\n{MARK}\n'''\n",
        f'import os\nx = f"""\n{MARK}\n{{x}}"""\n',
        f"import os\nx = 'a \\\n{MARK}\\\nb'\n",
        f"import os\nif False:\n    {MARK}\n    x = 1\n",
        f"import os\nif TYPE_CHECKING:\n    import x\n    {MARK}\n",
        f"import os\n\n\ndef f():\n    {MARK}\n    return 1\n",
        f"import os\n\n\n@cache\n{MARK}\ndef f(): ...\n",
        f"import os\ntry:\n    x = 1\n{MARK}\nfinally:\n    x = 2\n",
        f"import os\nx = 1 \\\n{MARK}\n",
        f"from os import (\n    path,\n    {MARK}\n)\n",
        f"import os\nx = {{\n    'a': 1,\n    {MARK}\n}}\n",
        f"import os\nx = f(\n    {MARK}\n)\n",
        f"import os\n    {MARK}\n",
    ],
)
def test_then_it_goes_where_the_syntax_shows_and_every_line_stays(text: str) -> None:
    after = insert(text, IMPORTS, IMPORT)

    lines = after.split("\n")
    assert lines[lines.index(IMPORT) - 1] in {"import os", ")"}
    lines.remove(IMPORT)
    assert "\n".join(lines) == text
    assert find(after, IMPORTS, IMPORT)
    assert remove(after, IMPORTS, IMPORT) == text


def test_a_marker_in_a_string_does_not_make_the_real_one_unclear() -> None:
    text = f"x = '''\n{MARK}\n'''\nimport os\n{MARK}\n"

    assert insert(text, IMPORTS, IMPORT) == f"x = '''\n{MARK}\n'''\nimport os\n{IMPORT}\n{MARK}\n"


def test_a_marker_that_a_formatter_moved_to_the_margin_still_belongs_to_the_class() -> None:
    text = "class Settings:\n    a: str = ''\n\n\n# polepos:llm-settings\n\n\ndef f(): ...\n"

    assert insert(text, FIELDS, FIELD) == text.replace("''\n", f"''\n    {FIELD}\n")


def test_where_the_syntax_shows_no_place_either_the_marker_is_named() -> None:
    with pytest.raises(PlaceNotClearError, match="where no entry can stand") as caught:
        insert(f"x = 1\nif False:\n    {MARK}\n    y = 1\n", IMPORTS, IMPORT)

    assert caught.value.line == 3


def test_a_marker_between_a_decorator_and_its_function_does_not_make_another_one_unclear() -> None:
    zebras = IMPORT.replace("users", "zebras")
    text = f"import os\n{zebras}\n{MARK}\n@cache\n{MARK}\ndef f(): ...\n"

    assert insert(text, IMPORTS, IMPORT, [zebras]) == text.replace(zebras, f"{IMPORT}\n{zebras}")


def test_a_marker_elsewhere_at_the_same_level_is_where_entries_go() -> None:
    text = f"import os\n{MARK}\n\nx = 1\n{STATUS}\n"

    assert insert(text, IMPORTS, IMPORT, [STATUS]) == text.replace(MARK, f"{IMPORT}\n{MARK}")


@pytest.mark.parametrize(
    "line", ["#polepos:router-imports", f"{MARK} here", f"x = 1  {MARK}", f"# {MARK}"]
)
def test_only_the_comment_itself_on_a_line_of_its_own_is_a_marker(line: str) -> None:
    text = f"import os\n\n{line}\n"

    assert insert(text, IMPORTS, IMPORT) == f"import os\n{IMPORT}\n\n{line}\n"
