"""`polepos undo`: the last change, taken back byte for byte."""

from pathlib import Path

import pytest
from outcome import Polepos
from projects import tree


def test_it_takes_an_add_back(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "module", "customers")

    outcome = polepos("undo")

    assert outcome.code == 0
    assert "Took back `add module customers`." in outcome.out
    assert tree(project) == before


def test_it_takes_a_removal_back_with_what_was_customised(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers")
    model = project / "src/shop_api/modules/customers/model.py"
    model.write_bytes(model.read_bytes() + b"# own\r\n")
    before = tree(project)
    polepos("remove", "module", "customers", "--force")

    polepos("undo")

    assert tree(project) == before


def test_once_only(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers")
    polepos("undo")

    outcome = polepos("undo")

    assert outcome.code == 1
    assert "no change to take back" in outcome.err


def test_not_where_something_was_changed_since(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers")
    router = project / "src/shop_api/api/router.py"
    router.write_bytes(router.read_bytes() + b"# since\n")
    before = tree(project)

    outcome = polepos("undo")

    assert outcome.code == 3
    assert "src/shop_api/api/router.py" in outcome.err
    assert tree(project) == before


def test_an_edit_elsewhere_does_not_matter(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers")
    readme = project / "README.md"
    readme.write_bytes(readme.read_bytes() + b"since\n")
    own = readme.read_bytes()

    assert polepos("undo").code == 0
    assert readme.read_bytes() == own


@pytest.mark.parametrize("words", [(), ("--diff",)])
def test_a_dry_run_takes_nothing_back(
    project: Path, polepos: Polepos, words: tuple[str, ...]
) -> None:
    polepos("add", "module", "customers")
    before = tree(project)

    outcome = polepos("undo", "--dry-run", *words)

    assert outcome.code == 0
    assert "src/shop_api/modules/customers/model.py" in outcome.out
    assert tree(project) == before


def test_outside_of_a_project_is_wrong_usage(here: Path, polepos: Polepos) -> None:
    assert polepos("undo").code == 2
