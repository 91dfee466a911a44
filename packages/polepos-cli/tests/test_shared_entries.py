"""Entries that several integrations declare: they come with the first, and go with the last."""

from pathlib import Path

import pytest
from outcome import Polepos
from owned import add, depend, edit, kept, read, remove
from projects import tree
from tiny_bundle import NAMES

PYPROJECT = "pyproject.toml"
SETTINGS = "src/shop_api/settings.py"
KEYS = ".env.example"
COMPOSE = "compose.yaml"

pytestmark = pytest.mark.usefixtures("tiny")


def test_what_two_ask_for_goes_with_the_last(project: Path, polepos: Polepos) -> None:
    for first, last in (("cache", "twin"), ("twin", "cache")):
        before = tree(project)
        add(polepos, "cache")
        alone = tree(project)
        add(polepos, "twin")
        assert kept(project) == []

        remove(polepos, first)
        for path, text in (
            (PYPROJECT, "redis>=8,<9"),
            (KEYS, "\nCACHE_URL="),
            (KEYS, "\n# CACHE_CLIENT_NAME="),
            (SETTINGS, "    cache_url:"),
            (COMPOSE, "    CACHE_URL:"),
        ):
            assert text in read(project, path)
        if first == "twin":
            assert tree(project) == alone
        remove(polepos, last)
        assert tree(project) == before


@pytest.mark.parametrize("line", ['"redis>=8,<9",', '"redis>=5",', '"redis[hiredis]",'])
@pytest.mark.parametrize("order", [("cache", "twin"), ("twin", "cache")])
def test_what_was_there_stays_after_the_last(
    project: Path, polepos: Polepos, line: str, order: tuple[str, str]
) -> None:
    depend(project, line)
    edit(project, KEYS, "LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nCACHE_URL=redis://ours\n")
    before = tree(project)
    add(polepos, "cache")
    add(polepos, "twin")
    assert {each["component"] for each in kept(project)} == {
        "integration:cache",
        "integration:twin",
    }

    remove(polepos, order[0])
    assert ">=8" in read(project, PYPROJECT).split('"redis')[1].split("\n")[0]
    remove(polepos, order[1])

    assert tree(project) == before


@pytest.mark.parametrize("line", ["", '"redis",', '"redis>=5",', '"redis[ocsp]>=7.2,<9", # ours'])
def test_two_that_need_one_dependency_in_other_words_come_and_go(
    project: Path, polepos: Polepos, line: str
) -> None:
    if line:
        depend(project, line)
    before = tree(project)
    add(polepos, "cache")
    alone = tree(project)
    add(polepos, "jobs")
    both = read(project, PYPROJECT)
    assert "hiredis" in both
    assert "rq>=2,<3" in both

    remove(polepos, "jobs")
    assert tree(project) == alone
    remove(polepos, "cache")
    assert tree(project) == before


@pytest.mark.parametrize("line", ["", '"redis",', '"redis>=8,<9",'])
def test_one_that_is_brought_along_shares_what_both_declare(
    project: Path, polepos: Polepos, line: str
) -> None:
    if line:
        depend(project, line)
    before = tree(project)

    add(polepos, "jobs")

    assert read(project, KEYS).count("CACHE_URL=") == 1
    assert read(project, PYPROJECT).count('"redis') == 1
    remove(polepos, "jobs")
    assert tree(project) == before


def test_a_dependency_becomes_what_the_other_alone_needs(project: Path, polepos: Polepos) -> None:
    add(polepos, "twin")
    add(polepos, "jobs")
    assert '"redis[hiredis]>=8,<9"' in read(project, PYPROJECT)

    remove(polepos, "twin")
    assert '"redis[hiredis]>=8,<9"' in read(project, PYPROJECT)
    remove(polepos, "jobs")
    assert "redis" not in read(project, PYPROJECT)


@pytest.mark.parametrize("order", [NAMES, ("twin", "jobs"), ("jobs", "twin", "cache")])
@pytest.mark.parametrize("line", ["", '"redis>=5", # ours', '"redis>=8",'])
def test_all_of_them_go_without_a_trace(
    project: Path, polepos: Polepos, order: tuple[str, ...], line: str
) -> None:
    if line:
        depend(project, line)
    before = tree(project)
    for name in order:
        add(polepos, name)

    for name in sorted(order, key=lambda each: (each != "jobs", each)):
        remove(polepos, name)

    assert tree(project) == before
