"""Path patterns of component.toml."""

import pytest

from polepos_templates.globs import matches


@pytest.mark.parametrize(
    "path,pattern",
    [
        ("alembic.ini", "alembic.ini"),
        ("a/b.py", "a/*.py"),
        ("a/b/c.py", "a/**"),
        ("a/b/c.py", "a/**/c.py"),
        ("a/c.py", "a/**/c.py"),
        ("c.py", "**/c.py"),
        ("a/x1.py", "a/x?.py"),
    ],
)
def test_a_pattern_matches_the_whole_path(path: str, pattern: str) -> None:
    assert matches(path, pattern)


@pytest.mark.parametrize(
    "path,pattern",
    [
        ("a/b/c.py", "a/*.py"),
        ("ab", "a"),
        ("xa/b", "a/**"),
        ("alembicXini", "alembic.ini"),
        ("a/b/x1.py", "a/x?.py"),
        ("a", "a/**"),
    ],
)
def test_a_pattern_matches_nothing_else(path: str, pattern: str) -> None:
    assert not matches(path, pattern)
