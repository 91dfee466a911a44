"""Bad input for `add integration` and `remove integration`: one clear message, and nothing changed.

Told with a tiny integration that has an entry of every kind; see `tiny_bundle.py`.
"""

from pathlib import Path

import pytest
from integrations import ADD, REMOVE, comes_and_goes, edit, refused
from outcome import Polepos
from projects import tree

PYPROJECT = "pyproject.toml"
SETTINGS = "src/shop_api/settings.py"
KEYS = ".env.example"
COMPOSE = "compose.yaml"
LIFESPAN = "src/shop_api/bootstrap/lifespan.py"
RESOURCE = "src/shop_api/integrations/cache/resource.py"
SHARED = (PYPROJECT, SETTINGS, KEYS, COMPOSE, LIFESPAN)


pytestmark = pytest.mark.usefixtures("tiny")


# ---------------------------------------------------------------------------------------- broken files

BROKEN = [
    (PYPROJECT, b"[project\n", f"{PYPROJECT}:1:9: not valid TOML: "),
    (PYPROJECT, b"[project]\ndependencies = 'redis'\n", f"{PYPROJECT}:2: "),
    (PYPROJECT, b"[project]\nname = x\n", f"{PYPROJECT}:2:8: not valid TOML: "),
    (PYPROJECT, b'[project]\ndynamic = ["dependencies"]\n', f"{PYPROJECT}:1: "),
    (PYPROJECT, b"a = 1\nb = '\xff'\n", f"{PYPROJECT}:2: not utf-8 text"),
    (SETTINGS, b"x = 1\nclass Settings(:\n", f"{SETTINGS}:2:16: not valid Python: "),
    (SETTINGS, b"class Settings:\n    x: int\n  y: int\n", f"{SETTINGS}:3:"),
    (SETTINGS, b"x = '\0'\n", f"{SETTINGS}:1: not valid Python: it holds binary data"),
    (SETTINGS, b"# coding: nonsense\n", f"{SETTINGS}:1: "),
    (KEYS, b"A=1\nB=\xe9\n", f"{KEYS}:2: not utf-8 text"),
    (
        KEYS,
        b"# polepos:integration-env\nA=1\n# polepos:integration-env\n",
        f"{KEYS}:3: the marker # polepos:integration-env is there twice",
    ),
    (COMPOSE, b"services:\n  api: [\n", f"{COMPOSE}:3:1: not valid YAML: "),
    (COMPOSE, b"services:\n\tapi: 1\n", f"{COMPOSE}:2:1: not valid YAML: "),
    (COMPOSE, b"x-app: *nobody\n", f"{COMPOSE}:1:8: not valid YAML: the anchor of *nobody"),
    (COMPOSE, b"a: 1\n---\nb: 2\n", f"{COMPOSE}:2: the file holds several documents"),
    (LIFESPAN, b"def f(:\n", f"{LIFESPAN}:1:7: not valid Python: "),
    (
        SETTINGS,
        b"x = 1\n<<<<<<< ours\ny = 2\n=======\n>>>>>>> theirs\n",
        f"{SETTINGS}:2: conflict markers of a merge are in it",
    ),
]
UNREADABLE = [each for each in BROKEN if "not " in each[2]]


@pytest.mark.parametrize("path, data, said", BROKEN)
def test_a_broken_file_is_named_with_its_place(
    project: Path, polepos: Polepos, path: str, data: bytes, said: str
) -> None:
    (project / path).write_bytes(data)

    refused(project, lambda: polepos(*ADD), 1, said, "nothing was changed")


@pytest.mark.parametrize("path, data, said", UNREADABLE)
def test_it_is_named_when_something_is_removed_too(
    project: Path, polepos: Polepos, path: str, data: bytes, said: str
) -> None:
    polepos(*ADD)
    (project / path).write_bytes(data)

    refused(project, lambda: polepos(*REMOVE), 1, said, "nothing was changed")


@pytest.mark.parametrize("path", [PYPROJECT, SETTINGS, LIFESPAN])
def test_a_file_that_has_to_be_there_is_named(project: Path, polepos: Polepos, path: str) -> None:
    (project / path).unlink()

    refused(project, lambda: polepos(*ADD), 1, f"{path} is missing, and has to hold ")


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  api:\n    build: .\n",
        "x-app: &app\n  build: .\n",
        "x-app: &app\n  environment:\n    - A=1\nservices: {}\n",
    ],
)
def test_a_compose_file_of_ones_own_making_is_named(
    project: Path, polepos: Polepos, text: str
) -> None:
    (project / COMPOSE).write_text(text, encoding="utf-8")

    refused(project, lambda: polepos(*ADD), 1, f"{COMPOSE}:", "has no place", "as a mapping")


@pytest.mark.parametrize("path", SHARED)
@pytest.mark.parametrize("verb", [ADD, REMOVE])
def test_a_read_only_file_stops_it(
    project: Path, polepos: Polepos, path: str, verb: tuple[str, ...]
) -> None:
    if verb is REMOVE:
        polepos(*ADD)
    (project / path).chmod(0o444)

    refused(project, lambda: polepos(*verb), 3, f"{path} cannot be written")


@pytest.mark.parametrize("path", SHARED)
def test_a_link_within_the_project_is_followed(project: Path, polepos: Polepos, path: str) -> None:
    elsewhere = project / "elsewhere" / Path(path).name
    elsewhere.parent.mkdir()
    (project / path).rename(elsewhere)
    (project / path).symlink_to(elsewhere)

    comes_and_goes(project, polepos)

    assert (project / path).is_symlink()


# ------------------------------------------------------------------------------------- files that are gone


@pytest.mark.parametrize(
    "path, said",
    [
        (KEYS, f"{KEYS} is missing: it does not get CACHE_ENABLED=true, CACHE_URL=redis:"),
        (COMPOSE, f"{COMPOSE} is missing: it does not get CACHE_URL: redis://cache:6379/0, cache:"),
    ],
)
def test_a_file_that_may_be_missing_is_a_note(
    project: Path, polepos: Polepos, path: str, said: str
) -> None:
    (project / path).unlink()
    before = tree(project)

    done = polepos(*ADD)

    assert done.code == 0
    assert said in done.err
    assert not (project / path).exists()
    assert polepos(*REMOVE).code == 0
    assert tree(project) == before


def test_one_that_comes_back_in_between_is_left_alone(project: Path, polepos: Polepos) -> None:
    text = (project / COMPOSE).read_bytes()
    (project / COMPOSE).unlink()
    polepos(*ADD)
    (project / COMPOSE).write_bytes(text)

    assert polepos(*REMOVE).code == 0

    assert (project / COMPOSE).read_bytes() == text


def test_dependencies_that_poetry_keeps_are_none_of_the_projects(
    project: Path, polepos: Polepos
) -> None:
    text = (project / PYPROJECT).read_text(encoding="utf-8")
    start = text.index("dependencies = [\n")
    text = text[:start] + text[text.index("]\n", text.index("uvicorn[")) + 2 :]
    text += '\n[tool.poetry.dependencies]\nredis = "^5"\n'
    (project / PYPROJECT).write_text(text, encoding="utf-8")

    between = comes_and_goes(project, polepos)[PYPROJECT].decode()

    assert '\ndependencies = [\n    "redis>=8,<9",\n]\n' in between


# ---------------------------------------------------------------------------------- what still needs it


@pytest.mark.parametrize(
    "text, line",
    [
        ("from shop_api.integrations.cache.resource import cache_client\n", 1),
        ("from shop_api.integrations import cache\n", 1),
        ("import shop_api.integrations.cache as c\n", 1),
        ("def f() -> None:\n    import shop_api.integrations.cache.resource  # noqa\n", 2),
        ("def f(settings: object) -> object:\n    return settings.cache_url\n", 2),
        ("def f(settings: type) -> object:\n    return settings(cache_enabled=True)\n", 2),
    ],
)
@pytest.mark.parametrize("place", ["src/shop_api/domain/own.py", "tests/unit/test_own.py"])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_code_that_needs_it_stops_its_removal(  # noqa: PLR0917
    project: Path, polepos: Polepos, text: str, line: int, place: str, force: tuple[str, ...]
) -> None:
    polepos(*ADD)
    (project / place).write_text(text, encoding="utf-8")

    refused(project, lambda: polepos(*REMOVE, *force), 3, f"{place}:{line}: ")


@pytest.mark.parametrize("text", ["import redis\n", "from redis.asyncio import Redis\n"])
def test_code_that_needs_its_dependency_stops_its_removal(
    project: Path, polepos: Polepos, text: str
) -> None:
    polepos(*ADD)
    own = "src/shop_api/domain/own.py"
    (project / own).write_text(text, encoding="utf-8")

    refused(project, lambda: polepos(*REMOVE), 3, f"{own}:1: ", "redis")


def test_code_in_a_shared_file_that_needs_it_stops_its_removal(
    project: Path, polepos: Polepos
) -> None:
    polepos(*ADD)
    with (project / LIFESPAN).open("a", encoding="utf-8") as file:
        file.write("\n\nOPENS = (cache_client,)\n")
    line = (project / LIFESPAN).read_text(encoding="utf-8").count("\n")

    refused(project, lambda: polepos(*REMOVE), 3, f"{LIFESPAN}:{line}: uses cache_client")


@pytest.mark.parametrize(
    "needs",
    [
        "depends_on: [cache]",
        "depends_on:\n      - cache",
        "depends_on:\n      cache:\n        condition: service_healthy",
        'links: ["cache:redis"]',
    ],
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_service_that_needs_its_service_stops_its_removal(
    project: Path, polepos: Polepos, needs: str, force: tuple[str, ...]
) -> None:
    polepos(*ADD)
    edit(project, COMPOSE, ("services:\n", f"services:\n  own:\n    image: x\n    {needs}\n\n"))
    text = (project / COMPOSE).read_text(encoding="utf-8")
    at = text[: text.index("cache", text.index(needs.split(":", maxsplit=1)[0]))].count("\n") + 1

    said = f"{COMPOSE}:{at}: needs cache, which would be gone"
    refused(project, lambda: polepos(*REMOVE, *force), 3, said)


def test_a_file_that_was_changed_stops_its_removal_unless_it_is_forced(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)
    polepos(*ADD)
    edit(project, RESOURCE, ("Open the cache.", "Open our cache."))

    refused(
        project, lambda: polepos(*REMOVE), 3, f"{RESOURCE}: was changed by hand", "--force removes"
    )
    assert polepos(*REMOVE, "--force").code == 0
    assert tree(project) == before


def test_a_file_of_ones_own_in_its_folder_stops_its_removal(
    project: Path, polepos: Polepos
) -> None:
    polepos(*ADD)
    own = "src/shop_api/integrations/cache/own.py"
    (project / own).write_text("X = 1\n", encoding="utf-8")

    refused(project, lambda: polepos(*REMOVE, "--force"), 3, f"{own}: was not made by polepos")


def test_a_folder_that_is_there_already_stops_it(project: Path, polepos: Polepos) -> None:
    own = project / "src/shop_api/integrations/cache"
    own.mkdir(parents=True)
    (own / "__init__.py").write_text("X = 1\n", encoding="utf-8")

    refused(project, lambda: polepos(*ADD), 3, "cache/__init__.py: is there already")


def test_a_changed_service_stops_its_removal_unless_it_is_forced(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)
    polepos(*ADD)
    edit(project, COMPOSE, ("redis:8.2-bookworm", "redis:8.4-bookworm"))

    refused(project, lambda: polepos(*REMOVE), 3, f"{COMPOSE}:", "was changed by hand")
    assert polepos(*REMOVE, "--force").code == 0
    assert tree(project) == before
