"""Entries of compose.yaml: located by PyYAML's marks, written by spans."""

from typing import Any

import pytest
import yaml

from polepos_checks.edits.errors import PlaceNotClearError, UnreadableError
from polepos_checks.edits.yaml import find, insert, remove

REDIS = ("services", "redis")
BLOCK = """\
redis:
  image: redis:8.2-alpine
  command: ["redis-server", "--save", ""]
  healthcheck:
    test: ["CMD", "redis-cli", "ping"]
"""
DATA = ("volumes", "redis-data")

COMPOSE = """\
# For local work.
name: shop

x-app: &app
  build: .
  environment:
    APP_ENV: development
  volumes: ["data:/data"]

services:
  api:
    <<: *app
    ports: ["127.0.0.1:8000:8000"] # never 0.0.0.0

  # The migrations.
  migrate:
    <<: *app
    command: ["alembic", "upgrade", "head"]
    # restart: never

  web:
    image: nginx

volumes:
  data:
"""


def indented(block: str, margin: str = "  ") -> str:
    return "".join(margin + line for line in block.splitlines(keepends=True))


def data(text: str) -> Any:
    return yaml.safe_load(text)


# ------------------------------------------------------------------------------------------- inserting


def test_a_service_goes_before_the_first_that_sorts_after_it_with_a_blank_line() -> None:
    after = insert(COMPOSE, REDIS, BLOCK)

    assert after == COMPOSE.replace(
        "    # restart: never\n", f"    # restart: never\n\n{indented(BLOCK)}"
    )
    assert data(after)["services"].pop("redis") == data(BLOCK)["redis"]
    assert remove(after, REDIS) == COMPOSE


def test_with_append_it_goes_last() -> None:
    after = insert(COMPOSE, REDIS, BLOCK, order="append")

    assert after == COMPOSE.replace("nginx\n", f"nginx\n\n{indented(BLOCK)}")
    assert remove(after, REDIS) == COMPOSE


def test_one_that_sorts_first_goes_below_the_mappings_own_key() -> None:
    path, block = ("services", "a"), "a:\n  image: a\n"

    after = insert(COMPOSE, path, block)

    assert after == COMPOSE.replace("services:\n", "services:\n  a:\n    image: a\n\n")
    assert remove(after, path) == COMPOSE


def test_short_entries_stand_close_together() -> None:
    after = insert(COMPOSE, DATA, "redis-data:")

    assert after == COMPOSE + "  redis-data:\n"
    assert remove(after, DATA) == COMPOSE


@pytest.mark.parametrize(
    "before, after",
    [
        ("", "volumes:\n  redis-data:\n"),
        ("# only this\n", "# only this\n\nvolumes:\n  redis-data:\n"),
        ("a: 1", "a: 1\n\nvolumes:\n  redis-data:"),
        ("a: 1\n", "a: 1\n\nvolumes:\n  redis-data:\n"),
        ("a: 1\r\n", "a: 1\r\n\r\nvolumes:\r\n  redis-data:\r\n"),
        ("a:\n    b: 1\n", "a:\n    b: 1\n\nvolumes:\n    redis-data:\n"),
        ("---\na: 1\n\n", "---\na: 1\n\n\nvolumes:\n  redis-data:\n"),
        ("  a: 1\n", "  a: 1\n\n  volumes:\n    redis-data:\n"),
        ("a: |\n  x\n", "a: |\n  x\n\nvolumes:\n  redis-data:\n"),
    ],
)
def test_a_missing_mapping_is_added_at_the_end_and_goes_again(before: str, after: str) -> None:
    assert insert(before, DATA, "redis-data:\n") == after
    assert remove(after, DATA) == before


@pytest.mark.parametrize(
    "before, after",
    [
        ("volumes:", "volumes:\n  redis-data:"),
        ("volumes: # none\n\nx: 1\n", "volumes: # none\n  redis-data:\n\nx: 1\n"),
        ("x: 1\nvolumes:\n", "x: 1\nvolumes:\n  redis-data:\n"),
        ("volumes:\n    # deep\nx: 1\n", "volumes:\n    # deep\n  redis-data:\nx: 1\n"),
        ("volumes:\n  # level\nx: 1\n", "volumes:\n  redis-data:\n  # level\nx: 1\n"),
    ],
)
def test_an_empty_mapping_is_filled_and_emptied(before: str, after: str) -> None:
    assert insert(before, DATA, "redis-data:") == after
    assert remove(after, DATA, emptied="keep") == before


@pytest.mark.parametrize(
    "text",
    ["volumes: # mine\n  redis-data:\n", "volumes:\n  # a\n  redis-data:\n  # b\n"],
)
def test_a_mapping_with_comments_is_never_dropped(text: str) -> None:
    assert remove(text, DATA) == text.replace("  redis-data:\n", "")


def test_at_the_root_an_entry_stands_like_any_other() -> None:
    text = "# first\na: 1\nz: 2"

    after = insert(text, ("redis",), BLOCK)

    assert after == f"# first\na: 1\n{BLOCK}z: 2"
    assert remove(after, ("redis",)) == text
    assert remove(insert("# x\n", ("redis",), BLOCK), ("redis",)) == "# x\n"
    assert insert("m: 1\n", ("a",), "a: 1") == "a: 1\nm: 1\n"


def test_a_deeper_mapping_takes_an_entry_too() -> None:
    path = ("services", "web", "environment", "REDIS_URL")
    text = COMPOSE.replace("nginx\n", "nginx\n    environment:\n      A: 1\n      Z: 2\n")

    after = insert(text, path, "REDIS_URL: redis://redis")

    assert after == text.replace("      Z", "      REDIS_URL: redis://redis\n      Z")
    assert remove(after, path) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "\n", "\n# end", "\n\n# end\n", "\n   ", "\n    # deep\n"])
def test_line_ends_and_the_end_of_the_file_stay(newline: str, tail: str) -> None:
    text = ("services:\n  api:\n    image: x" + tail).replace("\n", newline)

    after = insert(text, REDIS, BLOCK)

    assert remove(after, REDIS) == text
    assert after.count("\n") + after.count("\r") - text.count("\n") - text.count("\r") == (
        len(newline) * 6
    )
    assert data(after)["services"]["redis"] == data(BLOCK)["redis"]


def test_the_block_is_indented_as_the_file_is() -> None:
    text = "services:\n    api:\n        image: x\n"

    after = insert(text, REDIS, "redis:\n  a:\n  - b\n  c:\n    d: 1\n\n    e: 2\n")

    assert after == (
        "services:\n    api:\n        image: x\n\n    redis:\n        a:\n        - b\n"
        "        c:\n            d: 1\n\n            e: 2\n"
    )
    assert remove(after, REDIS) == text


def test_a_text_whose_indentation_counts_keeps_its_own() -> None:
    text = "services:\n    api:\n        image: x\n"

    after = insert(text, REDIS, "redis:\n  command: |\n    if x:\n      y\n")

    assert data(after)["services"]["redis"] == {"command": "if x:\n  y\n"}
    assert remove(after, REDIS) == text


def test_a_block_may_use_the_files_anchors() -> None:
    path, block = ("services", "worker"), "worker:\n  <<: *app\n  command: rq\n"

    after = insert(COMPOSE, path, block)

    assert data(after)["services"]["worker"]["build"] == "."
    found = find(after, path, block)
    assert found is not None
    assert found.exact
    assert remove(after, path) == COMPOSE


def test_characters_that_end_lines_in_yaml_1_1_alone_do_not_here() -> None:
    text = "a: 'x\u2028y' # one\u2028services: no\x85services: 2\nservices:\n  api: 1\n"

    after = insert(text, REDIS, "redis: 1")

    assert after == f"{text}  redis: 1\n"
    assert remove(after, REDIS) == text


def test_tags_of_compose_are_no_obstacle() -> None:
    text = "services:\n  api:\n    ports: !reset []\n    x: !override {a: 1}\n"

    assert remove(insert(text, REDIS, BLOCK), REDIS) == text


# ------------------------------------------------------------------------------------ found and removed


@pytest.mark.parametrize(
    "block, exact",
    [
        (BLOCK, True),
        (BLOCK.replace("  ", "    "), True),
        ('redis:\n  image: "redis:8.2-alpine"' + BLOCK.partition("alpine")[2], True),
        (BLOCK.replace('["CMD", "redis-cli", "ping"]', '[CMD,\n      "redis-cli", ping]'), True),
        (BLOCK.replace("8.2", "7.4"), False),
        (BLOCK.replace("alpine", "alpine # pinned"), False),
        (BLOCK + "  # ports: [6379]\n", False),
        (BLOCK + "\n  # ports: [6379]\n", False),
        (BLOCK + "  restart: always\n", False),
        (BLOCK.replace("redis:\n", "redis: # ours\n", 1), False),
        (BLOCK.replace("redis:\n", "redis: &redis\n", 1), False),
        ("redis:\n", False),
        ("redis: {image: redis}\n", False),
    ],
)
def test_an_entry_is_exact_if_it_says_the_same_without_comments(block: str, exact: bool) -> None:  # noqa: FBT001
    text = f"services:\n{indented(block)}  web:\n    image: x\n"

    found = find(text, REDIS, BLOCK)

    assert found is not None
    assert (found.line, found.exact) == (2, exact)
    assert text[found.start : found.end] == indented(block)
    assert remove(text, REDIS) == "services:\n  web:\n    image: x\n"


def test_a_blocks_own_comments_are_not_the_owners() -> None:
    block = "redis:\n  # No disk.\n  command: | # as is\n    a # b\n  image: 'a # c' # d\n"
    after = insert(COMPOSE, REDIS, block)

    found = find(after, REDIS, block)
    other = find(after.replace("# as is", "# mine"), REDIS, block)

    assert found is not None
    assert other is not None
    assert (found.exact, other.exact) == (True, False)


def test_blank_lines_that_a_text_keeps_stay() -> None:
    text = "services:\n  api: |+\n    x\n\n  web:\n"

    assert remove(text, ("services", "web")) == text.removesuffix("  web:\n")
    with pytest.raises(PlaceNotClearError, match="anything else"):
        remove(f"{text}\n  z: 1\n", ("services", "web"))


def test_comments_above_an_entry_stay() -> None:
    assert remove(COMPOSE, ("services", "migrate")) == COMPOSE.replace(
        COMPOSE[COMPOSE.index("  migrate:") : COMPOSE.index("\n  web:")], ""
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# services:\n#   redis:\n",
        "services:\n",
        "services: redis\n",
        "services: [redis]\n",
        "redis:\n  services:\n",
        "a: |\n  services:\n    redis:\n",
        "services:\n  api:\n    redis:\n",
        "services:\n  api: 'a\n\n    redis: '\n",
        "[services, redis]\n",
    ],
)
def test_what_is_elsewhere_is_not_found(text: str) -> None:
    assert find(text, REDIS) is None
    assert remove(text, REDIS) == text


def test_a_merged_key_is_not_the_mappings_own() -> None:
    text = "x: &x\n  redis: 1\nservices:\n  <<: *x\n  api: 2\n"

    assert find(text, REDIS) is None


# -------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "text, message, line",
    [
        ("services: {}\n", "has no place", 1),
        ("services: {api: {image: x}}\n", "has no place", 1),
        ("\n{services: {}}\n", "has no place", 2),
        ("services: ~\n", "has no place", 1),
        ("services: [api]\n", "has no place", 1),
        ("- services\n", "has no place", 1),
        ("services: &s\n  api: 1\nx: *s\n", "keys are shared", 1),
        ("x: &s\n  api: 1\nservices: *s\n", "is an alias", 3),
        ("x: &x\n  a: 1\nservices:\n  <<: *x\n", "keys are shared", 4),
        ("services:\n  api: 1\nservices:\n  b: 1\n", "is there twice", 3),
        ("services:\n  redis: 1\n", "is there already", 2),
        ("a: 1\n---\nb: 1\n", "several documents", 2),
        ("? services\n: ? api\n  : 1\n", "without changing anything else", 2),
    ],
)
def test_a_place_that_is_not_clear_is_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(PlaceNotClearError, match=message) as caught:
        insert(text, REDIS, BLOCK)

    assert caught.value.line == line
    assert caught.value.hint


@pytest.mark.parametrize(
    "text", ["a: 1\n...\n", "a: |\n  x", "a: |+\n  x\n", "a: |+\n  x\n\n\n", "- a\n", "x: *y"]
)
def test_an_end_that_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises((PlaceNotClearError, UnreadableError)):
        insert(text, DATA, "redis-data:")


def test_a_parent_deep_down_is_not_made_up() -> None:
    with pytest.raises(PlaceNotClearError, match="has no place"):
        insert(COMPOSE, ("services", "web", "environment", "A"), "A: 1")


@pytest.mark.parametrize(
    "text",
    [
        "services: {redis: 1}\n",
        "services:\n  ? redis\n  : 1\n",
        "services: &s\n  redis: 1\n  b: 1\nx: *s\n",
    ],
)
def test_an_entry_that_shares_its_lines_is_found_and_left_alone(text: str) -> None:
    found = find(text, REDIS)

    assert found is not None
    assert not found.exact
    with pytest.raises(PlaceNotClearError, match="lines of its own"):
        remove(text, REDIS)


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  redis: &r\n    a: 1\n  web: *r\n",
        "x: &r 1\nservices:\n  redis: &r 2\n  web: *r\n",
    ],
)
def test_an_entry_whose_anchor_others_use_is_not_removed(text: str) -> None:
    with pytest.raises(PlaceNotClearError, match="anything else"):
        remove(text, REDIS)


def test_an_anchor_is_not_defined_twice() -> None:
    with pytest.raises(PlaceNotClearError, match="anything else"):
        insert(COMPOSE, REDIS, "redis: &app\n  image: x\n")


@pytest.mark.parametrize(
    "text, line, column",
    [
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a: 'x\n", 2, 1),
        ("a: {\r\n  b: ]\r\n", 2, 6),
        ("a: 1 # \x0c\n", 1, 8),
        ("a: *b\n", 1, 4),
        ("a: b: c\n", 1, 5),
    ],
)
def test_a_text_that_is_not_yaml_is_named_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UnreadableError, match="not valid YAML") as caught:
        find(text, REDIS)

    assert (caught.value.line, caught.value.column) == (line, column)


def test_deep_nesting_is_no_obstacle() -> None:
    assert find("a: " + "[" * 500 + "]" * 500, REDIS) is None


@pytest.mark.parametrize(
    "block", ["", "web:\n", "redis:\nweb:\n", "  redis:\n", "{redis: 1}", "- redis"]
)
def test_what_is_no_entry_is_a_mistake_of_the_caller(block: str) -> None:
    with pytest.raises(ValueError, match="not an entry called redis"):
        insert("", REDIS, block)
