"""Renderer 1: how a template becomes text."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from polepos_cli.render import jinja
from polepos_cli.render.renderer1 import Renderer1
from polepos_templates import Component


class Written(Component):
    """A component of one template, written down in a test."""

    __slots__ = ()

    def text(self, source: str) -> str:
        return source


def render_text(template: str, answers: dict[str, str | bool]) -> str:
    component = Written("project", "project", "", {}, (), Path())
    return Renderer1(component, answers).render(template)


ANSWERS: dict[str, str | bool] = {"name": "shop-api", "package": "shop_api", "db": "sqlite"}


def test_placeholders_become_the_projects_names() -> None:
    assert render_text("__project__: __package__\n", ANSWERS) == "shop-api: shop_api\n"


def test_answers_decide_in_jinja() -> None:
    template = "{% if db == 'sqlite' %}\nx = 1\n{% endif %}\ny = 2\n"

    assert render_text(template, ANSWERS) == "x = 1\ny = 2\n"
    assert render_text(template, {**ANSWERS, "db": "none"}) == "y = 2\n"


def test_a_name_that_no_answer_defines_is_an_error() -> None:
    with pytest.raises(TemplateError):
        render_text("{{ user }}\n", ANSWERS)


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace"])
def test_templates_get_no_function(name: str) -> None:
    with pytest.raises(TemplateError):
        render_text("{{ " + name + "(1) }}\n", ANSWERS)


def test_code_is_not_escaped_and_line_ends_stay() -> None:
    assert render_text("a < b & '__package__'\n\n", ANSWERS) == "a < b & 'shop_api'\n\n"


@given(
    package=st.text("ab_", min_size=1, max_size=64).filter(str.isidentifier),
    module=st.text("cd.", max_size=30).map(lambda tail: f"m{tail}".replace(".", "_")),
    names=st.lists(
        st.text("efgh", min_size=3, max_size=14), min_size=1, max_size=5, unique=True
    ).map(sorted),
    indent=st.sampled_from(["", "    "]),
)
def test_a_long_import_is_broken_where_the_name_makes_it_long(
    package: str, module: str, names: list[str], indent: str
) -> None:
    line = f"{indent}from __package__.{module} import {', '.join(names)}\n"
    whole = line.replace("__package__", package)

    rendered = render_text(line, {"name": "x", "package": package})

    if len(whole.rstrip("\n")) <= 100:
        assert rendered == whole
    else:
        assert rendered.split("\n")[0] == f"{indent}from {package}.{module} import ("
        assert [part.strip(" ,") for part in rendered.split("\n")[1:-2]] == names


@pytest.mark.parametrize("length", [1, 20, 49, 50, 51, 64])
def test_broken_imports_are_what_ruff_format_leaves(tmp_path: Path, length: int) -> None:
    template = (
        "from __package__.bootstrap.logging import Configured, configure_logging\n"
        "from __package__.settings import Settings\n\n\n"
        "def use() -> None:\n"
        "    from __package__.bootstrap.some_module import one_name_that_is_long\n\n"
        "    print(Configured, configure_logging, Settings, one_name_that_is_long)\n"
    )
    file = tmp_path / "module.py"
    text = render_text(template, {"name": "x", "package": "p" * length})
    file.write_text(text, encoding="utf-8")

    subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "format",
            "--line-length=100",
            "--quiet",
            "--isolated",
            str(file),
        ],
        check=True,
    )

    assert file.read_text(encoding="utf-8") == text


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("POLEPOS_CACHE_DIR", str(folder))
    return folder


TEMPLATE = "{% if db == 'sqlite' %}\n__package__\n{% endif %}\n"


def test_what_was_compiled_is_used_again_and_changes_nothing(cache: Path) -> None:
    first = render_text(TEMPLATE, ANSWERS)
    kept = [path.read_bytes() for path in cache.rglob("*.cache")]

    assert len(kept) == 1
    assert render_text(TEMPLATE, ANSWERS) == first == "shop_api\n"
    assert [path.read_bytes() for path in cache.rglob("*.cache")] == kept


def test_a_damaged_cache_is_an_empty_one(cache: Path) -> None:
    render_text(TEMPLATE, ANSWERS)
    for path in cache.rglob("*.cache"):
        path.write_bytes(path.read_bytes()[:40])

    assert render_text(TEMPLATE, ANSWERS) == "shop_api\n"


def test_a_cache_that_cannot_be_made_is_no_error(cache: Path) -> None:
    cache.write_text("a file is in its place")

    assert render_text(TEMPLATE, ANSWERS) == "shop_api\n"


def test_nobody_else_can_write_into_the_cache(cache: Path) -> None:
    render_text(TEMPLATE, ANSWERS)

    (folder,) = cache.iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_the_cache_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLEPOS_CACHE_DIR", "")

    assert jinja.cache_folder() is None
    assert render_text(TEMPLATE, ANSWERS) == "shop_api\n"
