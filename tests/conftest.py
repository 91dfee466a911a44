"""Fixtures of the tests across packages. `nox -s e2e` prepares what they need."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from applications import Application, make
from servers import Kafka, PostgreSQL, RabbitMQ, Redis, Starter, required, shared


@pytest.fixture(scope="session")
def application_python() -> Path:
    """The Python of the environment that generated applications under test share."""
    given = os.environ.get("POLEPOS_APP_PYTHON")
    if not given:
        pytest.fail("POLEPOS_APP_PYTHON is not set: run these tests with `nox -s e2e`")
    return Path(given)


@pytest.fixture(scope="session")
def _folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, and no other run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def postgres(_folder_of_run: Path) -> Iterator[PostgreSQL]:
    """The run's PostgreSQL: take a database of it with `create_database()`."""
    with required(PostgreSQL), shared(PostgreSQL, _folder_of_run) as server:
        yield server


@pytest.fixture(scope="session")
def redis(_folder_of_run: Path) -> Iterator[Redis]:
    """The run's Redis: take a database of it with `fresh_url()`."""
    with required(Redis), shared(Redis, _folder_of_run) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq(_folder_of_run: Path) -> Iterator[RabbitMQ]:
    """The run's RabbitMQ: take a virtual host of it with `fresh_url()`."""
    with required(RabbitMQ), shared(RabbitMQ, _folder_of_run) as server:
        yield server


@pytest.fixture(scope="session")
def kafka(_folder_of_run: Path) -> Iterator[Kafka]:
    """The run's Kafka: name topics and groups so that no other test has them."""
    with required(Kafka), shared(Kafka, _folder_of_run) as server:
        yield server


@pytest.fixture
def server_of_my_own() -> Iterator[Starter]:
    """Start a server for one test alone, which may stop and start it."""
    with ExitStack() as servers:
        yield Starter(servers)


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Make an empty PostgreSQL database, and return its URL."""
    server: PostgreSQL = request.getfixturevalue("postgres")
    return server.create_database


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
