"""Laws of the bundle that this package ships."""

from importlib.metadata import requires, version

import pytest

from polepos_templates import Answers, Bundle, Component, Option, contract, open_bundle
from polepos_templates.component import load_component


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_bundle()


def answers(bundle: Bundle, db: str) -> Answers:
    return Answers(name="x-y", package="x_y", options=bundle.complete({"db": db}))


def test_its_version_is_the_distributions(bundle: Bundle) -> None:
    assert bundle.version == version("polepos-templates")


def test_the_package_depends_on_nothing() -> None:
    assert requires("polepos-templates") is None


def test_templates_are_utf8_with_unix_line_ends_and_one_newline_at_the_end(bundle: Bundle) -> None:
    for source in bundle.project.templates:
        text = bundle.project.text(source)
        assert "\r" not in text, source
        assert "\ufeff" not in text, source
        assert text.endswith("\n"), source
        assert not text.endswith("\n\n"), source


def test_every_default_is_an_answer(bundle: Bundle) -> None:
    for option in bundle.options.values():
        assert option.check(option.default) == option.default


def test_conditions_name_options_and_files_that_exist(bundle: Bundle) -> None:
    for condition in bundle.project.conditions:
        for name, values in condition.needs.items():
            for value in values:
                assert bundle.options[name].check(value) == value
        for pattern in condition.paths:
            only = type(condition)((pattern,), {"db": ()})
            hidden = [
                p for p in bundle.project.templates.values() if not only.keeps(p, {"db": "x"})
            ]
            assert hidden, f"{pattern} matches no file"


@pytest.mark.parametrize("db", ["sqlite", "postgres"])
def test_every_point_has_its_marker_once_on_a_line_of_its_own(bundle: Bundle, db: str) -> None:
    files = {file.path: file for file in contract(bundle, answers(bundle, db)).files}

    for point in [each for each in bundle.points.values() if each.marker]:
        file = files[point.path.replace("__package__", "x_y")]
        lines = file.instance.component.text(file.source).split("\n")
        assert lines.count(" " * point.indent + point.marker) == 1, point


def test_without_a_database_only_its_points_are_gone(bundle: Bundle) -> None:
    paths = {file.path for file in contract(bundle, answers(bundle, "none")).files}
    gone = {
        point.name
        for point in bundle.points.values()
        if point.path.replace("__package__", "x_y") not in paths
    }

    assert gone == {"model-imports"}


@pytest.fixture(scope="module", params=["modules", "parts", "integrations", "features"])
def components(request: pytest.FixtureRequest, bundle: Bundle) -> list[Component]:
    folder = bundle.root / request.param
    return [load_component(each) for each in sorted(folder.iterdir())]


def test_a_component_is_called_like_its_folder(components: list[Component]) -> None:
    for component in components:
        assert component.name == component.root.name
        assert component.kind == component.root.parent.name.removesuffix("s")
        assert component.summary


def test_every_entry_is_for_a_point_that_there_is(
    bundle: Bundle, components: list[Component]
) -> None:
    for component in components:
        assert component.entries.keys() <= bundle.points.keys()


def test_conditions_and_requirements_name_options_that_there_are(
    bundle: Bundle, components: list[Component]
) -> None:
    for component in components:
        own = {name.replace("-", "_"): option for name, option in component.options.items()}
        known = {**bundle.options, **own}
        needs = [each.needs for each in component.conditions]
        needs += [each.needs for each in component.requires]
        for each in needs:
            for name, values in each.items():
                assert all(known[name].check(value) == value for value in values)
        for required in component.requires:
            find = bundle.part if required.kind == "part" else bundle.integration
            assert find(required.name).kind == required.kind


def test_options_have_defaults_and_bare_choices_that_they_offer(
    components: list[Component],
) -> None:
    for component in components:
        for option in component.options.values():
            assert option.check(option.default) == option.default
            assert not option.bare or option.bare in option.choices


def test_no_option_of_a_component_hides_one_of_the_project(
    bundle: Bundle, components: list[Component]
) -> None:
    for component in components:
        assert not component.options.keys() & bundle.options.keys()


def test_options_of_one_name_are_the_same_in_every_template(bundle: Bundle) -> None:
    known: dict[str, Option] = {}
    for name in bundle.modules:
        for option in bundle.module(name).options.values():
            assert known.setdefault(option.name, option) == option


def test_templates_of_components_are_text_as_those_of_the_project(
    components: list[Component],
) -> None:
    for component in components:
        for source in component.templates:
            text = component.text(source)
            assert "\r" not in text, source
            assert text.endswith("\n") or not text, source
            assert not text.endswith("\n\n"), source
