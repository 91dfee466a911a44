"""Small bundles, written where a test can break them."""

from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared: no example has a deadline.
settings.register_profile("polepos", deadline=None)
settings.load_profile("polepos")

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


PLAIN = """
kind = "module"
name = "plain"
summary = "A module."
next = ["migrate __table_name__"]
provides = { table = "__table_name__" }
[needs]
db = ["sqlite"]
[options.pages]
help = "How."
choices = ["none", "offset", "cursor"]
default = "none"
bare = "offset"
[options.soft-delete]
help = "Whether."
default = false
[[requires]]
part = "shared"
pages = ["offset", "cursor"]
[[when]]
soft_delete = [true]
paths = ["**/bin.py"]
[entries]
imports = ["from __package__.__module_name__ import router as __module_name___router"]
"""

SHARED = """
kind = "part"
name = "shared"
summary = "What modules share."
[[requires]]
part = "deeper"
"""

DEEPER = """
kind = "part"
name = "deeper"
summary = "What shared needs."
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A bundle of a project of four templates, a module template, and two parts."""
    root = tmp_path / "tiny"
    files = {
        "bundle.toml": BUNDLE,
        "project/component.toml": COMPONENT,
        "modules/plain/component.toml": PLAIN,
        "modules/plain/files/src/__package__/__module_name__/model.py.jinja": "class __Model__: ...\n",
        "modules/plain/files/src/__package__/__module_name__/bin.py.jinja": "x = 1\n",
        "parts/shared/component.toml": SHARED,
        "parts/shared/files/src/__package__/shared.py.jinja": "x = 1\n",
        "parts/deeper/component.toml": DEEPER,
        "parts/deeper/files/src/__package__/deeper.py.jinja": "x = 1\n",
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
