"""Which names a project can have."""

import keyword
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_cli.start.names import MAX_LENGTH, NameRefusedError, check_name, suggest
from polepos_templates import open_bundle

RESERVED = open_bundle().reserved


@pytest.mark.parametrize(
    "name,package",
    [
        ("shop-api", "shop_api"),
        ("shop_api", "shop_api"),
        ("a", "a"),
        ("x1", "x1"),
        ("match", "match"),
        ("a" * MAX_LENGTH, "a" * MAX_LENGTH),
    ],
)
def test_a_name_that_works_gives_its_package(name: str, package: str) -> None:
    checked = check_name(name, RESERVED)

    assert (checked.name, checked.package) == (name, package)


@pytest.mark.parametrize(
    "name,reason",
    [
        ("", "empty"),
        ("class", "keyword"),
        ("json", "standard library"),
        ("test", "standard library"),
        ("fastapi", "install a package of this name"),
        ("Shop", "lower case"),
        ("FastAPI", "lower case"),
        ("a--b", "only one - or _"),
        ("a__b", "only one - or _"),
        ("build", "leaves out every folder"),
        ("site-packages", "leaves out every folder"),
        ("pydantic-settings", "install a package of this name"),
        ("pyjwt", "install a package of this name"),
        ("jwt", "install a package of this name"),
        ("alembic", "install a package of this name"),
        ("sqlalchemy", "install a package of this name"),
        ("tests", "folder of this name"),
        ("polepos", "polepos itself"),
        ("con", "Windows"),
        ("a/b", "path"),
        ("a\\b", "path"),
        ("..", "path"),
        (".", "path"),
        ("/", "path"),
        ("../x", "path"),
        ("1shop", "digit"),
        ("shop api", "only letters"),
        ("shop.api", "only letters"),
        ("shop\n", "only letters"),
        ("-shop", "begin with a letter"),
        ("shop-", "end in one"),
        ("_shop", "begin with a letter"),
        ("café", "ASCII"),
        ("магазин", "ASCII"),
        ("a" * (MAX_LENGTH + 1), "65 characters"),
    ],
)
def test_a_name_that_cannot_work_is_refused_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(NameRefusedError, match=reason) as caught:
        check_name(name, RESERVED)

    assert caught.value.exit_code == 2
    assert "polepos start " in caught.value.hint


@pytest.mark.parametrize("name", [*keyword.kwlist, *sorted(sys.stdlib_module_names)])
def test_no_keyword_and_no_module_of_python_gets_through(name: str) -> None:
    with pytest.raises(NameRefusedError):
        check_name(name, RESERVED)


@given(st.text(max_size=80))
def test_what_is_suggested_works(name: str) -> None:
    check_name(suggest(name, RESERVED), RESERVED)


@pytest.mark.parametrize(
    "name,better",
    [
        ("json", "json-api"),
        ("pre_commit", "pre-commit-api"),
        ("SHOP__Api", "shop-api"),
        ("Café Shop!", "cafe-shop"),
        ("1shop", "app-1shop"),
        ("some/where/shop", "shop"),
        ("магазин", "my-api"),
        ("x" * 70, "x" * 64),
    ],
)
def test_a_suggestion_stays_near_what_was_typed(name: str, better: str) -> None:
    assert suggest(name, RESERVED) == better
