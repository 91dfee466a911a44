"""Fixtures of the tests across packages. `nox -s e2e` prepares what they need."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from applications import Application, make
from servers import PostgreSQL, Server, provide


@pytest.fixture(scope="session")
def application_python() -> Path:
    """The Python of the environment that generated applications under test share."""
    given = os.environ.get("POLEPOS_APP_PYTHON")
    if not given:
        pytest.fail("POLEPOS_APP_PYTHON is not set: run these tests with `nox -s e2e`")
    return Path(given)


@pytest.fixture(scope="session")
def _postgres() -> Iterator[Server]:
    yield from provide(PostgreSQL)


@pytest.fixture(scope="session")
def postgres(_postgres: Server) -> PostgreSQL:
    """A PostgreSQL server of the test run's own."""
    assert isinstance(_postgres, PostgreSQL)
    return _postgres


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Make an empty PostgreSQL database, and return its URL."""
    server: PostgreSQL = request.getfixturevalue("postgres")

    def create() -> str:
        # Two hex digits a byte of randomness: workers share no server, tests share this one.
        return server.create_database(f"test_{os.urandom(6).hex()}")

    return create


@pytest.fixture(scope="session")
def made(
    tmp_path_factory: pytest.TempPathFactory, application_python: Path
) -> Callable[..., Application]:
    """Make projects that tests only read; each kind is made once."""
    known: dict[tuple[str, ...], Application] = {}

    def project(*options: str) -> Application:
        if options not in known:
            known[options] = make(tmp_path_factory.mktemp("made"), application_python, *options)
        return known[options]

    return project


@pytest.fixture
def project(made: Callable[..., Application], tmp_path: Path) -> Callable[..., Application]:
    """Give a project that a test may change."""

    def copy(*options: str) -> Application:
        original = made(*options)
        shutil.copytree(original.root, tmp_path / original.root.name)
        return Application(tmp_path / original.root.name, original.python)

    return copy
