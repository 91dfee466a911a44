"""Entries below an anchor: refused as a rule, and allowed where sharing is what is meant."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks import edits
from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.yaml import find, insert, remove
from polepos_templates import Point

URL = ("x-app", "environment", "REDIS_URL")
BLOCK = "REDIS_URL: redis://redis:6379/0"
POINT = Point(
    "compose-environment",
    "compose.yaml",
    "yaml",
    "append",
    "x-app.environment",
    optional=True,
    shared=True,
)

COMPOSE = """\
x-app: &app
  build: .
  environment:
    APP_ENV: development # ours
    # How logs look.
    LOG_FORMAT: text
  read_only: true

services:
  api:
    <<: *app
    init: true

  migrate:
    <<: *app
    environment:
      APP_ENV: test
"""


def put(text: str) -> str:
    return insert(text, URL, BLOCK, order="append", shared=True)


def data(text: str) -> Any:
    return yaml.safe_load(text)


def test_an_entry_that_is_shared_goes_below_the_anchor() -> None:
    after = put(COMPOSE)

    assert after == COMPOSE.replace(
        "LOG_FORMAT: text\n", "LOG_FORMAT: text\n    REDIS_URL: redis://redis:6379/0\n"
    )


def test_an_anchor_that_was_renamed_is_named() -> None:
    text = COMPOSE.replace("app\n", "base\n")

    with pytest.raises(PlaceNotClearError) as raised:
        insert(text, ("services", "worker"), "worker:\n  <<: *app\n")

    assert raised.value.message == "services.worker needs *app, and nothing here is called so"
    assert "&app" in raised.value.hint


def test_all_that_use_the_anchor_have_it_and_those_that_say_otherwise_do_not() -> None:
    services = data(put(COMPOSE))["services"]

    assert services["api"]["environment"]["REDIS_URL"] == "redis://redis:6379/0"
    assert services["migrate"]["environment"] == {"APP_ENV": "test"}


def test_it_is_found_and_goes_again() -> None:
    after = put(COMPOSE)

    found = find(after, URL, BLOCK, shared=True)

    assert found is not None
    assert (found.line, found.exact) == (7, True)
    assert remove(after, URL, shared=True) == COMPOSE


def test_a_point_says_whether_its_entries_are_shared() -> None:
    after = edits.insert(COMPOSE, POINT, BLOCK)

    found = edits.find(after, POINT, BLOCK)

    assert after == put(COMPOSE)
    assert found is not None
    assert found.exact
    assert edits.remove(after, POINT, BLOCK) == COMPOSE


def test_one_that_says_something_else_is_not_exact() -> None:
    other = put(COMPOSE).replace("redis:6379", "cache:6379")

    found = find(other, URL, BLOCK, shared=True)

    assert found is not None
    assert not found.exact


def test_where_sharing_is_not_meant_it_is_refused_as_before() -> None:
    after = put(COMPOSE)

    with pytest.raises(PlaceNotClearError, match="keys are shared"):
        insert(COMPOSE, URL, BLOCK)
    with pytest.raises(PlaceNotClearError, match="lines of its own"):
        remove(after, URL)
    found = find(after, URL, BLOCK)
    assert found is not None
    assert not found.exact


@pytest.mark.parametrize(
    "text, message, line",
    [
        ("x: &e {}\nx-app: &app\n  environment: *e\n", "is an alias", 3),
        ("x: &e {}\nx-app: &app\n  environment:\n    <<: *e\n", "keys are shared", 4),
        ("x: &e {}\nx-app: &app\n  <<: *e\n  environment:\n    A: 1\n", "keys are shared", 2),
        ("x-app: &app\n  environment: {A: 1}\n", "has no place", 2),
        ("x-app: &app\n  environment: [A=1]\n", "has no place", 2),
        ("x-app: &app\n  environment:\n    - A=1\n", "has no place", 3),
        ("x-app: &app\n  build: .\n", "has no place", 1),
        ("services:\n  api:\n    build: .\n", "has no place", 1),
        ("x-app: &app\n  environment: &e\n", "has no place", 2),
        ("x-app: &app\n  environment:\n    REDIS_URL: mine\n", "is there already", 3),
    ],
)
def test_everything_else_stays_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(PlaceNotClearError, match=message) as caught:
        put(text)

    assert caught.value.line == line
    assert caught.value.hint


@pytest.mark.parametrize("text", [COMPOSE, "x-app: &app\n  environment:\n    A: 1\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay(text: str, newline: str) -> None:
    windows = text.replace("\n", newline)

    after = put(windows)

    assert after == put(text).replace("\n", newline)
    assert remove(after, URL, shared=True) == windows


def test_an_empty_mapping_that_was_there_is_left_empty_again() -> None:
    text = "x-app: &app\n  environment:\n  build: .\n"

    after = put(text)

    assert after == text.replace(
        "environment:\n", "environment:\n    REDIS_URL: redis://redis:6379/0\n"
    )
    assert remove(after, URL, shared=True) == text


def test_a_mapping_with_an_anchor_of_its_own_takes_it_too() -> None:
    text = "x-app:\n  environment: &env\n    A: 1\nservices:\n  api:\n    environment: *env\n"

    after = put(text)

    assert data(after)["services"]["api"]["environment"].keys() == {"A", "REDIS_URL"}
    assert remove(after, URL, shared=True) == text


# ------------------------------------------------------------------------------------------------ laws

names = st.sampled_from(["APP_ENV", "LOG_FORMAT", "A", "'Z Z'", "on", "1"])
values = st.sampled_from(["x", "'a # b'", '"a: b"', "", "|\n      two\n      lines", "5 # five"])
above = st.sampled_from(["", "\n", "# level\n", "    # deep\n"])


@st.composite
def composes(draw: st.DrawFn) -> str:
    keys = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    lines = [f"{draw(above)}    {key}: {draw(values)}\n" for key in keys]
    anchor = draw(st.sampled_from(["", " &env", " # theirs"]))
    text = "x-app: &app\n" + draw(st.sampled_from(["", "  build: .\n"]))
    text += f"  environment:{anchor}\n" + "".join(lines)
    text += draw(st.sampled_from(["", "  read_only: true\n", "\n  tmpfs: [/tmp]\n", "  # end\n"]))
    text += draw(st.sampled_from(["", "services:\n  api:\n    <<: *app\n", "\nother: *app\n"]))
    text = text.removesuffix(draw(st.sampled_from(["", "\n"])))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(composes(), st.sampled_from(["sorted", "append"]))
def test_inserted_and_removed_leaves_the_same_bytes(text: str, order: str) -> None:
    before = data(text)

    try:
        after = insert(text, URL, BLOCK, order=order, shared=True)
    except PlaceNotClearError:  # a block text would get an end that it did not have
        assert "|" in text
        assert text[-1:] not in {"\n", "\r"}
        return

    now = data(after)
    assert now["x-app"]["environment"].pop("REDIS_URL") == "redis://redis:6379/0"
    for each in (now.get("services", {}).get("api"), now.get("other")):
        if each:  # the same object, where an alias is all that there is
            each["environment"].pop("REDIS_URL", None)
    assert now == before
    found = find(after, URL, BLOCK, shared=True)
    assert found is not None
    assert found.exact
    assert remove(after, URL, shared=True) == text
