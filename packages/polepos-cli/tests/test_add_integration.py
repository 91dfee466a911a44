"""`polepos add integration` and `polepos remove integration`: what they change, and when they refuse."""

from pathlib import Path

import pytest
from outcome import Polepos
from projects import tree

from polepos_templates import open_bundle

BUNDLE = open_bundle()
INTEGRATIONS = BUNDLE.integrations


def manifest(project: Path) -> str:
    return (project / ".poleposition.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_what_is_added_is_wired_and_recorded(project: Path, polepos: Polepos, name: str) -> None:
    done = polepos("add", "integration", name)

    assert done.code == 0, done.err
    assert f"Added integration {name}." in done.out
    assert f"{name} = true\n" in manifest(project)
    assert (project / f"src/shop_api/integrations/{name}/__init__.py").is_file()
    settings = (project / "src/shop_api/settings.py").read_text(encoding="utf-8")
    assert f"    {name}_" in settings
    assert f"\n{name.upper()}_" in (project / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_removing_gives_back_every_byte(project: Path, polepos: Polepos, name: str) -> None:
    before = tree(project)
    polepos("add", "integration", name)

    done = polepos("remove", "integration", name)

    assert done.code == 0, done.err
    assert tree(project) == before


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_undo_takes_it_back(project: Path, polepos: Polepos, name: str) -> None:
    before = tree(project)
    polepos("add", "integration", name)

    assert polepos("undo").code == 0
    assert tree(project) == before


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_adding_twice_changes_nothing_and_says_so(
    project: Path, polepos: Polepos, name: str
) -> None:
    polepos("add", "integration", name)
    before = tree(project)

    done = polepos("add", "integration", name)

    assert (done.code, done.err) == (0, "")
    assert done.out == f"{name} is there already; nothing to change.\n"
    assert tree(project) == before
    assert polepos("add", "integration", name, "--json").document["files"] == []


def test_all_of_them_together_go_without_a_trace(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    for name in INTEGRATIONS:
        assert polepos("add", "integration", name).code == 0

    for name in sorted(INTEGRATIONS, key=lambda each: -len(BUNDLE.integration(each).requires)):
        done = polepos("remove", "integration", name)
        assert done.code == 0, done.err

    assert tree(project) == before


def test_a_dry_run_changes_nothing_and_tells_the_same(project: Path, polepos: Polepos) -> None:
    before = tree(project)

    would = polepos("add", "integration", "llm", "--dry-run", "--json").document

    assert tree(project) == before
    did = polepos("add", "integration", "llm", "--json").document
    assert {**would, "dry_run": False} == did
    assert did["integration"] == "llm"


@pytest.mark.parametrize(
    "verb, typed, said",
    [
        ("add", "lmm", "Did you mean llm?"),
        ("add", "postgres", "There are: kafka, llm, "),
        ("add", "", "There are: "),
        ("remove", "lmm", "Did you mean llm?"),
        ("remove", "postgres", "It has no integration."),
    ],
)
def test_an_unknown_name_gets_a_suggestion(
    project: Path, polepos: Polepos, verb: str, typed: str, said: str
) -> None:
    before = tree(project)

    done = polepos(verb, "integration", typed)

    assert done.code == 2
    assert f"there is no integration {typed!r}" in done.err
    assert said in done.err
    assert tree(project) == before


@pytest.mark.parametrize(
    "words, said",
    [
        (["add", "redis"], "Try: polepos add integration redis"),
        (["remove", "redis"], "Try: polepos remove integration redis"),
        (["add", "crud"], "Try: polepos add module NAME --template crud"),
        (["add", "rediss"], "No such command"),
    ],
)
def test_who_leaves_the_kind_out_is_told_the_whole_command(
    project: Path, polepos: Polepos, words: list[str], said: str
) -> None:
    before = tree(project)

    done = polepos(*words)

    assert done.code == 2
    assert said in done.err
    assert tree(project) == before


def test_names_may_be_typed_in_any_case(project: Path, polepos: Polepos) -> None:
    assert polepos("add", "integration", "LLM").code == 0
    assert "llm = true\n" in manifest(project)


def test_what_is_not_there_cannot_be_removed(project: Path, polepos: Polepos) -> None:
    done = polepos("remove", "integration", "llm")

    assert done.code == 2
    assert "integration llm is not in this project" in done.err
    assert "It has no integration." in done.err


class TestBroughtAlong:
    """A module of ai-prompt brings llm."""

    @pytest.fixture(autouse=True)
    def project(self, project: Path, polepos: Polepos) -> Path:
        assert polepos("add", "module", "bot", "--template", "ai-prompt").code == 0
        return project

    def test_it_is_not_recorded(self, project: Path) -> None:
        assert "llm" not in manifest(project)

    def test_it_cannot_be_removed_while_it_is_needed(self, project: Path, polepos: Polepos) -> None:
        before = tree(project)

        done = polepos("remove", "integration", "llm")

        assert done.code == 3
        assert "module bot needs it" in done.err
        assert "polepos remove module bot" in done.err
        assert tree(project) == before

    def test_asking_for_it_keeps_it_when_the_module_goes(
        self, project: Path, polepos: Polepos
    ) -> None:
        done = polepos("add", "integration", "llm", "--json").document
        assert [each["path"] for each in done["files"]] == [".poleposition.toml"]
        assert done["notes"] == ["it was here for module bot; now it stays without, too"]

        assert polepos("remove", "module", "bot").code == 0

        assert (project / "src/shop_api/integrations/llm").is_dir()

    def test_it_cannot_be_removed_either_when_it_was_asked_for(
        self, project: Path, polepos: Polepos
    ) -> None:
        polepos("add", "integration", "llm")

        assert polepos("remove", "integration", "llm").code == 3
        polepos("remove", "module", "bot")
        assert polepos("remove", "integration", "llm").code == 0
        assert not (project / "src/shop_api/integrations/llm").exists()

    def test_it_goes_with_the_last_that_needs_it(self, project: Path, polepos: Polepos) -> None:
        assert polepos("remove", "module", "bot").code == 0

        assert not (project / "src/shop_api/integrations/llm").exists()


@pytest.mark.parametrize(
    "text, said",
    [
        ("rabbits = true", "there is no integration 'rabbits'"),
        ('llm = "yes"', "neither true nor false"),
    ],
)
def test_a_manifest_that_records_what_cannot_be_is_named(
    project: Path, polepos: Polepos, text: str, said: str
) -> None:
    path = project / ".poleposition.toml"
    path.write_text(
        manifest(project).replace("[integrations]\n", f"[integrations]\n{text}\n"), encoding="utf-8"
    )

    done = polepos("add", "integration", "llm")

    assert done.code == 1
    assert said in done.err
    assert ".poleposition.toml" in done.err


def test_false_is_as_if_it_was_not_there(project: Path, polepos: Polepos) -> None:
    path = project / ".poleposition.toml"
    path.write_text(manifest(project) + "llm = false\n", encoding="utf-8")

    done = polepos("add", "integration", "llm")

    assert done.code == 0, done.err
    assert "llm = true\n" in manifest(project)
    assert (project / "src/shop_api/integrations/llm/__init__.py").is_file()


def test_a_feature_is_no_integration(project: Path, polepos: Polepos) -> None:
    for name in BUNDLE.features:
        done = polepos("add", "integration", name)

        assert done.code == 2
        assert f"polepos add {name}" in done.err


def test_what_is_in_the_way_of_a_removal_is_told_with_ways_that_there_are(
    project: Path, polepos: Polepos
) -> None:
    polepos("add", "integration", "llm")
    changed = project / "src/shop_api/integrations/llm/fake.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "MINE = 1\n", encoding="utf-8")
    user = project / "src/shop_api/domain/own.py"
    user.write_text("from shop_api.integrations.llm import errors\n", encoding="utf-8")
    before = tree(project)

    done = polepos("remove", "integration", "llm")

    assert done.code == 3
    assert "src/shop_api/domain/own.py:1: refers to shop_api.integrations.llm" in done.err
    assert "fake.py: was changed by hand" in done.err
    assert "--wiring-only" not in done.err
    assert polepos("remove", "integration", "llm", "--force").code == 3, "code still imports it"
    assert tree(project) == before


def test_somebody_elses_folder_is_in_the_way_of_adding(project: Path, polepos: Polepos) -> None:
    own = project / "src/shop_api/integrations/llm/own.py"
    own.parent.mkdir()
    own.write_text("x = 1\n", encoding="utf-8")

    done = polepos("add", "integration", "llm")

    assert done.code == 3
    assert "integrations/llm/own.py" in done.err
    assert "choose another name" not in done.err


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_what_is_new_has_to_be_installed_first(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch, installer: str
) -> None:
    monkeypatch.setattr(
        "polepos_cli.start.install.shutil.which",
        lambda name: f"/usr/bin/{name}" if (name, installer) != ("uv", "pip") else None,
    )

    first = polepos("add", "integration", "llm", "--json").document["next_steps"][0]
    again = polepos("add", "module", "bot", "--template", "ai-prompt", "--json").document

    assert first == "uv sync" if installer == "uv" else "pip install --editable ." in first
    assert "uv sync" not in again["next_steps"], "everything it needs is installed by now"
    polepos("remove", "module", "bot")
    removed = polepos("remove", "integration", "llm", "--json").document
    assert "pyproject.toml" in {each["path"] for each in removed["files"]}
    assert removed["next_steps"] == [], "nothing has to be installed for less"


def test_a_project_without_a_database_is_told_why_it_cannot_have_users(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert polepos("start", "shop-api", "--no-git", "--db", "none").code == 0
    monkeypatch.chdir(here / "shop-api")
    before = tree(here / "shop-api")

    done = polepos("add", "auth")

    assert done.code == 2
    assert "this one has --db none: users are kept in the database" in done.err
    assert tree(here / "shop-api") == before
