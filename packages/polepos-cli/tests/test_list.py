"""`polepos list`: what there is, and what of it a project has."""

from pathlib import Path

import pytest
from outcome import Polepos

from polepos_templates import open_bundle

BUNDLE = open_bundle()


def row(text: str, name: str) -> str:
    found = [line for line in text.splitlines() if line.split()[:1] == [name]]
    assert len(found) == 1, text
    return found[0]


def test_it_shows_everything_that_the_bundle_offers(here: Path, polepos: Polepos) -> None:
    done = polepos("list")

    assert done.code == 0
    assert "not in a project" in done.err
    for name in BUNDLE.modules:
        assert BUNDLE.module(name).summary in row(done.out, name)
    for name in (*BUNDLE.integrations, *BUNDLE.features):
        assert BUNDLE.integration(name).summary in row(done.out, name)


def test_in_a_project_it_shows_what_is_there(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers")
    polepos("add", "module", "bot", "--template", "ai-prompt")

    before = polepos("list").out
    polepos("add", "integration", "llm")
    after = polepos("list")

    assert "customers" in row(before, "standard")
    assert "with module bot" in row(before, "llm")
    assert "added" in row(after.out, "llm")
    assert after.err == ""


def test_many_modules_are_counted(project: Path, polepos: Polepos) -> None:
    for name in ("axes", "boxes", "cups", "dots"):
        polepos("add", "module", name, "--api-only")

    assert "4 modules" in row(polepos("list").out, "api-only")


def test_it_works_in_a_folder_of_the_project(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    polepos("add", "integration", "llm")
    monkeypatch.chdir(project / "src")

    assert "added" in row(polepos("list").out, "llm")


def test_what_does_not_fit_says_what_it_needs(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    polepos("start", "shop-api", "--no-git", "--db", "none")
    monkeypatch.chdir(here / "shop-api")

    assert "needs db sqlite or postgres" in row(polepos("list").out, "crud")


def test_programs_get_all_of_it(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "bot", "--template", "ai-prompt")

    document = polepos("list", "--json").document
    templates = {each["name"]: each for each in document["templates"]}
    integrations = {each["name"]: each for each in document["integrations"]}

    assert document["project"] == str(project)
    assert set(templates) == set(BUNDLE.modules)
    assert templates["ai-prompt"]["modules"] == ["bot"]
    assert templates["ai-prompt"]["requires"] == ["llm"]
    assert templates["crud"]["options"]["pagination"]["choices"] == ["none", "offset", "cursor"]
    assert set(integrations) == set(BUNDLE.integrations)
    assert integrations["llm"]["added"] is False
    assert integrations["llm"]["needed_by"] == ["module bot"]


def test_a_broken_manifest_is_named(project: Path, polepos: Polepos) -> None:
    (project / ".poleposition.toml").write_text("[poleposition\n", encoding="utf-8")

    done = polepos("list")

    assert done.code == 1
    assert ".poleposition.toml:1:" in done.err
