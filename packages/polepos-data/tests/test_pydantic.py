"""A pydantic model, and so a FastAPI application, takes the containers as fields."""

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

LISTS = ["SortedList", "SortedSet", "OrderedSet"]


def adapter(data: SimpleNamespace, name: str, *arguments: Any) -> TypeAdapter[Any]:
    cls = getattr(data, name)
    return TypeAdapter(cls[arguments] if arguments else cls)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_outside_is_the_container_inside(data: SimpleNamespace, name: str) -> None:
    field = adapter(data, name, int)
    read = field.validate_json("[3, 1, 2]")
    assert read == getattr(data, name)([3, 1, 2])
    assert type(read) is getattr(data, name)
    assert field.dump_python(read) == list(read)
    assert field.validate_json(field.dump_json(read)) == read


def test_a_dict_outside_is_a_sorted_dict_inside(data: SimpleNamespace) -> None:
    field = adapter(data, "SortedDict", str, int)
    read = field.validate_json('{"b": 2, "a": 1}')
    assert list(read.items()) == [("a", 1), ("b", 2)]
    assert field.dump_json(read) == b'{"a":1,"b":2}'


def test_a_dict_outside_is_a_trie_inside(data: SimpleNamespace) -> None:
    field = adapter(data, "Trie", int)
    read = field.validate_python({"/users": 1, "/users/me": 2})
    assert read.longest_prefix_of("/users/me/cart") == "/users/me"
    assert field.dump_python(read) == {"/users": 1, "/users/me": 2}


@pytest.mark.parametrize("name", LISTS)
def test_each_value_is_read_as_its_type_says(data: SimpleNamespace, name: str) -> None:
    field = adapter(data, name, int)
    assert list(field.validate_python(["7"])) == [7]
    with pytest.raises(ValidationError, match="valid integer"):
        field.validate_python(["seven"])


def test_the_type_of_a_tries_keys_is_text(data: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="valid string"):
        adapter(data, "Trie", int).validate_python({1: 1})


@pytest.mark.parametrize("name", LISTS)
def test_without_a_type_values_are_taken_as_they_are(data: SimpleNamespace, name: str) -> None:
    assert list(adapter(data, name).validate_python(["b"])) == ["b"]


def test_a_container_keeps_its_order_when_it_is_read_again(data: SimpleNamespace) -> None:
    given = data.SortedList([1, 3, 2], reverse=True)
    read = adapter(data, "SortedList", int).validate_python(given)
    assert list(read) == [3, 2, 1]
    assert read is not given


def test_what_cannot_be_ordered_is_an_error_of_validation(data: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="no place in an order"):
        adapter(data, "SortedList", float).validate_python([1.0, float("nan")])
    with pytest.raises(ValidationError, match="not supported between"):
        adapter(data, "SortedList").validate_python([1, "a"])


@pytest.mark.parametrize("name", LISTS)
def test_the_schema_for_others_is_that_of_a_list(data: SimpleNamespace, name: str) -> None:
    assert adapter(data, name, int).json_schema() == {"items": {"type": "integer"}, "type": "array"}
