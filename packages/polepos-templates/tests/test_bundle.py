"""Reading a bundle from its folder."""

from pathlib import Path

import pytest

from polepos_templates import AnswersError, BundleError
from polepos_templates.bundle import load_bundle


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_bundle_is_read_as_it_is_written(tiny: Path) -> None:
    bundle = load_bundle(tiny)

    assert (bundle.name, bundle.version, bundle.renderer) == ("tiny", "7.1.0", 1)
    assert list(bundle.options) == ["db", "bytecode"]
    assert bundle.points["imports"].marker == "# polepos:imports"
    assert bundle.starters == {"status": "starter"}
    assert bundle.reserved == {"taken": frozenset({"fastapi"})}
    assert bundle.project.summary == "Everything."


def test_templates_are_listed_in_order_without_their_suffix(tiny: Path) -> None:
    assert list(load_bundle(tiny).project.templates.values()) == [
        ".env",
        "alembic.ini",
        "src/__package__/api.py",
        "src/__package__/db/base.py",
    ]


def test_a_template_is_returned_as_it_is_written(tiny: Path) -> None:
    (tiny / "project/files/.env.jinja").write_bytes(b"\xef\xbb\xbfA=\xc3\xa9\r\n")

    assert load_bundle(tiny).project.text(".env.jinja") == "\ufeffA=\u00e9\r\n"


def test_answers_not_given_get_their_defaults(tiny: Path) -> None:
    assert load_bundle(tiny).complete({"db": "none"}) == {"db": "none", "bytecode": True}


@pytest.mark.parametrize(
    "given,named",
    [
        ({"db": "mysql"}, "sqlite, none"),
        ({"db": True}, "sqlite, none"),
        ({"bytecode": "yes"}, "true, false"),
        ({"color": "red"}, "db, bytecode"),
    ],
)
def test_answers_that_the_bundle_does_not_offer_are_refused_with_what_it_does(
    tiny: Path, given: dict[str, object], named: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        load_bundle(tiny).complete(given)

    assert named in caught.value.hint


def test_a_next_step_is_for_the_answers_it_names(tiny: Path) -> None:
    (step,) = load_bundle(tiny).next_steps

    assert step.applies({"db": "sqlite"})
    assert not step.applies({"db": "none"})


def test_a_newer_format_is_refused_with_what_to_do(tiny: Path) -> None:
    edit(tiny / "bundle.toml", "format = 1", "format = 2")

    with pytest.raises(BundleError, match="format 2") as caught:
        load_bundle(tiny)

    assert "polepos-cli" in caught.value.hint


@pytest.mark.parametrize(
    "file,old,new",
    [
        ("bundle.toml", 'name = "tiny"', ""),
        ("bundle.toml", "[modules]", "[moduls]"),
        ("bundle.toml", 'syntax = "python"', 'sintax = "python"'),
        ("bundle.toml", "format = 1", "format = "),
        ("project/component.toml", 'kind = "project"', ""),
        ("project/component.toml", "paths =", "path ="),
    ],
)
def test_a_damaged_bundle_is_one_error(tiny: Path, file: str, old: str, new: str) -> None:
    edit(tiny / file, old, new)

    with pytest.raises(BundleError):
        load_bundle(tiny)


def test_a_missing_bundle_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"bundle\.toml"):
        load_bundle(tmp_path / "nowhere")


def test_a_file_that_is_no_template_is_refused_by_name(tiny: Path) -> None:
    (tiny / "project/files/stray.py").write_text("x = 1\n", encoding="utf-8")

    with pytest.raises(BundleError, match=r"stray\.py"):
        _ = load_bundle(tiny).project.templates


def test_a_template_that_is_not_text_is_one_error(tiny: Path) -> None:
    (tiny / "project/files/.env.jinja").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BundleError, match=r"\.env"):
        load_bundle(tiny).project.text(".env.jinja")
