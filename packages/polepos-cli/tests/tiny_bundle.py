"""The shipped bundle with three tiny integrations beside its own, which use every kind of entry.

`cache` asks for what most do; `jobs` requires it, and asks for some of the same with other words; `twin`
asks for some of the same with the same words.
"""

import shutil
from pathlib import Path

from polepos_templates import Bundle, open_bundle
from polepos_templates.bundle import load_bundle

CACHE = """\
kind = "integration"
name = "cache"
summary = "A cache"

[entries]
integration-settings = [
    "cache_enabled: bool = False",
    'cache_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")',
    "cache_client_name: str | None = None",
]
integration-env = [
    "CACHE_ENABLED=true",
    "CACHE_URL=redis://127.0.0.1:6379/0",
    "# CACHE_CLIENT_NAME=shop",
]
dependencies = ["redis>=8,<9"]
resource-imports = ["from __package__.integrations.cache.resource import cache_client"]
resources = ["await stack.enter_async_context(cache_client(app))"]
compose-environment = ["CACHE_URL: redis://cache:6379/0"]
services = ['''
cache:
  image: redis:8.2-bookworm
  ports: ["127.0.0.1:6379:6379"]
  healthcheck:
    test: ["CMD", "redis-cli", "ping"]
''']
"""

JOBS = """\
kind = "integration"
name = "jobs"
summary = "Jobs"

[[requires]]
integration = "cache"
why = "they share CACHE_URL"

[entries]
integration-env = ["CACHE_URL=redis://127.0.0.1:6379/0", "# JOBS_QUEUE=default"]
dependencies = ["redis[hiredis]>=7", "rq>=2,<3"]
services = ['''
jobs-worker:
  <<: *app
  command: ["python", "-m", "__package__.integrations.jobs"]
''']
"""

TWIN = """\
kind = "integration"
name = "twin"
summary = "Another cache"

[entries]
integration-settings = ['cache_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")']
integration-env = ["CACHE_URL=redis://127.0.0.1:6379/0", "# CACHE_CLIENT_NAME=shop"]
dependencies = ["redis>=8,<9"]
compose-environment = ["CACHE_URL: redis://cache:6379/0"]
"""

RESOURCE = '''\
"""The cache."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def cache_client(app: FastAPI) -> AsyncIterator[None]:
    """Open the cache."""
    app.state.cache = app.state.settings.cache_url
    yield
'''

NAMES = ("cache", "jobs", "twin")


def tiny_bundle(folder: Path) -> Bundle:
    """Write the bundle into a folder, and read it."""
    shutil.copytree(open_bundle().root, folder)
    for name, text in zip(NAMES, (CACHE, JOBS, TWIN), strict=True):
        files = {"component.toml": text, **_code(name, "__init__.py", f'"""Is {name}."""\n')}
        if name == "cache":
            files |= _code(name, "resource.py", RESOURCE)
        for path, content in files.items():
            place = folder / "integrations" / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8")
    return load_bundle(folder)


def _code(name: str, file: str, text: str) -> dict[str, str]:
    return {f"files/src/__package__/integrations/{name}/{file}.jinja": text}
