"""Whatever is in the catalogue comes to a project and goes again, byte for byte, however it is written."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import call
from comparing import assert_same
from projects import tree
from watched import put, started

from polepos_templates import open_bundle
from polepos_templates.component import fits

BUNDLE = open_bundle()
DATABASES = ("sqlite", "postgres", "none")
TEXTS = (".py", ".toml", ".md", ".yaml", ".yml", ".ini", ".mako", ".example", "Makefile")

CASES = [
    (name, db)
    for name in (*BUNDLE.integrations, *BUNDLE.features)
    for db in DATABASES
    if fits(BUNDLE.integration(name).needs, {**BUNDLE.complete({}), "db": db})
]


def words(name: str) -> list[str]:
    return [name] if name in BUNDLE.features else ["integration", name]


def add(project: Path, name: str) -> None:
    done = call(project, "add", *words(name))
    assert done.code == 0, done.err


def remove(project: Path, name: str) -> None:
    done = call(project, "remove", *words(name))
    assert done.code == 0, done.err


def ruff(project: Path, *options: str) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--no-cache", *options, "."]
    subprocess.run(command, cwd=project, check=True)


def with_other_ends(project: Path) -> None:
    for path, data in tree(project).items():
        if path.endswith(TEXTS):
            (project / path).write_bytes(data.replace(b"\n", b"\r\n"))


def with_marks_of_byte_order(project: Path) -> None:
    for path in (".env.example", "pyproject.toml", "compose.yaml", "src/shop_api/settings.py"):
        (project / path).write_bytes(b"\xef\xbb\xbf" + (project / path).read_bytes())


def with_exports(project: Path) -> None:
    lines = (project / ".env.example").read_bytes().splitlines(keepends=True)
    text = b"".join(b"export " + line if line[:1].isalpha() else line for line in lines)
    (project / ".env.example").write_bytes(text)


def without_markers(project: Path) -> None:
    for path in (".env.example", "src/shop_api/settings.py", "src/shop_api/db/models.py"):
        if (project / path).exists():
            lines = (project / path).read_bytes().splitlines(keepends=True)
            (project / path).write_bytes(b"".join(e for e in lines if b"# polepos:" not in e))


def narrow(project: Path) -> None:
    ruff(project, "--line-length=60", "--config=format.quote-style='single'")


def wide(project: Path) -> None:
    ruff(project, "--line-length=160", "--config=format.indent-style='tab'")


STYLES = [
    with_other_ends,
    with_marks_of_byte_order,
    with_exports,
    without_markers,
    narrow,
    wide,
]


@pytest.mark.parametrize("name, db", CASES)
def test_in_a_new_project(tmp_path: Path, name: str, db: str) -> None:
    project = put(tmp_path, started(db))
    before = tree(project)

    add(project, name)

    assert tree(project) != before
    remove(project, name)
    assert_same(tree(project), before)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", [*BUNDLE.integrations, *BUNDLE.features])
def test_in_a_project_that_is_written_otherwise(
    tmp_path: Path, name: str, style: Callable[[Path], None]
) -> None:
    project = put(tmp_path, started("sqlite"))
    style(project)
    before = tree(project)

    add(project, name)

    remove(project, name)
    assert_same(tree(project), before)


@pytest.mark.parametrize("style", [narrow, wide])
@pytest.mark.parametrize("name", [*BUNDLE.integrations, *BUNDLE.features])
def test_in_a_project_that_is_formatted_afterwards(
    tmp_path: Path, name: str, style: Callable[[Path], None]
) -> None:
    project, twin = put(tmp_path / "a", started("sqlite")), put(tmp_path / "b", started("sqlite"))
    add(project, name)
    for each in (project, twin):
        style(each)

    remove(project, name)

    assert_same(tree(project), tree(twin))


@pytest.mark.parametrize("db", DATABASES)
def test_all_together_one_by_one(tmp_path: Path, db: str) -> None:
    project = put(tmp_path, started(db))
    names = [name for name, each in CASES if each == db]
    steps = list[tuple[str, dict[str, bytes]]]()
    for name in sorted(names, key=lambda each: len(BUNDLE.integration(each).requires)):
        steps.append((name, tree(project)))
        add(project, name)

    for name, before in reversed(steps):
        remove(project, name)
        assert_same(tree(project), before)


def test_what_was_left_because_it_was_in_use_comes_back_and_goes(tmp_path: Path) -> None:
    project = put(tmp_path, started("sqlite"))
    before = tree(project)
    add(project, "rq")
    own = project / "src/shop_api/domain/own.py"
    own.write_text("from shop_api.integrations.redis.cache import Cache\n", encoding="utf-8")
    remove(project, "rq")
    assert (project / "src/shop_api/integrations/redis/cache.py").exists()

    add(project, "redis")

    own.unlink()
    remove(project, "redis")
    assert_same(tree(project), before)


@pytest.mark.parametrize("words", [["integration", "redis"], ["auth"], ["module", "orders"]])
def test_what_its_code_imports_and_was_renamed_stops_it(tmp_path: Path, words: list[str]) -> None:
    project = put(tmp_path, started("sqlite"))
    for path, data in tree(project).items():
        (project / path).write_bytes(
            data.replace(b"Settings", b"Options").replace(b"class Base(", b"class Root(")
        )
    before = tree(project)

    done = call(project, "add", *words)

    assert done.code == 3
    assert "has no " in done.err
    assert " imports" in done.err
    assert tree(project) == before


def test_what_was_renamed_and_is_known_by_its_old_name_too_is_enough(tmp_path: Path) -> None:
    project = put(tmp_path, started("sqlite"))
    settings = project / "src/shop_api/settings.py"
    text = settings.read_text(encoding="utf-8").replace("class Settings(", "class Options(")
    settings.write_text(text + "\n\nSettings = Options\n", encoding="utf-8")
    before = tree(project)

    add(project, "redis")

    remove(project, "redis")
    assert_same(tree(project), before)


def test_broken_files_that_were_left_are_found_again_as_they_are(tmp_path: Path) -> None:
    project = put(tmp_path, started("sqlite"))
    add(project, "redis")
    manifest, own = (
        project / ".poleposition.toml",
        project / "src/shop_api/integrations/redis/cache.py",
    )
    manifest.write_bytes(manifest.read_bytes().replace(b"redis = true\n", b""))
    own.write_bytes(b"def f(:\n")

    add(project, "redis")

    assert own.read_bytes() == b"def f(:\n"
