"""How a project records a module, and what it must hold because of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_templates import (
    Answers,
    AnswersError,
    Bundle,
    contract,
    new_module,
    open_bundle,
    read_module,
)
from polepos_templates.bundle import load_bundle


@pytest.fixture
def bundle(tiny: Path) -> Bundle:
    return load_bundle(tiny)


def answers(**modules: str) -> Answers:
    options: dict[str, str | bool] = {"db": "sqlite", "bytecode": True}
    return Answers("shop-api", "shop_api", options, {"status": "starter", **modules})


@pytest.mark.parametrize(
    "given_options,nouns,record",
    [
        ({}, {}, "plain"),
        ({"pages": "offset"}, {}, "plain[pages]"),
        ({"soft-delete": True, "pages": "cursor"}, {}, "plain[pages=cursor,soft-delete]"),
        ({"pages": "none", "soft-delete": False}, {}, "plain"),
        ({"pages": "offset"}, {"singular": "person"}, "plain[pages,singular=person]"),
        ({}, {"plural": "people", "singular": "man"}, "plain[singular=man,plural=people]"),
    ],
)
def test_a_record_says_what_differs_from_the_defaults_in_a_fixed_order(
    bundle: Bundle, given_options: dict[str, object], nouns: dict[str, str], record: str
) -> None:
    module = new_module(bundle, "users", "plain", given_options, **nouns)

    assert module.record == record
    assert read_module(bundle, "users", record) == module


@pytest.mark.parametrize(
    "name,record",
    [
        ("users", "plain["),
        ("users", "plain]"),
        ("users", "Plain"),
        ("users", ""),
        ("users", True),
        ("users", {"template": "plain"}),
        ("users", "nothing"),
        ("users", "plain[colour]"),
        ("users", "plain[pages=page]"),
        ("users", "plain[soft-delete=yes]"),
        ("../users", "plain"),
        ("Users", "plain"),
        ("", "plain"),
    ],
)
def test_what_is_no_record_is_refused_with_a_hint(
    bundle: Bundle, name: str, record: object
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_module(bundle, name, record)

    assert caught.value.hint


def test_an_unknown_template_is_refused_with_those_there_are(bundle: Bundle) -> None:
    with pytest.raises(AnswersError) as caught:
        new_module(bundle, "users", "nothing", {})

    assert "plain" in caught.value.hint


def test_a_module_brings_its_files_and_entries_under_its_names(bundle: Bundle) -> None:
    found = contract(bundle, answers(order_items="plain"))
    module = found.instances["module:order_items"]

    assert [file.path for file in module.files] == ["src/shop_api/order_items/model.py"]
    assert [(each.point.path, each.text) for each in module.entries(found.points)] == [
        (
            "src/shop_api/api.py",
            "from shop_api.order_items import router as order_items_router",
        )
    ]
    assert module.provides == {"table": ("order_items",)}


def test_options_of_a_module_decide_about_its_files(bundle: Bundle) -> None:
    found = contract(bundle, answers(users="plain[soft-delete]"))

    assert "src/shop_api/users/bin.py" in [file.path for file in found.files]


def test_parts_come_with_what_requires_them_and_bring_their_own(bundle: Bundle) -> None:
    without = contract(bundle, answers(users="plain"))
    with_parts = contract(bundle, answers(users="plain", orders="plain[pages=cursor]"))

    assert list(without.instances) == ["project", "module:users"]
    assert list(with_parts.instances) == [
        "project",
        "module:orders",
        "module:users",
        "part:deeper",
        "part:shared",
    ]


def test_starters_belong_to_the_project(bundle: Bundle) -> None:
    assert list(contract(bundle, answers()).instances) == ["project"]


@given(st.permutations(["users", "orders", "items", "zebras"]))
def test_the_order_of_modules_does_not_matter(names: list[str]) -> None:
    found = contract(open_bundle(), answers(**dict.fromkeys(names, "api-only")))

    assert list(found.instances) == ["project", *(f"module:{name}" for name in sorted(names))]


def test_what_is_known_is_taken_over(bundle: Bundle) -> None:
    before = contract(bundle, answers(users="plain", orders="plain"))

    after = contract(bundle, answers(users="plain", orders="plain[soft-delete]"), before)

    assert after.instances["module:users"] is before.instances["module:users"]
    assert after.instances["module:orders"] != before.instances["module:orders"]
    assert (
        after.instances
        == contract(bundle, answers(users="plain", orders="plain[soft-delete]")).instances
    )
