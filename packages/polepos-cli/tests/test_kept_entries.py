"""What was there before an integration came: found, recorded, and there again when it goes."""

from pathlib import Path

import pytest
from outcome import Polepos
from owned import RECORD, add, depend, edit, kept, read, remove
from projects import tree

PYPROJECT = "pyproject.toml"
SETTINGS = "src/shop_api/settings.py"
KEYS = ".env.example"
COMPOSE = "compose.yaml"
OWN = "src/shop_api/domain/own.py"


pytestmark = pytest.mark.usefixtures("tiny")


# ----------------------------------------------------------------------------------------- dependencies


@pytest.mark.parametrize(
    "line",
    [
        '"redis>=8,<9",',
        '"redis>=8,<9",  # ours',
        '"Redis>=8.2",',
        "'redis[hiredis] ~= 8.1',",
        '"redis==9.0.1",',
        "\"redis>=8; python_version >= '3.9'\",",
        '"redis @ git+https://github.com/redis/redis-py",',
    ],
)
def test_a_dependency_that_is_enough_is_left_as_it_is_and_stays(
    project: Path, polepos: Polepos, line: str
) -> None:
    depend(project, line)
    before = tree(project)

    add(polepos)

    assert (project / PYPROJECT).read_bytes() == before[PYPROJECT]
    assert kept(project) == [
        {"at": PYPROJECT, "component": "integration:cache", "entry": "redis>=8,<9", "was": None}
    ]
    done = remove(polepos)
    assert tree(project) == before
    assert "redis" not in done.err


@pytest.mark.parametrize(
    "line, raised",
    [
        ('"redis",', '"redis>=8",'),
        ('"redis>=5", # ours', '"redis>=8", # ours'),
        ("'Redis [hiredis] > 5,<9',", "'Redis [hiredis] >= 8,<9',"),
    ],
)
def test_a_weaker_dependency_is_raised_in_place_and_gets_its_text_back(
    project: Path, polepos: Polepos, line: str, raised: str
) -> None:
    depend(project, line)
    before = tree(project)

    done = add(polepos)

    assert read(project, PYPROJECT) == before[PYPROJECT].decode().replace(line, raised)
    assert "is raised, as redis>=8,<9 is needed" in done.err
    assert [each["was"] for each in kept(project)] == [line.split(line[0])[1]]
    remove(polepos)
    assert tree(project) == before


def test_a_raised_dependency_that_its_owner_changed_stays_with_a_note(
    project: Path, polepos: Polepos
) -> None:
    depend(project, '"redis>=5",')
    add(polepos)
    edit(project, PYPROJECT, "redis>=8", "redis>=8.4")

    done = remove(polepos)

    assert '    "redis>=8.4",\n' in read(project, PYPROJECT)
    assert f"{PYPROJECT}:" in done.err
    assert "stays, as it was changed by hand since it was added or raised" in done.err
    assert kept(project) == []


@pytest.mark.parametrize(
    "line, why",
    [
        ('"redis==4.6.0",  # do NOT bump', "redis==4.6.0 is here, and redis>=8,<9 is needed"),
        ('"redis<6",', "no version is both"),
        ("\"redis>=8; sys_platform == 'linux'\",", "left out where not sys_platform"),
    ],
)
def test_a_dependency_that_contradicts_stops_it(
    project: Path, polepos: Polepos, line: str, why: str
) -> None:
    depend(project, line)
    before = tree(project)
    number = read(project, PYPROJECT).split(line)[0].count("\n") + 1

    done = polepos("add", "integration", "cache")

    assert done.code == 3
    assert f"{PYPROJECT}:{number}: " in done.err
    assert why in done.err
    assert "nothing was changed" in done.err
    assert tree(project) == before


def test_code_that_imports_a_dependency_of_its_owners_is_no_obstacle(
    project: Path, polepos: Polepos
) -> None:
    depend(project, '"redis>=5",')
    (project / OWN).write_text("import redis\n", encoding="utf-8")
    before = tree(project)
    add(polepos)

    remove(polepos)

    assert tree(project) == before


def test_code_that_imports_what_came_with_it_stops_its_removal(
    project: Path, polepos: Polepos
) -> None:
    add(polepos)
    (project / OWN).write_text("import redis\n", encoding="utf-8")

    done = polepos("remove", "integration", "cache", "--force")

    assert done.code == 3
    assert f"{OWN}:1: " in done.err


# ---------------------------------------------------------------------------------------- other entries


@pytest.mark.parametrize(
    "path, edited",
    [
        (KEYS, ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://127.0.0.1:6379/0\n")),
        (KEYS, ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://elsewhere/3 # ours\n")),
        (KEYS, ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_CLIENT_NAME=ours\n")),
        (KEYS, ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\n# CACHE_CLIENT_NAME=shop\n")),
        (KEYS, ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\n#CACHE_CLIENT_NAME=other\n")),
        (KEYS, ("LOG_LEVEL=INFO\n", "# CACHE_URL=redis://cache\nLOG_LEVEL=INFO\n")),
        (SETTINGS, ("    log_access", "    cache_enabled: bool = False\n    log_access")),
        (SETTINGS, ("    log_access", "    cache_enabled: bool = True  # ours\n    log_access")),
        (COMPOSE, ("\nservices:\n", "\nservices:\n  cache:\n    image: valkey/valkey:9\n\n")),
        (COMPOSE, ("    LOG_FORMAT: text\n", "    LOG_FORMAT: text\n    CACHE_URL: redis://x\n")),
        (
            COMPOSE,
            (
                "    LOG_FORMAT: text\n",
                "    CACHE_URL: redis://cache:6379/0\n    LOG_FORMAT: text\n",
            ),
        ),
    ],
)
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_entry_that_its_owner_had_stays(
    project: Path, polepos: Polepos, path: str, edited: tuple[str, str], force: list[str]
) -> None:
    edit(project, path, *edited)
    before = tree(project)

    add(polepos)

    assert edited[1] in read(project, path)
    remove(polepos, "cache", *force)
    assert tree(project) == before


def test_one_that_says_something_else_is_said_when_it_is_found(
    project: Path, polepos: Polepos
) -> None:
    edit(project, KEYS, "LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://ours\n")
    edit(project, COMPOSE, "\nservices:\n", "\nservices:\n  cache:\n    image: valkey\n\n")

    done = add(polepos)

    for path, line, name in ((KEYS, "CACHE_URL", "CACHE_URL"), (COMPOSE, "  cache:", "cache")):
        number = read(project, path).split(line)[0].count("\n") + 1
        assert f"{path}:{number}: {name} is there already, and stays as it is" in done.err


def test_a_property_of_a_fields_name_stops_it(project: Path, polepos: Polepos) -> None:
    own = "    @property\n    def cache_url(self) -> str:\n        return self.app_name\n\n    @property"
    edit(project, SETTINGS, "    @property", own)
    before = tree(project)

    done = polepos("add", "integration", "cache")

    assert done.code == 3
    assert "cache_url is here, and is no field" in done.err
    assert tree(project) == before


def test_a_field_of_another_type_stops_it(project: Path, polepos: Polepos) -> None:
    edit(project, SETTINGS, "    log_access", '    cache_url: str = "redis://x"\n    log_access')
    before = tree(project)

    done = polepos("add", "integration", "cache")

    assert done.code == 3
    assert "cache_url: str is here, and cache_url: SecretStr is needed" in done.err
    assert f"{SETTINGS}:" in done.err
    assert tree(project) == before


def test_code_that_uses_a_field_of_its_owners_is_no_obstacle(
    project: Path, polepos: Polepos
) -> None:
    edit(project, SETTINGS, "    log_access", "    cache_enabled: bool = True\n    log_access")
    (project / OWN).write_text(
        "def f(settings: object) -> object:\n    return settings.cache_enabled\n", encoding="utf-8"
    )
    before = tree(project)
    add(polepos)

    remove(polepos)

    assert tree(project) == before


def test_an_example_that_its_owner_made_a_setting_of_stays_with_a_note(
    project: Path, polepos: Polepos
) -> None:
    add(polepos)
    edit(project, KEYS, "# CACHE_CLIENT_NAME=shop", "CACHE_CLIENT_NAME=mine")

    done = remove(polepos)

    assert "CACHE_CLIENT_NAME=mine\n" in read(project, KEYS)
    assert f"{KEYS}:" in done.err
    assert "stays, as it is not '# CACHE_CLIENT_NAME=shop'" in done.err


def test_a_required_key_that_its_owner_changed_stops_its_removal_unless_it_is_forced(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)
    add(polepos)
    edit(project, KEYS, "CACHE_URL=redis://127.0.0.1:6379/0", "CACHE_URL=redis://ours")

    done = polepos("remove", "integration", "cache")

    assert done.code == 3
    assert "was changed by hand, and would be removed: CACHE_URL=redis://ours" in done.err
    remove(polepos, "cache", "--force")
    assert tree(project) == before


# ---------------------------------------------------------------------------------------------- the rest


def test_undo_takes_the_record_back(project: Path, polepos: Polepos) -> None:
    depend(project, '"redis>=5",')
    before = tree(project)
    add(polepos)
    after = tree(project)

    assert polepos("undo").code == 0
    assert tree(project) == before
    add(polepos)
    remove(polepos)
    assert polepos("undo").code == 0
    assert tree(project) == after


def test_a_damaged_record_is_named(project: Path, polepos: Polepos) -> None:
    with (project / RECORD).open("a", encoding="utf-8") as file:
        file.write('{"at": "pyproject.toml"}\n')
    before = tree(project)

    done = polepos("add", "integration", "cache")

    assert done.code == 1
    assert f"{RECORD}:{len(before[RECORD].splitlines())}: not a record of an entry" in done.err
    assert tree(project) == before


def test_a_dry_run_tells_of_what_is_raised(project: Path, polepos: Polepos) -> None:
    depend(project, '"redis>=5",')
    before = tree(project)

    would = polepos("add", "integration", "cache", "--dry-run", "--json").document

    assert tree(project) == before
    assert any("redis>=5 is raised" in each for each in would["notes"])
    did = polepos("add", "integration", "cache", "--json").document
    assert {**would, "dry_run": False} == did


def test_an_entry_of_the_owners_is_work_that_deleting_the_project_would_lose(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    depend(project, '"redis>=5",')
    edit(project, KEYS, "LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://127.0.0.1:6379/0\n")
    add(polepos)
    monkeypatch.chdir(project.parent)

    lost = polepos("delete", "shop-api", "--dry-run", "--json").document["uncommitted"]

    assert sorted(lost) == [KEYS, PYPROJECT]


def test_what_was_only_added_is_not(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(polepos)
    monkeypatch.chdir(project.parent)

    assert polepos("delete", "shop-api", "--dry-run", "--json").document["uncommitted"] == []


def test_what_the_manifest_no_longer_names_is_ours_again_and_goes(
    project: Path, polepos: Polepos
) -> None:
    edit(project, KEYS, "LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://ours\n")
    before = tree(project)
    add(polepos)
    edit(project, ".poleposition.toml", "cache = true\n", "")

    add(polepos)

    remove(polepos, "cache")
    assert tree(project) == before
