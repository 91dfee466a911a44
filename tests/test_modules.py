"""Modules in a generated application: clean, typed, tested and served, whatever they are made from."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Running, polepos
from checking import types_cache

from polepos_cli.render import render
from polepos_templates import Answers, contract, new_module, open_bundle

Made = Callable[..., Application]
Options = Mapping[str, str | bool]

BUNDLE = open_bundle()
MODES = ["sqlite", "postgres", "none"]

# Two letters, words, words that are names of Python's own, and the longest that there can be.
NAMES = ["ox", "order_items", "categories", "classes", "lists", "sessions", "subscription_plans",
         "a_name_of_forty_characters_in_some_words"]  # fmt: skip

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@dataclass(frozen=True)
class Wanted:
    """A module to be made: a template, and its options."""

    template: str
    options: Options


def every_option_set(db: str) -> Iterator[Wanted]:
    """Yield every module that a project on `db` can have."""
    for template in BUNDLE.modules:
        component = BUNDLE.module(template)
        if db in component.needs.get("db", MODES):
            values: list[tuple[str | bool, ...]] = [
                option.choices or (False, True) for option in component.options.values()
            ]
            for chosen in itertools.product(*values):
                yield Wanted(template, dict(zip(component.options, chosen, strict=True)))


def pairwise(modules: Iterable[Wanted]) -> list[Wanted]:
    """Choose modules such that every two answers that go together are together in one of them."""
    pool = list(modules)
    waiting = {pair for module in pool for pair in pairs(module)}
    chosen = []
    while waiting:
        best = max(pool, key=lambda module: len(waiting & pairs(module)))
        waiting -= pairs(best)
        chosen.append(best)
    return chosen


def pairs(module: Wanted) -> set[object]:
    answers = [(module.template, name, value) for name, value in module.options.items()]
    return {(module.template,), *itertools.combinations(answers, 2)}


def names() -> Iterator[str]:
    """Yield names without end, none of which is another's singular or plural."""
    for number in itertools.count():
        for stem in NAMES:
            yield f"{stem[: 40 - len(str(number))]}{number}" if number else stem


def grow(application: Application, db: str, modules: Iterable[Wanted]) -> None:
    """Write a project with many modules at once; that `polepos add` does the same is shown elsewhere."""
    recorded = {
        name: new_module(BUNDLE, name, each.template, each.options).record
        for name, each in zip(names(), modules, strict=False)
    }
    answers = Answers(
        name="shop-api",
        package=PACKAGE,
        options=BUNDLE.complete({"db": db}),
        modules={**BUNDLE.starters, **recorded},
    )
    for file in render(BUNDLE, contract(BUNDLE, answers)):
        application.write(file.path, file.text)


def clean(application: Application) -> None:
    formatted = application.run("ruff", "format", "--check", "--no-cache", ".")
    assert formatted.returncode == 0, formatted.stdout
    checked = application.run("ruff", "check", "--no-cache", ".")
    assert checked.returncode == 0, checked.stdout


@pytest.fixture
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    def make(db: str) -> str:
        if db == "postgres":
            url: str = request.getfixturevalue("fresh_database")()
            return url
        return f"sqlite:///{tmp_path / 'own.db'}"

    return make


@pytest.mark.parametrize("db", MODES)
def test_every_option_set_is_formatted_and_clean(project: Made, db: str) -> None:
    application = project("--db", db)

    grow(application, db, every_option_set(db))

    clean(application)


@pytest.mark.parametrize("package", ["ab", "shop_api", "p" * 40, "p" * 64])
def test_every_name_is_formatted_and_clean(
    tmp_path: Path, application_python: Path, package: str
) -> None:
    done = polepos("start", package, "--no-git", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    application = Application(tmp_path / package, application_python)
    plain = [new_module(BUNDLE, "x", template, {}) for template in BUNDLE.modules]
    recorded = {
        f"{name[: 38 - number]}{'x' * number}s": module.template.name
        for number, module in enumerate(plain)
        for name in [*NAMES, *("n" * length for length in range(8, 38, 3))]
    }
    answers = Answers(
        name=package,
        package=package,
        options=BUNDLE.complete({}),
        modules={**BUNDLE.starters, **recorded},
    )

    for file in render(BUNDLE, contract(BUNDLE, answers)):
        application.write(file.path, file.text)

    clean(application)


@pytest.mark.parametrize("db", MODES)
def test_types_and_tests_of_every_pair_of_options_are_right(
    project: Made, db: str, own_database: Callable[[str], str]
) -> None:
    application = project("--db", db)
    grow(application, db, pairwise(every_option_set(db)))
    environment = {}
    if db != "none":
        application = application.with_environment(DATABASE_URL=own_database(db))
        revision = application.polepos("db", "revision", "-m", "modules")
        assert revision.returncode == 0, revision.stderr
    if db == "postgres":
        environment["TEST_DATABASE_URL"] = own_database(db)

    typed = application.run("mypy", "--strict", "--cache-dir", str(types_cache()))
    assert typed.returncode == 0, typed.stdout
    tested = application.run("pytest", "-q", "-p", "no:cacheprovider", CI="true", **environment)
    assert tested.returncode == 0, tested.stdout
    assert "skipped" not in tested.stdout


@pytest.mark.parametrize("db", ["sqlite", "postgres"])
def test_a_module_is_added_migrated_served_and_removed(
    project: Made, db: str, own_database: Callable[[str], str]
) -> None:
    application = project("--db", db).with_environment(DATABASE_URL=own_database(db))
    for words in (["order-items"], ["customers", "--template", "crud", "--pagination"]):
        added = application.polepos("add", "module", *words)
        assert added.returncode == 0, added.stderr
        revision = application.polepos("db", "revision", "-m", f"add {words[0]}")
        assert revision.returncode == 0, revision.stderr
        upgraded = application.polepos("db", "upgrade")
        assert upgraded.returncode == 0, upgraded.stderr

    assert sorted(tables(application)) == [["customers"], ["order_items"]]
    with application.serving() as server:
        assert_it_keeps_records(server)

    removed = application.polepos("remove", "module", "customers")
    assert removed.returncode == 0, removed.stderr
    assert "--allow-drop" in removed.stdout
    with application.serving() as server:
        assert server.get("/api/v1/customers").status == 404
        assert server.get("/api/v1/order_items").json[0]["name"] == "bolt"


def tables(application: Application) -> list[list[str]]:
    """The tables that each revision makes; nothing else may be in it."""
    found = []
    for path in sorted((application.root / "migrations/versions").glob("*.py")):
        upgrade = path.read_text(encoding="utf-8").split("def downgrade")[0]
        calls = re.findall(r"op\.(\w+)\(\s*[\"'](\w+)", upgrade)
        assert {name for name, _ in calls} <= {"create_table", "create_index", "f"}
        found.append([table for name, table in calls if name == "create_table"])
    return found


def assert_it_keeps_records(server: Running) -> None:
    made = server.ask("POST", "/api/v1/order_items", {"name": "bolt"})
    assert made.status == 201
    assert server.get("/api/v1/order_items").json[0]["name"] == "bolt"
    created = server.ask("POST", "/api/v1/customers", {"name": "Ann"})
    assert created.status == 201
    place = created.headers["Location"]
    assert server.get(place).json["name"] == "Ann"
    assert server.ask("PATCH", place, {"name": "Eve"}).json["name"] == "Eve"
    page = server.get("/api/v1/customers?limit=1").json
    assert [each["name"] for each in page["items"]] == ["Eve"]
    assert server.ask("DELETE", place).status == 204
    assert server.get(place).status == 404


def test_twenty_modules_added_at_once_make_an_application_whose_tests_pass(
    project: Made, tmp_path: Path
) -> None:
    application = project("--db", "sqlite")
    wanted = [f"{stem}{number}s" for stem in ("widget", "gadget") for number in range(10)]

    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(lambda name: application.polepos("add", "module", name), wanted))

    assert [each.returncode for each in done] == [0] * 20, [each.stderr for each in done]
    application = application.with_environment(DATABASE_URL=f"sqlite:///{tmp_path / 'own.db'}")
    assert application.polepos("db", "revision", "-m", "all").returncode == 0
    (made,) = tables(application)
    assert sorted(made) == sorted(wanted)
    tested = application.run("pytest", "-q", "-p", "no:cacheprovider")
    assert tested.returncode == 0, tested.stdout
    clean(application)
