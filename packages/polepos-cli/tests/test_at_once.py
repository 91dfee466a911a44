"""Commands that run at the same time in one project: none loses what another did."""

import ast
import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event

import pytest
from calling import call
from comparing import assert_same
from outcome import Outcome
from own_edits import EXPORTS, KEYS, MANIFEST, MODELS, PYPROJECT, RECORD, ROUTER, SETTINGS
from projects import tree

from polepos_checks.transaction import Change, Transaction, begin
from polepos_cli.plan import carry_out

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "polepos_cli"]
NAMES = [f"{word}s{number}" for number in range(5) for word in ("cat", "dog", "emu", "fox")]
TEMPLATES = ["standard", "crud", "api-only", "service-only", "ai-prompt"]
RECIPES = {name: TEMPLATES[at % len(TEMPLATES)] for at, name in enumerate(NAMES)}


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[str], Path]:
    """Start projects, each in a folder of its own."""

    def new_project(folder: str) -> Path:
        (tmp_path / folder).mkdir()
        assert call(tmp_path / folder, "start", "shop-api", "--no-git").code == 0
        return tmp_path / folder / "shop-api"

    return new_project


def at_once(root: Path, lines: Sequence[Sequence[str]]) -> list[Outcome]:
    """Run command lines at the same time, each in a process of its own."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    running = [
        subprocess.Popen(
            [*COMMAND, *words],
            cwd=root,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for words in lines
    ]
    with ThreadPoolExecutor(len(running)) as pool:
        said = list(pool.map(subprocess.Popen.communicate, running))
    codes = [each.wait() for each in running]
    return [Outcome(code, out, err) for code, (out, err) in zip(codes, said, strict=True)]


def check_wired(root: Path) -> set[str]:
    """Return the modules of a project; what records and what uses them say the same."""
    modules = set(tomllib.loads((root / MANIFEST).read_text(encoding="utf-8"))["modules"])
    record = [json.loads(line) for line in (root / RECORD).read_text(encoding="utf-8").splitlines()]
    owners = {each["component"] for each in record}
    router, models, exports = (
        (root / each).read_text("utf-8") for each in (ROUTER, MODELS, EXPORTS)
    )
    packages = {each.parent.name for each in (root / "src/shop_api/modules").glob("*/__init__.py")}

    assert packages == modules
    assert {each.partition(":")[2] for each in owners if each.startswith("module:")} == (
        modules - {"status"}
    )
    assert {each["path"] for each in record} <= tree(root).keys()
    for name in modules:
        folder = root / f"src/shop_api/modules/{name}"
        routed, stored = (folder / "router.py").exists(), (folder / "model.py").exists()
        assert f'    "{name}",\n' in exports
        assert (f"modules.{name}.router import" in router) == routed
        assert (f'prefix="/{name}"' in router) == routed
        assert (f"modules.{name} import model" in models) == stored
    for text in (router, models, exports):
        ast.parse(text)
    return modules


@contextmanager
def reading(root: Path) -> Iterator[None]:
    """Read the shared files again and again meanwhile; each has to be whole whenever it is read."""
    over, checks = Event(), dict.fromkeys((ROUTER, MODELS, EXPORTS, SETTINGS), 0)

    def read() -> None:
        while not over.is_set():
            for path in checks:
                ast.parse((root / path).read_bytes())
                checks[path] += 1
            tomllib.loads((root / MANIFEST).read_text(encoding="utf-8"))
            tomllib.loads((root / PYPROJECT).read_text(encoding="utf-8"))
            assert (root / KEYS).read_bytes().endswith(b"# polepos:llm-env\n")
            for line in (root / RECORD).read_text(encoding="utf-8").splitlines():
                json.loads(line)
            over.wait(0.001)

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read)
        try:
            yield
        finally:
            over.set()
        reader.result()
    assert min(checks.values()) > 10


def test_twenty_modules_at_once_are_all_there_and_all_wired(
    new_project: Callable[[str], Path],
) -> None:
    root, other = new_project("at-once"), new_project("one-by-one")
    words = [["add", "module", name, "--template", RECIPES[name]] for name in NAMES]

    with reading(root):
        outcomes = at_once(root, words)

    assert [each.err for each in outcomes if each.code] == []
    assert check_wired(root) == {*NAMES, "status"}
    for each in words:
        assert call(other, *each).code == 0
    assert_same(tree(root), tree(other))


def test_of_ten_that_want_the_same_name_one_gets_it(new_project: Callable[[str], Path]) -> None:
    root = new_project("at-once")

    outcomes = at_once(root, [["add", "module", "customers"]] * 10)

    assert sorted(each.code for each in outcomes) == [0, *[2] * 9]
    refusals = [each.err for each in outcomes if each.code]
    assert all("there is a module customers already" in each for each in refusals)
    assert check_wired(root) == {"customers", "status"}


def test_what_comes_and_what_goes_at_once_loses_nothing(new_project: Callable[[str], Path]) -> None:
    root = new_project("at-once")
    for name in NAMES[:5]:
        assert call(root, "add", "module", name, "--template", RECIPES[name]).code == 0
    going = [["remove", "module", name] for name in NAMES[:5]]
    coming = [["add", "module", name, "--template", RECIPES[name]] for name in NAMES[5:10]]
    looking = [["add", "module", "gnus", "--dry-run"], ["undo", "--dry-run"]]

    with reading(root):
        outcomes = at_once(
            root, [words for pair in zip(going, coming, strict=True) for words in pair] + looking
        )

    assert [each.err for each in outcomes[:10] if each.code] == []
    assert all(each.code in {0, 1, 3} for each in outcomes[10:])
    assert check_wired(root) == {*NAMES[5:10], "status"}


def test_undoing_at_once_undoes_one_change_once(new_project: Callable[[str], Path]) -> None:
    root = new_project("at-once")
    assert call(root, "add", "module", "customers").code == 0
    before = tree(root)
    assert call(root, "add", "module", "orders").code == 0

    outcomes = at_once(root, [["undo"]] * 6)

    assert sorted(each.code for each in outcomes) == [0, *[1] * 5]
    assert all("no change to take back" in each.err for each in outcomes if each.code)
    assert_same(tree(root), before)


def test_an_undo_that_had_to_wait_says_what_it_then_took_back(
    new_project: Callable[[str], Path],
) -> None:
    root = new_project("at-once")
    assert call(root, "add", "module", "customers").code == 0

    with ThreadPoolExecutor(1) as pool:
        with begin(root) as transaction:
            undoing = pool.submit(at_once, root, [["undo", "--json"]])
            time.sleep(1)  # it has looked at the project, and waits
            transaction.commit([Change("own.txt", None, b"own")], "write own.txt")
        undone = undoing.result()[0]

    if undone.code == 0:
        assert undone.document["undone"] == "write own.txt"
        assert not (root / "own.txt").exists()
    else:
        assert (root / "own.txt").exists()
    assert check_wired(root) == {"customers", "status"}


def test_an_undo_that_looks_while_another_command_writes_waits_for_it(
    new_project: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_project("at-once")
    assert call(root, "add", "module", "customers").code == 0
    written = root / ROUTER
    whole = written.read_bytes()
    written.write_bytes(b"half of it")

    def begin_when_it_has_ended(root: Path) -> AbstractContextManager[Transaction]:
        written.write_bytes(whole)
        return begin(root)

    monkeypatch.setattr(carry_out, "begin", begin_when_it_has_ended)
    carry_out.undo_last(root, dry_run=False)

    assert check_wired(root) == {"status"}
