"""Entries of Python files: how they are recognised, and where new ones go beside a marker."""

import ast
from collections.abc import Callable
from unittest.mock import patch

import pytest

from polepos_checks.edits import Found, PlaceNotClearError, UnreadableError, find, insert
from polepos_templates import Point

IMPORTS = Point("router-imports", "src/shop/api/router.py", "python", "sorted")
INCLUDES = Point("router-includes", "src/shop/api/router.py", "python", "sorted")
MODELS = Point("model-imports", "src/shop/db/models.py", "python", "sorted", "import_models()")
FIELDS = Point("llm-settings", "src/shop/settings.py", "python", "append", "Settings")

ROUTER = '''\
"""The routes of the API, put together."""

from fastapi import APIRouter

from shop.modules.status.router import router as status_router
# polepos:router-imports

api_router = APIRouter()

api_router.include_router(status_router, prefix="/status", tags=["status"])
# polepos:router-includes
'''
MODELS_FILE = '''\
def import_models() -> MetaData:
    """Import every module that has models."""
    # polepos:model-imports

    return Base.metadata
'''
SETTINGS = '''\
class Settings(BaseSettings):
    """Everything that may differ."""

    app_name: str = "shop"
    # polepos:auth-settings
    # polepos:llm-settings

    @property
    def is_local(self) -> bool:
        return True
'''


def route(name: str) -> str:
    return f"from shop.modules.{name}.router import router as {name}_router"


def include(name: str) -> str:
    return f'api_router.include_router({name}_router, prefix="/{name}", tags=["{name}"])'


def model(name: str) -> str:
    return f"from shop.modules.{name} import model  # noqa: F401"


CUSTOMERS = route("customers")
WHOLE = include("customers")


def found(text: str, point: Point, entry: str) -> Found:
    place = find(text, point, entry)
    assert place is not None
    return place


# ------------------------------------------------------------------------------------------- finding


@pytest.mark.parametrize(
    "line",
    [
        CUSTOMERS,
        CUSTOMERS + ";",
        "from shop.modules.customers.router import (\n    router as customers_router,\n)",
        "from shop.modules.customers.router import router \\\n    as customers_router",
        "from shop.modules.customers.router import PREFIX, router as customers_router",
        "from shop.modules.customers.router import (router as other, router as customers_router)",
        "from shop.modules.customers.router import (\n  PREFIX,\n  router as customers_router,\n)",
    ],
)
def test_an_import_is_found_however_it_is_wrapped_and_beside_others(line: str) -> None:
    assert found(f"import os\n{line}\n", IMPORTS, CUSTOMERS).exact


@pytest.mark.parametrize(
    "line",
    [
        "from shop.modules.customers.router import router",
        "from shop.modules.customers.router import router as clients",
        f"{CUSTOMERS}  # ours",
        "from shop.modules.customers.router import (\n    router as customers_router,  # ours\n)",
        "from shop.modules.customers.router import (\n  a,\n  router as customers_router,  # ours\n)",
    ],
)
def test_an_import_with_another_name_or_a_comment_of_its_owner_is_not_exact(line: str) -> None:
    assert not found(f"{line}\n", IMPORTS, CUSTOMERS).exact


@pytest.mark.parametrize(
    "line",
    [
        "from shop.modules.customers.router import other as customers_router",
        "from .modules.customers.router import router as customers_router",
        "from shop.modules.customers import router as customers_router",
        f"if False:\n    {CUSTOMERS}",
        f"if TYPE_CHECKING:\n    {CUSTOMERS}",
        f"def f():\n    {CUSTOMERS}",
        f"try:\n    {CUSTOMERS}\nexcept ImportError:\n    pass",
        f"'''\n{CUSTOMERS}\n'''",
        f"# {CUSTOMERS}",
    ],
)
def test_what_only_looks_like_the_import_is_not_found(line: str) -> None:
    assert find(f"{line}\n", IMPORTS, CUSTOMERS) is None


@pytest.mark.parametrize(
    "call",
    [
        WHOLE,
        "api_router.include_router(customers_router, prefix='/customers', tags=['customers'])",
        WHOLE.replace("(", "(\n    ").replace(", ", ",\n    ").replace(")", ",\n)"),
        '(api_router.include_router(customers_router, prefix="/customers", tags=["customers"]))',
        'api_router . include_router(customers_router, prefix="/" "customers", tags=["customers"],)',
    ],
)
def test_a_call_is_found_however_it_is_written(call: str) -> None:
    assert found(f"{call}\n", INCLUDES, WHOLE).exact


@pytest.mark.parametrize(
    "call",
    [
        WHOLE.replace("/customers", "/clients"),
        WHOLE.replace('["customers"]', '["customers", "public"]'),
        WHOLE.replace(")", ", deprecated=True)"),
        WHOLE.replace(', tags=["customers"]', ""),
        f"{WHOLE}  # ours",
        WHOLE.replace(", tags", ",  # ours\n    tags"),
    ],
)
def test_a_call_that_its_owner_changed_is_found_and_not_exact(call: str) -> None:
    place = found(f"import os\n{call}\n", INCLUDES, WHOLE)

    assert not place.exact
    assert place.line == 2


@pytest.mark.parametrize(
    "call",
    [
        WHOLE.replace("api_router.", "admin."),
        WHOLE.replace("customers_router", "customers_router_v2"),
        f"x = {WHOLE}",
        f"if False:\n    {WHOLE}",
    ],
)
def test_another_call_is_not_found(call: str) -> None:
    assert find(f"{call}\n", INCLUDES, WHOLE) is None


def test_the_exact_one_is_found_where_one_like_it_is_there_too() -> None:
    text = f"{WHOLE.replace('/c', '/v1/c')}\n{WHOLE}\n"

    assert found(text, INCLUDES, WHOLE) == Found(
        text.rindex("api_router"), len(text), 2, exact=True
    )


def test_a_comment_of_the_entry_itself_may_be_there_or_be_gone() -> None:
    for line in (model("customers"), model("customers").partition("  #")[0]):
        assert found(f"def import_models():\n    {line}\n", MODELS, model("customers")).exact


@pytest.mark.parametrize(
    "head", ["def import_models():", "async def import_models():", "@cache\ndef load_models():"]
)
def test_a_function_is_known_by_its_name_or_else_any_will_do(head: str) -> None:
    assert find(f"{head}\n    {model('a')}\n", MODELS, model("a"))


def test_where_the_function_is_an_entry_in_another_one_is_not_found() -> None:
    text = f"def other():\n    {model('a')}\n\n{MODELS_FILE}"

    assert find(text, MODELS, model("a")) is None


@pytest.mark.parametrize(
    "field, exact",
    [
        ('llm_model: str = "x"', True),
        ("llm_model: str = 'x'", True),
        ('llm_model: str = "y"', False),
        ('llm_model = "x"', False),
        ('llm_model: str = "x"  # ours', False),
    ],
)
def test_a_field_is_known_by_its_name(field: str, *, exact: bool) -> None:
    text = f"class Settings:\n    {field}\n"

    assert found(text, FIELDS, 'llm_model: str = "x"').exact is exact


@pytest.mark.parametrize("odd", ["é = 1; ", "\N{GRINNING FACE}", "\u2028", "\x85", "\x0c", "\x0b"])
def test_odd_characters_before_an_entry_do_not_move_it(odd: str) -> None:
    text = f"x = '''{odd}'''  # {odd}\n{CUSTOMERS}\n"

    place = found(text, IMPORTS, CUSTOMERS)

    assert text[place.start : place.end] == f"{CUSTOMERS}\n"
    assert place.line == 2


# ---------------------------------------------------------------------------------- at the marker


def test_a_first_entry_goes_above_the_marker() -> None:
    after = insert(MODELS_FILE, MODELS, model("customers"))

    assert after == MODELS_FILE.replace("    # polepos", f"    {model('customers')}\n    # polepos")


def test_a_field_goes_last_and_other_markers_stay_where_they_are() -> None:
    after = insert(SETTINGS, FIELDS, 'llm_model: str = "x"', ['zz: str = ""'])

    assert after == SETTINGS.replace(
        "    # polepos:llm", '    llm_model: str = "x"\n    # polepos:llm'
    )


def test_an_entry_is_sorted_among_its_siblings_above_the_marker() -> None:
    after = insert(ROUTER, IMPORTS, CUSTOMERS, [route("status")])

    assert after == ROUTER.replace(route("status"), f"{CUSTOMERS}\n{route('status')}")


def test_siblings_are_recognised_where_a_formatter_wrapped_them() -> None:
    wrapped = 'api_router.include_router(\n    status_router, prefix="/status", tags=["status"]\n)'
    text = ROUTER.replace(include("status"), wrapped)

    assert insert(text, INCLUDES, WHOLE, [include("status")]) == text.replace(
        wrapped, f"{WHOLE}\n{wrapped}"
    )


def test_a_long_entry_is_written_on_several_lines_in_the_files_own_line_ends() -> None:
    written = "api_router.include_router(\n    customers_router,\n)"

    after = insert(ROUTER.replace("\n", "\r\n"), INCLUDES, WHOLE, written=written)

    assert after.replace("\r\n", "\n") == ROUTER.replace(
        "# polepos:router-includes", f"{written}\n# polepos:router-includes"
    )
    assert "\n" not in after.replace("\r\n", "")


def test_lines_of_the_owner_never_move_and_nothing_is_sorted_across_them() -> None:
    own = f"{route('zebras')}\nfrom mine import router\n# polepos:router-imports\n"

    assert insert(own, IMPORTS, CUSTOMERS, [route("zebras")]) == own.replace(
        "# polepos", f"{CUSTOMERS}\n# polepos"
    )


def test_a_block_that_its_owner_sorted_otherwise_is_not_sorted_again() -> None:
    text = f"{route('zebras')}\n{route('users')}\n# polepos:router-imports\n"

    after = insert(text, IMPORTS, CUSTOMERS, [route("users"), route("zebras")])

    assert after == f"{CUSTOMERS}\n{text}"


def test_a_comment_above_a_sibling_stays_with_it() -> None:
    text = f"import os\n# Zebras are special.\n{route('zebras')}\n# polepos:router-imports\n"

    assert insert(text, IMPORTS, CUSTOMERS, [route("zebras")]) == text.replace(
        "# Zebras", f"{CUSTOMERS}\n# Zebras"
    )


@pytest.mark.parametrize(
    "above",
    [
        "import os\n# polepos:router-includes",
        "#!/usr/bin/python\n# coding: utf-8",
        "# License\n# coding: utf-8\n# polepos:router-includes",
        "# License\n# of ours",
    ],
)
def test_another_marker_and_comments_of_the_whole_file_stay_above_a_first_sibling(
    above: str,
) -> None:
    text = f"{above}\n{route('zebras')}\n# polepos:router-imports\n"

    after = insert(text, IMPORTS, CUSTOMERS, [route("zebras")])

    assert after == text.replace(route("zebras"), f"{CUSTOMERS}\n{route('zebras')}")


@pytest.mark.parametrize("point", [IMPORTS, FIELDS])
def test_comments_above_the_marker_belong_to_it_where_entries_are_sorted(point: Point) -> None:
    text = "class Settings:\n    a = 1\n    # Ours.\n    # polepos:llm-settings\n"
    if point is IMPORTS:
        text = "import os\n# Ours.\n# polepos:router-imports\n"
        assert insert(text, point, CUSTOMERS) == text.replace("# Ours", f"{CUSTOMERS}\n# Ours")
    else:
        after = insert(text, point, 'llm_model: str = "x"')
        assert after == text.replace("# polepos", 'llm_model: str = "x"\n    # polepos')


def test_the_indentation_is_the_markers() -> None:
    for margin in ("\t", "  ", "\f   "):
        text = f"def import_models():\n{margin}# polepos:model-imports\n{margin}return 1\n"
        line = f"{margin.strip(chr(12))}{model('a')}\n"

        assert insert(text, MODELS, model("a")) == text.replace(f"{margin}#", f"{line}{margin}#", 1)


def test_a_last_line_without_an_end_still_has_none() -> None:
    assert insert("import os\r\n# polepos:router-imports", IMPORTS, CUSTOMERS) == (
        f"import os\r\n{CUSTOMERS}\r\n# polepos:router-imports"
    )
    assert insert(f"{route('a')}", IMPORTS, CUSTOMERS, [route("a")]) == (
        f"{route('a')}\n{CUSTOMERS}"
    )


def test_warnings_about_the_owners_code_are_none_of_ours() -> None:
    text = f"pattern = '\\d'\n{ROUTER}"  # warnings are errors in these tests

    assert CUSTOMERS in insert(text, IMPORTS, CUSTOMERS)


@pytest.mark.parametrize("point, entry", [(IMPORTS, route), (INCLUDES, include)])
def test_a_file_is_parsed_once_before_and_once_after_and_siblings_not_at_all(
    point: Point, entry: Callable[[str], str]
) -> None:
    names = [f"module_{number:03}" for number in range(300)]
    every = [entry(name) for name in names]
    text = "\n".join(each for each in every if each != every[150]) + f"\n{point.marker}\n"

    with patch("ast.parse", wraps=ast.parse) as parse:
        after = insert(text, point, every[150], every)

    assert after == "\n".join(every) + f"\n{point.marker}\n"
    assert sum(len(call.args[0]) > 500 for call in parse.call_args_list) == 2
    assert len(parse.call_args_list) <= 4


# ------------------------------------------------------------------------------------------ refusing


def test_a_syntax_error_is_named_with_its_place() -> None:
    for call in (find, insert):
        with pytest.raises(UnreadableError) as caught:
            call("import os\nx = = 1\n", IMPORTS, CUSTOMERS)

        assert (caught.value.line, caught.value.column) == (2, 5)


def test_binary_data_is_named_with_its_line() -> None:
    for text in ("import os\n\0", "import os\nx = '\ud800'"):
        with pytest.raises(UnreadableError, match="binary data") as caught:
            find(text, IMPORTS, CUSTOMERS)

        assert caught.value.line == 2


def test_a_marker_that_is_there_twice_is_not_clear() -> None:
    text = "# polepos:router-imports\nimport os\n# polepos:router-imports\n"

    with pytest.raises(PlaceNotClearError, match="more than once") as caught:
        insert(text, IMPORTS, CUSTOMERS)

    assert caught.value.line == 3
    assert "# polepos:router-imports" in caught.value.hint
