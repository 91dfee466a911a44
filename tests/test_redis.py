"""The integration `redis`, in a project of its own, with a real server that comes and goes."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Running, make
from checking import assert_clean, until
from servers import Redis, Starter, required

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

_ROUTER = f"src/{PACKAGE}/modules/status/router.py"
_IMPORTS = f"from {PACKAGE}.modules.status.schemas import"
_MORE_IMPORTS = f"""import asyncio
import os
from pathlib import Path

from {PACKAGE}.integrations.redis.cached import cached
from {PACKAGE}.integrations.redis.deps import CacheDep, RedisDep
"""
_ROUTES = '''

@cached(ttl=300, key=lambda: "rate", tags=["rates"], patience=2)
async def find_rate() -> int:
    """Return how often this was asked in all processes, as long as nobody holds it up."""
    folder = Path(os.environ["RATES"])
    with (folder / "calls").open("a") as calls:
        calls.write(".")
    while (folder / "hold").exists():
        await asyncio.sleep(0.01)
    return len((folder / "calls").read_text())


@router.get("/rate")
async def read_rate(cache: CacheDep) -> int:
    return await find_rate(cache)


@router.post("/rate")
async def change_rate(cache: CacheDep) -> bool:
    return await cache.invalidate("rates")


@router.get("/size")
async def read_size(redis: RedisDep) -> int:
    return await redis.dbsize()
'''


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory, application_python: Path) -> Application:
    """A project with Redis, as it is made; tests only read it."""
    project = make(tmp_path_factory.mktemp("redis"), application_python, "--db", "none")
    done = project.polepos("add", "integration", "redis")
    assert done.returncode == 0, done.stderr
    return project


@dataclass(frozen=True)
class Rates:
    """The project with routes over a slow function whose results are cached."""

    application: Application
    folder: Path

    @property
    def calls(self) -> int:
        """How often the function was called."""
        path = self.folder / "calls"
        return len(path.read_text()) if path.exists() else 0

    def hold(self) -> None:
        """Let the function not return from now on."""
        (self.folder / "hold").touch()

    def let_go(self) -> None:
        """Let it return."""
        (self.folder / "hold").unlink()


@pytest.fixture
def rates(application: Application, tmp_path: Path) -> Callable[[str], Rates]:
    def with_redis(url: str) -> Rates:
        root = tmp_path / application.root.name
        shutil.copytree(application.root, root)
        project = Application(root, application.python).with_environment(
            REDIS_ENABLED="true", REDIS_URL=url, RATES=str(tmp_path)
        )
        project.edit(_ROUTER, _IMPORTS, _MORE_IMPORTS + _IMPORTS)
        project.edit(_ROUTER, "router = APIRouter()\n", "router = APIRouter()\n" + _ROUTES)
        return Rates(project, tmp_path)

    return with_redis


def _rate(server: Running) -> int:
    answer = server.get("/api/v1/status/rate")
    assert answer.status == 200, answer.body
    return int(answer.body)


def _change(server: Running) -> bool:
    answer = server.ask("POST", "/api/v1/status/rate")
    assert answer.status == 200, answer.body
    return bool(answer.json)


def _is_ready(server: Running) -> bool:
    return server.get("/health/ready").status == 200


def test_it_is_clean(application: Application) -> None:
    assert_clean(application)


def test_its_tests_pass_with_a_server_and_without(application: Application, redis: Redis) -> None:
    command = ["pytest", "-q", "-p", "no:cacheprovider", "-k", "redis"]

    with_server = application.run(*command, TEST_REDIS_URL=redis.fresh_url())
    without = application.run(*command)

    assert with_server.returncode == 0, with_server.stdout
    assert "skipped" not in with_server.stdout
    assert without.returncode == 0, without.stdout
    assert "TEST_REDIS_URL is not set" in without.stdout


def test_it_starts_without_redis_and_is_ready_when_redis_comes(
    rates: Callable[[str], Rates],
) -> None:
    with required(Redis), ExitStack() as stack:
        server = Redis.new()
        stack.callback(shutil.rmtree, server.folder, ignore_errors=True)
        running = stack.enter_context(rates(server.url).application.serving())

        assert [_rate(running) for _ in range(2)] == [1, 2]
        assert running.get("/api/v1/status/size").status == 503
        assert not _is_ready(running)

        server.start()
        stack.callback(server.stop)
        until(lambda: _is_ready(running))

        assert [_rate(running) for _ in range(2)] == [3, 3]
        assert running.get("/api/v1/status/size").status == 200


def test_what_is_invalidated_while_redis_is_away_is_not_found_by_anybody_when_it_is_back(
    rates: Callable[[str], Rates], server_of_my_own: Starter
) -> None:
    server = server_of_my_own(Redis)
    application = rates(server.url).application
    with application.serving() as here, application.serving() as there:
        assert [_rate(here), _rate(there)] == [1, 1]

        server.stop()
        assert not _change(here)
        assert [_rate(here), _rate(there)] == [2, 3]
        server.start()  # with the data it had: the old value is still there
        until(lambda: _rate(there) > 3)

        known = _rate(there)
        until(lambda: _rate(here) == known)
        assert _change(there)
        assert _rate(here) == _rate(there) > known
        assert "Traceback" not in here.words + there.words


def test_processes_compute_a_missing_value_once(
    rates: Callable[[str], Rates], redis: Redis
) -> None:
    project = rates(redis.fresh_url())
    application = project.application
    with (
        application.serving() as here,
        application.serving() as there,
        ThreadPoolExecutor() as pool,
    ):
        project.hold()
        asked = [pool.submit(_rate, server) for server in (here, there) for _ in range(4)]
        until(lambda: project.calls)
        project.let_go()

        assert [each.result() for each in asked] == [1] * 8


def test_a_process_that_is_killed_while_it_computes_holds_up_nobody_for_long(
    rates: Callable[[str], Rates], redis: Redis
) -> None:
    project = rates(redis.fresh_url())
    application = project.application
    with application.serving() as killed, application.serving() as other:
        project.hold()
        with ThreadPoolExecutor() as pool:
            lost = pool.submit(killed.get, "/api/v1/status/rate")
            until(lambda: project.calls)
            killed.process.kill()
            assert lost.exception() is not None
        project.let_go()

        assert _rate(other) == 2
        until(lambda: _rate(other) == _rate(other))


def test_a_password_that_redis_refuses_is_told_nobody(
    rates: Callable[[str], Rates], redis: Redis
) -> None:
    url = redis.fresh_url().replace("redis://", "redis://somebody:hunter2@")

    with rates(url).application.serving() as running:
        assert [_rate(running) for _ in range(2)] == [1, 2]
        ready = running.get("/health/ready")

        assert ready.status == 503
        assert "hunter2" not in ready.body + running.words
