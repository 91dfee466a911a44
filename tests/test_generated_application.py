"""A project straight after `polepos start`: clean, typed, tested, and served."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Running, polepos
from checking import types_cache

Made = Callable[..., Application]

MODES = ["sqlite", "postgres", "none"]

pytestmark = pytest.mark.e2e


@pytest.fixture(params=MODES)
def db(request: pytest.FixtureRequest) -> str:
    mode: str = request.param
    return mode


@pytest.fixture
def application(made: Made, db: str) -> Application:
    return made("--db", db)


@pytest.fixture
def ready(
    application: Application, db: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Application:
    """The application with a database of its own, migrated."""
    if db == "none":
        return application
    url = f"sqlite:///{tmp_path / 'data base.db'}"
    if db == "postgres":
        url = request.getfixturevalue("fresh_database")()
    application = application.with_environment(DATABASE_URL=url)
    done = application.polepos("db", "upgrade")
    assert done.returncode == 0, done.stderr
    return application


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_ruff_finds_nothing(made: Made, db: str, python: str) -> None:
    done = made("--db", db, "--python", python).run("ruff", "check", "--no-cache", ".")

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_its_types_are_right(made: Made, db: str, python: str) -> None:
    done = made("--db", db, "--python", python).run(
        "mypy", "--strict", "--cache-dir", str(types_cache())
    )

    assert done.returncode == 0, done.stdout


def test_its_own_tests_pass_whatever_the_developer_has_set(
    application: Application, db: str, request: pytest.FixtureRequest
) -> None:
    environment = {"APP_ENV": "production", "LOG_LEVEL": "nonsense", "CI": "true"}
    if db == "postgres":
        environment["TEST_DATABASE_URL"] = request.getfixturevalue("fresh_database")()

    done = application.run("pytest", "-q", "-p", "no:cacheprovider", **environment)

    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


# Short and long ones, and some that sort before and after everything else.
NAMES = [
    "a", "zz", "x1", "aa", "shop-api", "apple", "zebra", "tests-x", "pytest-x",
    *("n" * length for length in (15, 22, 28, 34, 40, 46, 52, 58, 63, 64)),
]  # fmt: skip


def test_every_name_and_option_renders_to_formatted_and_sorted_code(
    tmp_path: Path, application_python: Path
) -> None:
    for name in NAMES:
        for number, options in enumerate(
            (
                ["--db", "sqlite"],
                ["--db", "postgres", "--no-bytecode"],
                ["--db", "none", "--python", "3.13"],
            )
        ):
            folder = tmp_path / f"{name}-{number}"
            done = polepos(
                "start", name, "--no-git", "--dir", str(folder), *options, folder=tmp_path
            )
            assert done.returncode == 0, done.stderr

    everything = Application(tmp_path, application_python)
    formatted = everything.run("ruff", "format", "--check", "--no-cache", ".")
    assert formatted.returncode == 0, formatted.stdout
    checked = everything.run("ruff", "check", "--no-cache", ".")
    assert checked.returncode == 0, checked.stdout


def test_it_serves_its_status_its_health_and_its_documentation(ready: Application) -> None:
    with ready.serving() as server:
        status = server.get("/api/v1/status")
        assert status.status == 200
        assert set(status.json) == {
            "status", "service", "environment", "version", "uptime_seconds", "timestamp",
        }  # fmt: skip
        assert status.json["service"] == "shop-api"
        assert status.headers["X-Request-ID"]
        assert server.get("/health/live").status == 200
        assert server.get("/health/ready").status == 200, server.get("/health/ready").body
        assert server.get("/docs").status == 200
        assert server.get("/openapi.json").json["info"]["title"] == "shop-api"
        missing = server.get("/nowhere")
        assert missing.status == 404
        assert missing.headers["Content-Type"] == "application/problem+json"


def test_it_stops_cleanly_within_its_grace_time(ready: Application) -> None:
    with ready.serving() as server:
        server.get("/api/v1/status")
        seconds = server.stop()

        assert server.process.returncode in {0, -15}
        assert seconds < 10
        assert "Traceback" not in server.words


def test_a_request_under_way_is_finished_before_it_stops(project: Made, tmp_path: Path) -> None:
    application = project("--db", "none")
    application.edit(
        f"src/{PACKAGE}/modules/status/router.py",
        "router = APIRouter()\n",
        "router = APIRouter()\n\n\n"
        '@router.get("/slow")\n'
        "async def slow() -> str:\n"
        "    import asyncio, pathlib\n"
        f"    pathlib.Path({str(tmp_path / 'begun')!r}).touch()\n"
        "    await asyncio.sleep(1)\n"
        '    return "done"\n',
    )
    with application.serving() as server, ThreadPoolExecutor() as pool:
        answer = pool.submit(server.get, "/api/v1/status/slow")
        while not (tmp_path / "begun").exists():
            time.sleep(0.02)
        server.stop()

        assert answer.result().body == '"done"'


@pytest.mark.parametrize(
    "setting,value",
    [
        ("APP_PORT", "many"),
        ("LOG_LEVEL", "LOUD"),
        ("APP_ENV", "production"),
        ("AUTH_SECRET_KEY", "short"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_its_name(
    application: Application, setting: str, value: str
) -> None:
    done = application.run(f"{PACKAGE}.run", **{setting: value})

    named = "AUTH_SECRET_KEY" if setting == "APP_ENV" else setting
    assert done.returncode != 0
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_the_startup_table_shows_no_secret(made: Made, fresh_database: Callable[[], str]) -> None:
    url = fresh_database()
    application = made("--db", "postgres").with_environment(DATABASE_URL=url)

    with application.serving() as server:
        server.stop()
        words = server.words

    assert "shop-api" in words
    assert "p%2540" not in words
    assert "p%40 '" not in words


def test_no_way_of_writing_a_password_gets_into_the_startup_table(made: Made) -> None:
    url = "postgresql://u@127.0.0.1:1/x?password=hunter2"

    with made("--db", "postgres").with_environment(DATABASE_URL=url).serving() as server:
        assert "127.0.0.1:1/x" in server.words
        assert "hunter2" not in server.words


def test_a_database_that_is_down_makes_it_alive_and_not_ready(made: Made) -> None:
    application = made("--db", "postgres").with_environment(
        DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/nothing"
    )

    with application.serving() as server:
        assert server.get("/health/live").status == 200
        ready = server.get("/health/ready")
        assert ready.status == 503
        assert "secret" not in ready.body
        assert server.get("/api/v1/status").status == 200


def test_importing_the_application_reads_no_environment_and_configures_no_logging(
    application: Application,
) -> None:
    done = application.run(
        "timeit", "-n1", "-r1",
        f"import logging, {PACKAGE}.app; assert not logging.root.handlers, logging.root.handlers",
        APP_PORT="not a number", LOG_LEVEL="LOUD", APP_ENV="production",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


def test_two_servers_can_run_at_once(ready: Application) -> None:
    def status(server: Running) -> int:
        return server.get("/api/v1/status").status

    with ready.serving() as one, ready.serving() as two:
        assert (status(one), status(two)) == (200, 200)
