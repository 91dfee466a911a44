"""What bundle and answers say that a project must hold."""

from pathlib import Path

import pytest

from polepos_templates import Answers, AnswersError, contract
from polepos_templates.bundle import load_bundle


def answers(db: str) -> Answers:
    return Answers(name="shop-api", package="shop_api", options={"db": db, "bytecode": True})


def test_the_package_takes_its_place_in_paths(tiny: Path) -> None:
    found = contract(load_bundle(tiny), answers("sqlite"))

    assert [file.path for file in found.files] == [
        ".env",
        "alembic.ini",
        "src/shop_api/api.py",
        "src/shop_api/db/base.py",
    ]


def test_files_for_other_answers_are_left_out(tiny: Path) -> None:
    found = contract(load_bundle(tiny), answers("none"))

    assert [file.path for file in found.files] == [".env", "src/shop_api/api.py"]


def test_each_file_knows_its_component_and_template(tiny: Path) -> None:
    bundle = load_bundle(tiny)
    file = contract(bundle, answers("none")).files[1]

    assert file.instance.owner == "project"
    assert file.instance.component is bundle.project
    assert file.instance.component.text(file.source) == "# polepos:imports\n"


@pytest.mark.parametrize(
    "package", ["../evil", "a/b", "", "a.b", "class", "été", "1a", "a b", ".."]
)
def test_answers_whose_package_could_lead_elsewhere_cannot_exist(package: str) -> None:
    with pytest.raises(AnswersError):
        Answers(name="x", package=package, options={})
