"""Small bundles, written where a test can break them."""

from pathlib import Path

import pytest

BUNDLE = """
name = "tiny"
version = "7.1.0"
format = 1
renderer = 1
default-module = "plain"
[options.db]
help = "Which."
choices = ["sqlite", "none"]
default = "sqlite"
[options.bytecode]
help = "Whether."
default = true
[modules]
status = "starter"
[points.imports]
path = "src/__package__/api.py"
syntax = "python"
order = "sorted"
[[reserved]]
why = "taken"
names = ["fastapi"]
[[next]]
db = ["sqlite"]
run = "migrate"
"""

COMPONENT = """
kind = "project"
name = "project"
summary = "Everything."
[[when]]
db = ["sqlite"]
paths = ["src/__package__/db/**", "alembic.ini"]
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A bundle of four templates."""
    root = tmp_path / "tiny"
    files = {
        "bundle.toml": BUNDLE,
        "project/component.toml": COMPONENT,
        "project/files/alembic.ini.jinja": "[alembic]\n",
        "project/files/.env.jinja": "A=1\n",
        "project/files/src/__package__/api.py.jinja": "# polepos:imports\n",
        "project/files/src/__package__/db/base.py.jinja": "x = 1\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
