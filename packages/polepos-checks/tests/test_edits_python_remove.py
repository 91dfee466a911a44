"""Removing entries of Python files: their lines or their name, and nothing of anybody else."""

import pytest

from polepos_checks.edits import PlaceNotClearError, UnreadableError, remove
from polepos_templates import Point

IMPORTS = Point("router-imports", "src/shop/api/router.py", "python", "sorted")
INCLUDES = Point("router-includes", "src/shop/api/router.py", "python", "sorted")
MODELS = Point("model-imports", "src/shop/db/models.py", "python", "sorted", "import_models()")
FIELDS = Point("llm-settings", "src/shop/settings.py", "python", "append", "Settings")

IMPORT = "from shop.modules.users.router import router as users_router"
INCLUDE = 'api_router.include_router(users_router, prefix="/users", tags=["users"])'
MODEL = "from shop.modules.users import model  # noqa: F401"
FIELD = 'llm_model: str = "x"'


def test_what_is_not_there_leaves_the_text_as_it_is() -> None:
    text = f"if x:\n    {IMPORT}\n"

    assert remove(text, IMPORTS, IMPORT) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_the_entry_go_and_blank_lines_and_comments_around_it_stay(end: str) -> None:
    wrapped = INCLUDE.replace("(", "(\n    ").replace(")", ",\n)")
    text = f"# Above.\n\n{wrapped}\n\n# Below.\n".replace("\n", end)

    assert remove(text, INCLUDES, INCLUDE) == "# Above.\n\n\n# Below.\n".replace("\n", end)


def test_of_a_last_line_without_an_end_the_end_above_goes() -> None:
    assert remove(f"import os\r\n{IMPORT}", IMPORTS, IMPORT) == "import os"
    assert remove(IMPORT, IMPORTS, IMPORT) == ""


def test_an_end_of_statement_goes_with_it() -> None:
    assert remove(f"import os\n{IMPORT} ;\nx = 1\n", IMPORTS, IMPORT) == "import os\nx = 1\n"


@pytest.mark.parametrize(
    "before, after",
    [
        ("import model, b", "import b"),
        ("import a, model", "import a"),
        ("import a, model, b", "import a, b"),
        ("import a as model, model", "import a as model"),
        ("import (a, model)", "import (a)"),
        ("import (a, model,)", "import (a,)"),
        ("import (model, a,)  # all", "import (a,)  # all"),
        ("import a, \\\n        model", "import a"),
        ("import (\n        model,\n        b,\n    )", "import (\n        b,\n    )"),
        ("import (\n        a,\n        model\n    )", "import (\n        a\n    )"),
        ("import (\n        a, model,\n        b\n    )", "import (\n        a,\n        b\n    )"),
        ("import (\n        model, a,\n        b\n    )", "import (\n        a,\n        b\n    )"),
        ("import (model,\n        b)", "import (\n        b)"),
        (
            "import (\n        a,  # of a\n        model,  # noqa: F401\n        # of b\n        b,\n    )",
            "import (\n        a,  # of a\n        # of b\n        b,\n    )",
        ),
        (
            "import (\n        a,  # of a\n        model\n    )",
            "import (\n        a,  # of a\n    )",
        ),
        (
            "import (a, model,  # of both\n        b)",
            "import (a,  # of both\n        b)",
        ),
        ("import (model,  # of it\n        b)", "import (  # of it\n        b)"),
    ],
)
def test_of_several_names_one_goes_with_its_comma_and_comments_of_others_stay(
    before: str, after: str
) -> None:
    head = "def import_models():\n    from shop.modules.users "

    assert remove(f"{head}{before}\n", MODELS, MODEL) == f"{head}{after}\n"


@pytest.mark.parametrize(
    "line",
    [
        f"import os; {IMPORT}",
        f"{IMPORT}; import os",
        f"x = 1; {IMPORT};",
        f"x = '''\n'''; {IMPORT}",
        f"{IMPORT}; x = [\n]",
    ],
)
def test_an_entry_that_shares_its_line_with_another_statement_is_refused(line: str) -> None:
    with pytest.raises(PlaceNotClearError, match="cannot be taken out") as caught:
        remove(f"import sys\n{line}\nz = 1\n", IMPORTS, IMPORT)

    assert caught.value.line in {2, 3}


@pytest.mark.parametrize(
    "text, point, entry",
    [
        (f"class Settings:\n    {FIELD}\n", FIELDS, FIELD),
        (f"class Settings: {FIELD}\n", FIELDS, FIELD),
        (f"def import_models():\n    {MODEL}\n", MODELS, MODEL),
    ],
)
def test_the_only_statement_of_a_body_is_refused(text: str, point: Point, entry: str) -> None:
    with pytest.raises(PlaceNotClearError) as caught:
        remove(text, point, entry)

    assert caught.value.line


def test_of_two_alike_the_exact_one_goes() -> None:
    own = INCLUDE.replace("/users", "/v2/users")

    assert remove(f"{own}\n{INCLUDE}\n", INCLUDES, INCLUDE) == f"{own}\n"


def test_a_form_feed_before_the_line_does_not_confuse() -> None:
    assert remove(f"import os\n\f\n{INCLUDE}\n\f\n", INCLUDES, INCLUDE) == "import os\n\f\n\f\n"


def test_a_syntax_error_is_named() -> None:
    with pytest.raises(UnreadableError):
        remove("x = = 1", IMPORTS, IMPORT)
