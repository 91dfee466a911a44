"""Reading and writing .poleposition.toml."""

from pathlib import Path

import pytest

from polepos_checks.errors import ManifestError
from polepos_checks.project import MANIFEST, read_manifest, render_manifest
from polepos_templates import Answers

ANSWERS = Answers(
    name="shop-api",
    package="shop_api",
    options={"db": "sqlite", "bytecode": False},
    modules={"status": "starter"},
    integrations={"redis": True},
)

PREDECESSOR = """\
[poleposition]
package = "shop_api"
db = "postgres"

[modules]
status = "starter"
customers = "crud[pagination]"

[integrations]
"""


def write(root: Path, text: str | bytes) -> None:
    (root / MANIFEST).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, render_manifest(ANSWERS, "1.0.0"))

    manifest = read_manifest(tmp_path)

    assert manifest.answers == ANSWERS
    assert manifest.templates == "1.0.0"


def test_it_reads_as_people_expect() -> None:
    assert render_manifest(ANSWERS, "1.0.0").splitlines()[1:] == [
        "[poleposition]",
        'name = "shop-api"',
        'package = "shop_api"',
        'db = "sqlite"',
        "bytecode = false",
        'templates = "1.0.0"',
        "",
        "[modules]",
        'status = "starter"',
        "",
        "[integrations]",
        "redis = true",
    ]


def test_a_manifest_of_the_predecessor_is_read_too(tmp_path: Path) -> None:
    write(tmp_path, PREDECESSOR)

    manifest = read_manifest(tmp_path)

    assert manifest.templates is None
    assert manifest.answers.name == "shop-api"
    assert manifest.answers.options == {"db": "postgres"}
    assert manifest.answers.modules["customers"] == "crud[pagination]"


@pytest.mark.parametrize(
    "text", [b"\xef\xbb\xbf" + PREDECESSOR.encode(), PREDECESSOR.replace("\n", "\r\n")]
)
def test_what_editors_do_to_a_file_does_not_matter(tmp_path: Path, text: str | bytes) -> None:
    write(tmp_path, text)

    assert read_manifest(tmp_path).answers.package == "shop_api"


@pytest.mark.parametrize(
    "text,said",
    [
        ("", "no [poleposition] table"),
        ("[poleposition]\n", "has no package"),
        ('poleposition = "x"\n', "is not a table"),
        ("[poleposition]\npackage = 3\n", "is not a string"),
        ('[poleposition]\npackage = "../evil"\n', "not the name of a Python package"),
        ('[poleposition]\npackage = "a"\n[[modules]]\n', "modules is not a table"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_broken_manifest_is_named_with_what_is_wrong(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    write(tmp_path, text)

    with pytest.raises(ManifestError) as caught:
        read_manifest(tmp_path)

    assert said in caught.value.message
    assert str(tmp_path / MANIFEST) in caught.value.message
    assert caught.value.exit_code == 1


def test_broken_toml_is_named_with_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, "[poleposition]\npackage = \n")

    with pytest.raises(ManifestError) as caught:
        read_manifest(tmp_path)

    assert f"{tmp_path / MANIFEST}:2:11: not valid TOML" in caught.value.message
