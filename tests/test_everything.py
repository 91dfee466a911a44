"""One project with everything that can be added: clean, tested on real servers, served, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from applications import Application
from checking import assert_clean
from servers import Kafka, RabbitMQ, Redis

from polepos_templates import Component, open_bundle

Made = Callable[..., Application]

BUNDLE = open_bundle()
MODULES = {
    "customers": [
        "--template",
        "crud",
        "--pagination",
        "cursor",
        "--timestamps",
        "--auth-required",
    ],
    "products": ["--template", "standard"],
    "reports": ["--template", "api-only"],
    "ledgers": ["--template", "service-only"],
    "assistants": ["--template", "ai-prompt"],
}

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def extras() -> list[list[str]]:
    """What follows `polepos add` for every feature and integration, those that need none first."""
    found = [BUNDLE.integration(name) for name in (*BUNDLE.features, *BUNDLE.integrations)]
    return [words(each) for each in sorted(found, key=lambda each: len(each.requires))]


def words(component: Component) -> list[str]:
    return [component.name] if component.kind == "feature" else [component.kind, component.name]


def tree(root: Path) -> dict[str, bytes]:
    """Return every file, but for what polepos keeps to undo, and what ran left behind."""
    left_behind = {"__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache", "tx", "undo"}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not left_behind.intersection(path.relative_to(root).parts)
    }


def grow(application: Application) -> None:
    steps = [*extras(), *(["module", name, *options] for name, options in MODULES.items())]
    for step in steps:
        done = application.polepos("add", *step)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def for_tests(
    fresh_database: Callable[[], str], redis: Redis, rabbitmq: RabbitMQ, kafka: Kafka
) -> dict[str, str]:
    """Return the variables by which generated tests are told of real servers."""
    return {
        "TEST_DATABASE_URL": fresh_database(),
        "TEST_KAFKA_BOOTSTRAP_SERVERS": kafka.url,
        "TEST_RABBITMQ_URL": rabbitmq.fresh_url(),
        "TEST_REDIS_URL": redis.fresh_url(),
    }


@pytest.mark.parametrize("db", ["sqlite", "postgres"])
def test_everything_together_is_clean_and_passes_its_tests_on_real_servers(
    project: Made, for_tests: dict[str, str], tmp_path: Path, db: str
) -> None:
    application = project("--db", db)
    grow(application)
    sqlite = f"sqlite:///{tmp_path / 'own.db'}"
    url = for_tests["TEST_DATABASE_URL"] if db == "postgres" else sqlite
    application = application.with_environment(DATABASE_URL=url, **for_tests)
    for command in (["revision", "-m", "everything"], ["upgrade"]):
        done = application.polepos("db", *command)
        assert done.returncode == 0, done.stderr

    assert_clean(application)
    tested = application.run("pytest", "-q", "-p", "no:cacheprovider")
    assert tested.returncode == 0, tested.stdout
    assert "skipped" not in tested.stdout.splitlines()[-1], tested.stdout


def test_everything_together_is_ready_when_all_servers_are(
    project: Made, redis: Redis, rabbitmq: RabbitMQ, kafka: Kafka, tmp_path: Path
) -> None:
    application = project("--db", "sqlite")
    grow(application)
    application = application.with_environment(
        DATABASE_URL=f"sqlite:///{tmp_path / 'own.db'}",
        KAFKA_ENABLED="true",
        KAFKA_BOOTSTRAP_SERVERS=kafka.url,
        RABBITMQ_ENABLED="true",
        RABBITMQ_URL=rabbitmq.fresh_url(),
        REDIS_ENABLED="true",
        REDIS_URL=redis.fresh_url(),
        RQ_ENABLED="true",
    )
    for command in (["revision", "-m", "everything"], ["upgrade"]):
        assert application.polepos("db", *command).returncode == 0

    with application.serving() as server:
        ready = server.until_ready()

    assert set(ready.json["checks"]) >= {"database", "kafka", "rabbitmq", "redis"}


def test_everything_is_taken_back_byte_for_byte(project: Made) -> None:
    application = project("--db", "postgres")
    before = tree(application.root)
    grow(application)

    for name in MODULES:
        done = application.polepos("remove", "module", name)
        assert done.returncode == 0, done.stderr
    for step in reversed(extras()):
        done = application.polepos("remove", *step)
        assert done.returncode == 0, done.stderr

    assert tree(application.root) == before
