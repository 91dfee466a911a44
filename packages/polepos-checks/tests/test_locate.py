"""Finding the project that a folder belongs to."""

from pathlib import Path

import pytest

from polepos_checks.errors import ManifestError, NotInProjectError
from polepos_checks.project import MANIFEST, find_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / MANIFEST).write_text('[poleposition]\npackage = "a"\n', encoding="utf-8")
    return tmp_path


def test_a_project_is_found_from_any_folder_inside_it(project: Path) -> None:
    deep = project / "src" / "a" / "b"
    deep.mkdir(parents=True)

    assert find_project(deep).root == project
    assert find_project(project).root == project


def test_the_nearest_project_wins(project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    (inner / MANIFEST).write_text('[poleposition]\npackage = "b"\n', encoding="utf-8")

    assert find_project(inner).manifest.answers.package == "b"


def test_a_folder_of_the_manifests_name_is_no_manifest(project: Path) -> None:
    inner = project / "inner"
    (inner / MANIFEST).mkdir(parents=True)

    assert find_project(inner).root == project


def test_outside_a_project_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotInProjectError) as caught:
        find_project(tmp_path)

    assert caught.value.exit_code == 2
    assert "polepos start" in caught.value.hint


def test_a_broken_manifest_is_not_skipped(project: Path) -> None:
    (project / MANIFEST).write_text("[", encoding="utf-8")

    with pytest.raises(ManifestError):
        find_project(project / "src")
