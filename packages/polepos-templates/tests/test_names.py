"""The names that a module goes by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_templates.names import ModuleNames, fill, plural_of, singular_of

words = st.from_regex(r"[a-z]{2,6}(_[a-z]{2,6}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    "name,singular,plural,model",
    [
        ("customers", "customer", "customers", "Customer"),
        ("order_items", "order_item", "order_items", "OrderItem"),
        ("categories", "category", "categories", "Category"),
        ("boxes", "box", "boxes", "Box"),
        ("addresses", "address", "addresses", "Address"),
        ("status", "status", "statuses", "Status"),
        ("analysis", "analysis", "analysises", "Analysis"),
        ("class", "class", "classes", "Class"),
        ("customer", "customer", "customers", "Customer"),
        ("city", "city", "cities", "City"),
        ("day", "day", "days", "Day"),
        ("oauth2_clients", "oauth2_client", "oauth2_clients", "Oauth2Client"),
    ],
)
def test_rules_make_of_a_name_its_singular_its_plural_and_its_class(
    name: str, singular: str, plural: str, model: str
) -> None:
    names = ModuleNames.of(name)

    assert (names.singular, names.plural, names.model) == (singular, plural, model)


def test_nouns_that_are_given_win_over_rules() -> None:
    names = ModuleNames.of("people", singular="person")

    assert (names.singular, names.plural) == ("person", "people")
    assert ModuleNames.of("person", plural="people").plural == "people"


@given(words)
def test_a_plural_made_by_the_rules_leads_back(word: str) -> None:
    # After those, `-es` may belong to the word or to its plural: caches, matches; pies have no y.
    endings = ("e", "s", "x", "z", "ch", "i", "u")
    if singular_of(word) == word and not word.endswith(endings) and len(word) > 2:
        assert singular_of(plural_of(word)) == word


def test_placeholders_stand_for_names_alone_and_inside_of_longer_ones() -> None:
    placeholders = ModuleNames.of("order_items").placeholders

    assert fill("create___model__", placeholders) == "create_order_item"
    assert fill("__module_name___router", placeholders) == "order_items_router"
    assert fill("class __Model__Read:", placeholders) == "class OrderItemRead:"
    assert fill("__Nouns__ and the __noun__", placeholders) == "Order items and the order item"
    assert fill("tests/test___module_name__.py", placeholders) == "tests/test_order_items.py"


def test_what_is_no_placeholder_stays() -> None:
    text = "__init__ __tablename__ __all__ __package__"

    assert fill(text, {"__module_name__": "x"}) == text


@given(words)
def test_filling_is_one_pass(word: str) -> None:
    names = {"__noun__": f"__Model__{word}", "__Model__": "never"}

    assert fill("__noun__", names) == f"__Model__{word}"
