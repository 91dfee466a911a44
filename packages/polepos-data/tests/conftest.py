"""Run every test once for each backend that is installed."""

import os
import re
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from unittest.mock import patch

import pytest
from cache_building import Clock
from hypothesis import settings

import polepos.data
from polepos.data import _backend, _pure

# A shared machine stalls for seconds now and then; that says nothing of the code.
settings.register_profile("polepos", deadline=None)
settings.register_profile("few", settings.get_profile("polepos"), max_examples=10)
settings.register_profile("fuzz", settings.get_profile("polepos"), max_examples=200)
settings.load_profile("polepos")

LOADED: dict[str, ModuleType | None] = {"pure": _pure, "rust": _backend.loaded()}


def _containers(name: str) -> SimpleNamespace:
    """Return all containers of a backend, as an application gets them when it is active."""
    module = LOADED[name]
    return SimpleNamespace(
        **{each: getattr(module, each, getattr(_pure, each)) for each in _pure.__all__}
    )


REQUIRED = {name for name in os.environ.get("POLEPOS_DATA_REQUIRE", "").split(",") if name}
TESTED = [name for name, module in LOADED.items() if module is not None or name in REQUIRED]


def pytest_report_header() -> str:
    return f"backends of polepos.data under test: {', '.join(TESTED)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which backends were really at work."""
    passed = [each.nodeid for each in terminalreporter.getreports("passed")]
    backends = [set(re.split(r"[][-]", nodeid)).intersection(TESTED) for nodeid in passed]
    counts = {name: sum(name in each for each in backends) for name in TESTED}
    said = ", ".join(f"{count} on {name}" for name, count in counts.items())
    terminalreporter.write_line(f"tests of polepos.data that passed: {said}")


@pytest.fixture(params=TESTED, scope="session")
def data(request: pytest.FixtureRequest) -> Iterator[SimpleNamespace]:
    """The containers of one backend, which is the active one: `data.SortedList`, `data.Trie`, ...

    What is unpickled or copied by its name is of the active backend.
    """
    if LOADED[request.param] is None:
        pytest.fail(f"POLEPOS_DATA_REQUIRE asks for {request.param}, which is not installed")
    containers = _containers(request.param)
    with patch.multiple(polepos.data, BACKEND=request.param, create=True, **vars(containers)):
        yield containers


@pytest.fixture(params=[int, float])
def clock(request: pytest.FixtureRequest) -> Clock:
    return Clock(request.param)
