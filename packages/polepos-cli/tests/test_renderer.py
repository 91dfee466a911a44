"""Renderer 1: how a template becomes text."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_cli.cache import cache_folder
from polepos_cli.render.renderer1 import render_templates
from polepos_templates import BundleError, Component, Instance


class Written(Component):
    """A component of one template, written down in a test."""

    __slots__ = ()

    def text(self, source: str) -> str:
        return source


def render(
    template: str, *, name: str = "shop-api", package: str = "shop_api", db: str = "sqlite"
) -> str:
    component = Written("project", "project", "", Path())
    names = {"__project__": name, "__package__": package}
    return render_templates(Instance("project", "", component, names, {"db": db}), [template])[
        template
    ]


def test_placeholders_become_the_projects_names() -> None:
    assert render("__project__: __package__\n") == "shop-api: shop_api\n"


def test_answers_decide_in_jinja() -> None:
    template = "{% if db == 'sqlite' %}\nx = 1\n{% endif %}\ny = 2\n"

    assert render(template) == "x = 1\ny = 2\n"
    assert render(template, db="none") == "y = 2\n"


def test_a_name_that_no_answer_defines_is_an_error() -> None:
    with pytest.raises(BundleError):
        render("{{ user }}\n")


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace"])
def test_templates_get_no_function(name: str) -> None:
    with pytest.raises(BundleError):
        render("{{ " + name + "(1) }}\n")


def test_code_is_not_escaped_and_line_ends_stay() -> None:
    assert render("a < b & '__package__'\n\n") == "a < b & 'shop_api'\n\n"


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

    rendered = render(line, package=package)

    if len(whole.rstrip("\n")) <= 100:
        assert rendered == whole
    else:
        assert rendered.split("\n")[0] == f"{indent}from {package}.{module} import ("
        assert [part.strip(" ,") for part in rendered.split("\n")[1:-2]] == names


@pytest.mark.parametrize("length,lines", [(100, 1), (101, 3)])
def test_a_line_of_exactly_a_hundred_columns_stays(length: int, lines: int) -> None:
    line = "from __package__.x import y"
    package = "p" * (length - len(line) + len("__package__"))

    assert len(render(line + "\n", package=package).splitlines()) == lines


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
    text = render(template, package="p" * length)
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


TEMPLATE = "{% if db == 'sqlite' %}\n__package__\n{% endif %}\n"


def test_what_jinja_made_is_used_again_for_every_name(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render(TEMPLATE) == "shop_api\n"
    assert len(list(cache.rglob("*.json"))) == 1
    monkeypatch.setattr("polepos_cli.render.jinja.answer", None)

    assert render(TEMPLATE, package="other") == "other\n"


def test_other_options_and_other_templates_are_made_anew() -> None:
    assert render(TEMPLATE) == "shop_api\n"
    assert render(TEMPLATE, db="none") == ""
    assert render("{% if db == 'sqlite' %}\nx\n{% endif %}\n") == "x\n"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"a": 3}', b'{"a": "b"}', b"\xff"])
def test_a_damaged_cache_is_an_empty_one(cache: Path, damage: bytes) -> None:
    render(TEMPLATE)
    for path in cache.rglob("*.json"):
        path.write_bytes(damage)

    assert render(TEMPLATE) == "shop_api\n"


def test_a_cache_that_cannot_be_made_is_no_error(cache: Path) -> None:
    cache.write_text("a file is in its place")

    assert render(TEMPLATE) == "shop_api\n"


def test_nobody_else_can_write_into_the_cache(cache: Path) -> None:
    render(TEMPLATE)

    (folder,) = cache.iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_cache_that_others_can_write_is_not_used(cache: Path) -> None:
    render(TEMPLATE)
    (kept,) = cache.rglob("*.json")
    kept.write_text(kept.read_text().replace("__package__", "evil"))
    kept.parent.chmod(0o777)

    assert render(TEMPLATE) == "shop_api\n"


def test_a_relative_cache_folder_is_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("POLEPOS_CACHE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setattr("sys.platform", "linux")

    assert cache_folder() == tmp_path / ".cache/polepos"


def test_the_cache_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLEPOS_CACHE_DIR", "")

    assert cache_folder() is None
    assert render(TEMPLATE) == "shop_api\n"


@pytest.mark.parametrize(
    "platform,variable,below",
    [
        ("linux", "XDG_CACHE_HOME", "polepos"),
        ("win32", "LOCALAPPDATA", "polepos"),
        ("linux", "HOME", ".cache/polepos"),
        ("darwin", "HOME", "Library/Caches/polepos"),
    ],
)
def test_the_cache_is_where_the_system_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str, below: str
) -> None:
    for name in ("POLEPOS_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))

    assert cache_folder() == tmp_path / below
