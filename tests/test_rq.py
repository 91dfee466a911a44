"""The integration `rq`, in a project of its own: workers and schedulers that come, go and are killed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from applications import PACKAGE, Application, clean_environment, make
from checking import assert_clean, until
from servers import Redis, Starter, required

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="workers run jobs in forks"),
]

_DEADLINE_SECONDS = 30.0

_JOBS = r'''

@job(retries=[0, 0])
async def trace(name: str) -> None:
    """Leave traces of a beginning and an end, and do not end while somebody holds it up."""
    folder = Path(os.environ["TRACES"])
    with (folder / f"{name}.begun").open("a") as begun:
        begun.write(f"{os.getpid()}\n")
    while (folder / "hold").exists():
        await asyncio.sleep(0.01)
    (folder / f"{name}.done").touch()


@job(retries=[1])
def stumble(name: str) -> None:
    """Fail the first time."""
    first = Path(os.environ["TRACES"]) / f"{name}.begun"
    if not first.exists():
        first.touch()
        raise LookupError("stumbled")
    first.with_suffix(".done").touch()
'''

_ROUTES = """

@router.post("/jobs/{name}")
async def add_job(name: str, jobs: JobsDep) -> str:
    return await jobs.enqueue(trace, name)


@router.post("/stumbling/{name}")
async def add_stumbling(name: str, jobs: JobsDep) -> str:
    return await jobs.enqueue(stumble, name)
"""

_PUT = f'''"""Put jobs into the queue: the function, and what it is given."""

import sys

from {PACKAGE}.integrations.rq import jobs
from {PACKAGE}.integrations.rq.connection import connect
from {PACKAGE}.integrations.rq.queue import put
from {PACKAGE}.settings import load_settings

settings = load_settings()
with connect(settings) as connection:
    for name in sys.argv[2:]:
        put(connection, settings, getattr(jobs, sys.argv[1]), [name], {{}})
'''

_TIME_PASSES = f'''"""Do what every worker does each minute, as if a quarter of an hour had gone by."""

import time

from {PACKAGE}.integrations.rq.connection import connect
from {PACKAGE}.integrations.rq.queue import open_queue
from {PACKAGE}.settings import load_settings

settings = load_settings()
with connect(settings) as connection:
    queue = open_queue(settings.rq_default_queue, connection)
    queue.started_job_registry.cleanup(timestamp=time.time() + 900)
'''

_SPAWNING = f'''"""Run a worker as on a platform where nothing can fork."""

from {PACKAGE}.integrations.rq import worker, workers

workers.ForkingWorker = workers.SpawningWorker
worker.main()
'''


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory, application_python: Path) -> Application:
    """A project with rq, as it is made; tests only read it."""
    project = make(tmp_path_factory.mktemp("rq"), application_python, "--db", "none")
    done = project.polepos("add", "integration", "rq")
    assert done.returncode == 0, done.stderr
    return project


@dataclass(frozen=True)
class Process:
    """A process beside the API."""

    process: subprocess.Popen[bytes]
    log: Path

    def end(self, number: int) -> int:
        """Send it a signal, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=_DEADLINE_SECONDS)

    @property
    def words(self) -> str:
        """Everything it printed."""
        return self.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Traced:
    """The project with jobs that leave traces, and the folder where they leave them."""

    application: Application
    folder: Path

    @contextmanager
    def running(self, module: str) -> Iterator[Process]:
        """Run a worker or a scheduler until the block ends."""
        log = self.folder / f"{module}-{os.urandom(3).hex()}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(self.application.python), "-m", f"{PACKAGE}.integrations.rq.{module}"],
                cwd=self.application.root,
                env=clean_environment(
                    {
                        "PYTHONPATH": str(self.application.root / "src"),
                        **self.application.environment,
                    }
                ),
                stdout=output,
                stderr=output,
            )
        try:
            yield Process(process, log)
        finally:
            process.kill()
            process.wait()

    def put(self, function: str, *names: str) -> None:
        """Enqueue a job for each name."""
        done = self.application.run(f"{PACKAGE}.put", function, *names)
        assert done.returncode == 0, done.stderr

    def hold(self) -> None:
        """Let no job end from now on."""
        (self.folder / "hold").touch()

    def let_go(self) -> None:
        """Let them end."""
        (self.folder / "hold").unlink()

    def begun(self, name: str) -> list[int]:
        """Return the processes in which a job began, one for each time."""
        path = self.folder / f"{name}.begun"
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def has_begun(self, name: str, times: int) -> bool:
        """Tell whether a job began so many times."""
        return len(self.begun(name)) >= times

    def is_done(self, name: str) -> bool:
        """Tell whether a job came to its end."""
        return (self.folder / f"{name}.done").exists()

    def failed(self, *words: str) -> str:
        """Ask for failed jobs as an operator would."""
        done = self.application.run(f"{PACKAGE}.integrations.rq.failed", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def traced(application: Application, tmp_path: Path) -> Callable[[str], Traced]:
    def with_redis(url: str) -> Traced:
        root = tmp_path / application.root.name
        shutil.copytree(application.root, root)
        project = Application(root, application.python).with_environment(
            RQ_ENABLED="true", REDIS_URL=url, TRACES=str(tmp_path)
        )
        package, imports = f"src/{PACKAGE}", f"from {PACKAGE}.integrations.rq"
        jobs = (root / package / "integrations/rq/jobs.py").read_text(encoding="utf-8") + _JOBS
        project.write(
            f"{package}/integrations/rq/jobs.py",
            jobs.replace(
                "import logging\n", "import asyncio\nimport logging\nimport os\n", 1
            ).replace("\nfrom ", "from pathlib import Path\n\nfrom ", 1),
        )
        router = f"{package}/modules/status/router.py"
        project.edit(
            router,
            "router = APIRouter()\n",
            f"{imports}.deps import JobsDep\n{imports}.jobs import stumble, trace\n\n"
            f"router = APIRouter()\n{_ROUTES}",
        )
        project.write(f"{package}/put.py", _PUT)
        project.write(f"{package}/time_passes.py", _TIME_PASSES)
        return Traced(project, tmp_path)

    return with_redis


def test_it_is_clean(application: Application) -> None:
    assert_clean(application)


def test_its_tests_pass_with_a_server_and_without(application: Application, redis: Redis) -> None:
    command = ["pytest", "-q", "-p", "no:cacheprovider", "-k", "rq"]

    with_server = application.run(*command, TEST_REDIS_URL=redis.fresh_url())
    without = application.run(*command)

    assert with_server.returncode == 0, with_server.stdout
    assert "skipped" not in with_server.stdout
    assert without.returncode == 0, without.stdout
    assert "TEST_REDIS_URL is not set" in without.stdout


def test_what_it_shares_with_redis_cannot_be_taken_from_it(application: Application) -> None:
    done = application.polepos("remove", "integration", "redis", "--dry-run")

    assert done.returncode != 0
    assert "rq" in done.stderr


def test_everything_waits_for_redis_and_works_when_it_comes(
    traced: Callable[[str], Traced],
) -> None:
    with required(Redis), ExitStack() as stack:
        server = Redis.new()
        stack.callback(shutil.rmtree, server.folder, ignore_errors=True)
        project = traced(server.url)
        worker = stack.enter_context(project.running("worker"))
        scheduler = stack.enter_context(project.running("scheduler"))
        api = stack.enter_context(project.application.serving())

        assert api.ask("POST", "/api/v1/status/jobs/early").status == 503
        assert api.get("/health/ready").status == 503
        until(lambda: "waiting for redis" in worker.words, worker)
        until(lambda: "waiting for redis" in scheduler.words, scheduler)

        server.start()
        stack.callback(server.stop)
        until(lambda: api.get("/health/ready").status == 200)
        assert api.ask("POST", "/api/v1/status/jobs/late").status == 200
        assert api.ask("POST", "/api/v1/status/stumbling/twice").status == 200
        until(lambda: project.is_done("late") and project.is_done("twice"), worker)

        assert not project.begun("early")
        assert scheduler.end(signal.SIGTERM) == 0, scheduler.words
        assert worker.end(signal.SIGTERM) == 0, worker.words
        assert "Traceback" not in scheduler.words


def test_a_worker_and_a_scheduler_survive_that_redis_is_lost(
    traced: Callable[[str], Traced], server_of_my_own: Starter
) -> None:
    server = server_of_my_own(Redis)
    project = traced(server.url)
    with project.running("worker") as worker, project.running("scheduler") as scheduler:
        project.put("trace", "before")
        until(lambda: project.is_done("before"), worker)

        server.stop()
        until(lambda: "redis is away" in scheduler.words, scheduler)
        server.start()

        project.put("trace", "after")
        project.put("stumble", "twice")
        until(lambda: project.is_done("after") and project.is_done("twice"), worker)
        assert worker.process.poll() is None
        assert scheduler.end(signal.SIGTERM) == 0, scheduler.words


def test_a_worker_that_cannot_fork_runs_jobs_too(
    traced: Callable[[str], Traced], redis: Redis
) -> None:
    project = traced(redis.fresh_url())
    project.application.write(f"src/{PACKAGE}/integrations/rq/spawning.py", _SPAWNING)
    project.put("trace", "spawned")
    project.put("note", "a line in the log")
    with project.running("spawning") as worker:
        until(lambda: project.is_done("spawned"), worker)
        until(lambda: "a line in the log" in worker.words, worker)

        assert worker.end(signal.SIGTERM) == 0, worker.words


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_end_finishes_the_job_in_hand(
    traced: Callable[[str], Traced], redis: Redis, number: int
) -> None:
    project = traced(redis.fresh_url())
    project.put("trace", "in hand", "next")
    project.hold()
    with project.running("worker") as worker:
        until(lambda: project.begun("in hand"), worker)

        worker.process.send_signal(number)
        until(lambda: "warm shut down" in worker.words, worker)
        assert worker.process.poll() is None
        project.let_go()

        assert worker.process.wait(timeout=_DEADLINE_SECONDS) == 0, worker.words
    assert project.is_done("in hand")
    assert not project.begun("next")


def test_a_job_whose_worker_is_killed_goes_on_to_its_end(
    traced: Callable[[str], Traced], redis: Redis
) -> None:
    project = traced(redis.fresh_url())
    project.put("trace", "orphan")
    project.hold()
    with project.running("worker") as worker:
        until(lambda: project.begun("orphan"), worker)
        worker.end(signal.SIGKILL)
    project.let_go()

    until(lambda: project.is_done("orphan"))
    with project.running("worker") as worker:
        project.put("trace", "next")
        until(lambda: project.is_done("next"), worker)
    assert len(project.begun("orphan")) == 1


def test_a_job_that_is_killed_with_its_worker_is_run_again(
    traced: Callable[[str], Traced], redis: Redis
) -> None:
    project = traced(redis.fresh_url())
    project.put("trace", "killed")
    project.hold()
    with project.running("worker") as worker:
        until(lambda: project.begun("killed"), worker)
        worker.end(signal.SIGKILL)
        os.kill(project.begun("killed")[0], signal.SIGKILL)
    project.let_go()

    done = project.application.run(f"{PACKAGE}.time_passes")
    assert done.returncode == 0, done.stderr
    with project.running("worker") as worker:
        until(lambda: project.is_done("killed"), worker)

    assert len(project.begun("killed")) == 2
    assert project.failed("list") == ""


def test_a_job_that_kills_its_process_is_given_up_and_can_be_run_again(
    traced: Callable[[str], Traced], redis: Redis
) -> None:
    project = traced(redis.fresh_url())
    project.put("trace", "crashing")
    project.hold()
    with project.running("worker") as worker:
        for attempt in (1, 2, 3):
            until(partial(project.has_begun, "crashing", attempt), worker)
            os.kill(project.begun("crashing")[-1], signal.SIGKILL)
        until(lambda: "Work-horse terminated unexpectedly" in project.failed("list"), worker)

        project.let_go()
        assert project.failed("requeue", "all").startswith("requeued ")
        until(lambda: project.is_done("crashing"), worker)
    assert len(project.begun("crashing")) == 4


def test_neither_password_nor_argument_is_told(
    traced: Callable[[str], Traced], redis: Redis
) -> None:
    url = redis.fresh_url()
    project = traced(url)
    project.put("stumble", "hunter2")
    with project.running("worker") as worker:
        until(lambda: "job failed" in worker.words, worker)
        assert "stumbled" in worker.words
        assert "hunter2" not in worker.words

    refused = Traced(
        project.application.with_environment(
            REDIS_URL=url.replace("redis://", "redis://somebody:hunter2@")
        ),
        project.folder,
    )
    with refused.running("worker") as worker:
        until(lambda: "waiting for redis" in worker.words, worker)
        assert "hunter2" not in worker.words
