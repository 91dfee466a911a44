"""A project that has lost its manifest: what it was is worked out from what is there."""

import shutil
from pathlib import Path

import pytest
from outcome import Polepos
from projects import tree

from polepos_templates import open_bundle

MANIFEST = ".poleposition.toml"
BUNDLE = open_bundle()


def grow(polepos: Polepos) -> None:
    polepos(
        "add", "module", "customers", "--template", "crud", "--pagination", "cursor", "--id", "uuid"
    )
    polepos("add", "module", "bot", "--template", "ai-prompt")
    polepos("add", "module", "reports", "--api-only")
    for name in BUNDLE.integrations:
        polepos("add", "integration", name)


@pytest.mark.parametrize("db", ["sqlite", "postgres", "none"])
@pytest.mark.parametrize(
    "more", [[], ["--python", "3.12", "--no-bytecode"]], ids=["plain", "other"]
)
def test_every_answer_of_a_project_is_found_again(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch, db: str, more: list[str]
) -> None:
    polepos("start", "shop-api", "--no-git", "--db", db, *more)
    monkeypatch.chdir(here / "shop-api")
    grow(polepos)
    manifest = here / "shop-api" / MANIFEST
    before = manifest.read_bytes()
    manifest.unlink()

    done = polepos("add", "module", "others", "--api-only")

    assert done.code == 0, done.err
    assert f"note: {MANIFEST} is missing" in done.err
    polepos("remove", "module", "others")
    found = manifest.read_text(encoding="utf-8").splitlines()
    # What was asked for, and is needed by another, cannot be told from what was brought along.
    lost = set(before.decode("utf-8").splitlines()) - set(found)
    needed = {
        f"{each.name} = true"
        for n in BUNDLE.integrations
        for each in BUNDLE.integration(n).requires
    }
    assert lost <= {*needed, "llm = true"}


def test_without_the_record_too_what_was_added_can_be_removed(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)
    polepos("add", "module", "customers", "--template", "crud", "--timestamps")
    shutil.rmtree(project / ".polepos")
    (project / MANIFEST).unlink()

    done = polepos("remove", "module", "customers")

    assert done.code == 0, done.err
    left = tree(project)
    record = ".polepos/base.jsonl"
    assert {**left, record: b""} == {**before, record: b""}
    # A shared file that somebody else has an entry in is not known to be as it was generated.
    assert set(left[record].splitlines()) <= set(before[record].splitlines())


def test_what_was_brought_along_was_not_asked_for(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "integration", "rq")
    (project / MANIFEST).unlink()

    assert polepos("remove", "integration", "rq").code == 0
    assert tree(project) == before


def test_a_dry_run_writes_no_manifest(project: Path, polepos: Polepos) -> None:
    (project / MANIFEST).unlink()
    before = tree(project)

    assert polepos("add", "integration", "llm", "--dry-run").code == 0
    assert polepos("list").code == 0
    assert tree(project) == before


def test_undo_takes_the_manifest_away_again(project: Path, polepos: Polepos) -> None:
    (project / MANIFEST).unlink()
    before = tree(project)
    polepos("add", "integration", "llm")

    assert polepos("undo").code == 0
    assert tree(project) == before


def test_it_is_found_from_a_folder_below(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / MANIFEST).unlink()
    monkeypatch.chdir(project / "src/shop_api/api")

    assert polepos("add", "integration", "llm").code == 0
    assert (project / MANIFEST).is_file()


def test_hand_written_modules_are_no_modules_of_ours(project: Path, polepos: Polepos) -> None:
    own = project / "src/shop_api/modules/own"
    own.mkdir()
    (own / "__init__.py").write_text('"""Own."""\n', encoding="utf-8")
    (own / "router.py").write_text("router = None\n", encoding="utf-8")
    shutil.rmtree(project / ".polepos")
    (project / MANIFEST).unlink()

    assert polepos("add", "integration", "llm").code == 0
    assert "own" not in (project / MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [
        lambda root: (root / "pyproject.toml").unlink(),
        lambda root: (root / "pyproject.toml").write_text("[project", encoding="utf-8"),
        lambda root: shutil.rmtree(root / "src/shop_api/api"),
        lambda root: shutil.copytree(root / "src/shop_api", root / "src/other"),
    ],
    ids=["no pyproject", "broken pyproject", "no router", "two packages"],
)
def test_what_is_not_laid_out_as_a_project_is_none(
    project: Path, polepos: Polepos, harm: object
) -> None:
    (project / MANIFEST).unlink()
    assert callable(harm)
    harm(project)

    done = polepos("add", "integration", "llm")

    assert done.code == 2
    assert f"no {MANIFEST}" in done.err


def test_somebody_elses_application_is_left_alone(here: Path, polepos: Polepos) -> None:
    api = here / "src/shop/api"
    api.mkdir(parents=True)
    (here / "pyproject.toml").write_text('[project]\nname = "shop"\n', encoding="utf-8")
    (here / "src/shop/settings.py").write_text("x = 1\n", encoding="utf-8")
    (api / "router.py").write_text("y = 1\n", encoding="utf-8")
    before = tree(here)

    done = polepos("add", "integration", "llm")

    assert done.code == 1
    assert "nothing here is what templates" in done.err
    assert "Restore it from version control" in done.err
    assert tree(here) == before
