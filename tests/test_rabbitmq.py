"""A project with RabbitMQ: clean, and what becomes of messages when anything fails."""

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Running, clean_environment, make
from checking import assert_clean, until
from servers import RabbitMQ, Starter

Made = Callable[..., Application]

DEADLINE_SECONDS = 30

TASKS = f'''\
"""A task that leaves its traces in a folder, for tests that look from outside."""

import asyncio
import os
from pathlib import Path

import aio_pika
from aio_pika.abc import AbstractIncomingMessage
from fastapi import APIRouter
from {PACKAGE}.api.deps import SettingsDep
from {PACKAGE}.integrations.rabbitmq.delivery import Delivery
from {PACKAGE}.integrations.rabbitmq.deps import PublisherDep
from {PACKAGE}.integrations.rabbitmq.messages import Message

TRACES = Path(os.environ["TRACES"])
router = APIRouter()


class Task(Message):
    name: str


async def carry_out(task: Task, delivery: Delivery) -> None:
    with (TRACES / "begun").open("a") as begun:
        begun.write(task.name + "\\n")
    if task.name.startswith("fail") and not (TRACES / "repaired").exists():
        raise RuntimeError("as it was told to")
    effect = TRACES / f"effect-{{delivery.message_id}}"
    if not effect.exists():
        effect.write_text(task.name)
    while task.name.startswith("slow") and not (TRACES / "released").exists():
        await asyncio.sleep(0.01)
    (TRACES / f"done-{{task.name}}").touch()


@router.post("/tasks")
async def ask_for(task: Task, publisher: PublisherDep) -> str:
    return await publisher.publish(task)


@router.post("/unreadable")
async def confuse(settings: SettingsDep) -> None:
    connection = await aio_pika.connect(settings.rabbitmq_url.get_secret_value())
    async with connection, connection.channel() as channel:
        message = aio_pika.Message(b"\\xff", type="Task", message_id="poison")
        await channel.default_exchange.publish(message, settings.rabbitmq_default_queue)


@router.get("/waiting")
async def count(settings: SettingsDep) -> int:
    connection = await aio_pika.connect(settings.rabbitmq_url.get_secret_value())
    async with connection, connection.channel() as channel:
        queue = await channel.get_queue(settings.rabbitmq_default_queue)
        return queue.declaration_result.message_count or 0
'''

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@dataclass
class Worker:
    """A worker that runs."""

    process: subprocess.Popen[bytes]
    log: Path

    def end(self, number: int) -> int:
        """Send it a signal, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=DEADLINE_SECONDS)

    @property
    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Traces:
    """What tasks left behind."""

    folder: Path

    @property
    def begun(self) -> list[str]:
        """The tasks that were begun, in order, as often as they were."""
        path = self.folder / "begun"
        return path.read_text().split() if path.exists() else []

    @property
    def effects(self) -> list[str]:
        """The tasks that had an effect, as often as they had."""
        return sorted(path.read_text() for path in self.folder.glob("effect-*"))

    def is_done(self, name: str) -> bool:
        return (self.folder / f"done-{name}").exists()

    def release(self) -> None:
        """Let slow tasks end."""
        (self.folder / "released").touch()


@pytest.fixture(scope="session")
def integrated(
    tmp_path_factory: pytest.TempPathFactory, application_python: Path
) -> Callable[[str], Application]:
    """Make a project with RabbitMQ, once for each database."""
    known: dict[str, Application] = {}

    def project(db: str) -> Application:
        if db not in known:
            folder = tmp_path_factory.mktemp("rabbitmq")
            known[db] = make(folder, application_python, "--db", db)
            done = known[db].polepos("add", "integration", "rabbitmq")
            assert done.returncode == 0, done.stderr
        return known[db]

    return project


@pytest.fixture(scope="session")
def _with_tasks(
    integrated: Callable[[str], Application], tmp_path_factory: pytest.TempPathFactory
) -> Application:
    original = integrated("none")
    root = tmp_path_factory.mktemp("tasks") / original.root.name
    application = Application(shutil.copytree(original.root, root), original.python)
    application.write(f"src/{PACKAGE}/tasks.py", TASKS)
    application.edit(
        f"src/{PACKAGE}/integrations/rabbitmq/handlers.py",
        "handlers = Handlers()\n",
        f"from {PACKAGE}.tasks import Task, carry_out\n\n"
        "handlers = Handlers()\nhandlers.on(Task, carry_out)\n",
    )
    application.edit(
        f"src/{PACKAGE}/api/router.py",
        "# polepos:router-includes",
        f"from {PACKAGE}.tasks import router as tasks\n\n"
        "api_router.include_router(tasks)\n# polepos:router-includes",
    )
    return application


@pytest.fixture
def traces(tmp_path: Path) -> Traces:
    folder = tmp_path / "traces"
    folder.mkdir()
    return Traces(folder)


@pytest.fixture
def with_tasks(_with_tasks: Application, traces: Traces) -> Application:
    """The project with tasks, which leaves its traces in this test's folder."""
    return _with_tasks.with_environment(
        TRACES=str(traces.folder),
        RABBITMQ_ENABLED="true",
        RABBITMQ_MAX_ATTEMPTS="3",
        RABBITMQ_RETRY_DELAY_SECONDS="0.05",
        RABBITMQ_PUBLISH_TIMEOUT_SECONDS="3",
    )


@pytest.fixture
def connected(with_tasks: Application, rabbitmq: RabbitMQ) -> Application:
    """The project with tasks, on a virtual host of this test's own."""
    return with_tasks.with_environment(RABBITMQ_URL=rabbitmq.fresh_url())


@contextmanager
def working(application: Application, log: Path) -> Iterator[Worker]:
    """Run a worker until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(application.python), "-m", f"{PACKAGE}.integrations.rabbitmq.worker"],
            cwd=application.root,
            env=clean_environment(
                {"PYTHONPATH": str(application.root / "src"), **application.environment}
            ),
            stdout=output,
            stderr=output,
        )
    try:
        yield Worker(process, log)
    finally:
        process.kill()
        process.wait()


def publish(server: Running, name: str) -> int:
    return server.ask("POST", "/api/v1/tasks", {"name": name}).status


def is_ready(server: Running) -> bool:
    return server.get("/health/ready").status == 200


@pytest.mark.parametrize("db", ["sqlite", "none"])
def test_it_is_clean(integrated: Callable[[str], Application], db: str) -> None:
    assert_clean(integrated(db))


def test_it_passes_its_tests_on_a_real_server(
    integrated: Callable[[str], Application], rabbitmq: RabbitMQ
) -> None:
    done = integrated("sqlite").run(
        "pytest", "-q", "-p", "no:cacheprovider", "-k", "rabbitmq or settings",
        TEST_RABBITMQ_URL=rabbitmq.fresh_url(),
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


def test_a_server_may_come_late_and_be_lost(
    with_tasks: Application, server_of_my_own: Starter, traces: Traces, tmp_path: Path
) -> None:
    rabbitmq = server_of_my_own(RabbitMQ)
    rabbitmq.stop(kill=True)
    application = with_tasks.with_environment(RABBITMQ_URL=rabbitmq.url)

    with application.serving() as server, working(application, tmp_path / "log") as worker:
        refused = server.ask("POST", "/api/v1/tasks", {"name": "refused"})
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert server.get("/health/live").status == 200
        assert not is_ready(server)

        rabbitmq.start()
        until(lambda: is_ready(server))
        assert publish(server, "first") == 200
        assert publish(server, "slow") == 200
        until(lambda: traces.is_done("first") and "slow" in traces.effects, worker)

        rabbitmq.stop(kill=True)
        until(lambda: not is_ready(server))
        assert publish(server, "refused") == 503
        traces.release()
        until(lambda: traces.is_done("slow"), worker)

        rabbitmq.start()
        until(lambda: is_ready(server))
        assert publish(server, "second") == 200
        until(lambda: traces.is_done("second"), worker)
        until(lambda: traces.begun.count("slow") == 2, worker)

        assert worker.end(signal.SIGTERM) == 0, worker.words
        assert traces.effects == ["first", "second", "slow"]
        assert "guest:guest" not in server.words + worker.words


def test_what_cannot_be_handled_becomes_a_dead_letter_and_can_be_tried_again(
    connected: Application, traces: Traces, tmp_path: Path
) -> None:
    dead_letters = f"{PACKAGE}.integrations.rabbitmq.dead_letters"

    with connected.serving() as server, working(connected, tmp_path / "log") as worker:
        until(lambda: is_ready(server))
        assert server.ask("POST", "/api/v1/unreadable").status == 200
        assert publish(server, "fails") == 200
        assert publish(server, "good") == 200
        until(lambda: traces.is_done("good"), worker)
        until(lambda: worker.words.count("dead letter") == 2, worker)

        until(lambda: len(connected.run(dead_letters).stdout.splitlines()) == 2, worker)
        poison, failed = map(json.loads, connected.run(dead_letters).stdout.splitlines())
        (traces.folder / "repaired").touch()
        done = connected.run(dead_letters, "replay")
        until(lambda: traces.is_done("fails"), worker)

    assert (poison["message_id"], poison["type"], poison["attempts"]) == ("poison", "Task", 1)
    assert poison["error"].startswith("UnreadableMessageError: not a Task")
    assert (failed["error"], failed["attempts"]) == ("RuntimeError: as it was told to", 3)
    assert done.stdout == "2 sent back to the queue\n"
    assert traces.begun.count("fails") == 4


def test_a_worker_that_is_killed_loses_nothing_and_its_work_counts_once(
    connected: Application, traces: Traces, tmp_path: Path
) -> None:
    with connected.serving() as server:
        until(lambda: is_ready(server))
        with working(connected, tmp_path / "log") as worker:
            assert publish(server, "slow") == 200
            until(lambda: traces.effects, worker)
            worker.end(signal.SIGKILL)
        assert not traces.is_done("slow")

        traces.release()
        with working(connected, tmp_path / "log-2") as worker:
            until(lambda: traces.is_done("slow"), worker)
            assert worker.end(signal.SIGTERM) == 0, worker.words
        assert server.get("/api/v1/waiting").json == 0

    assert traces.begun == ["slow", "slow"]
    assert traces.effects == ["slow"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_worker_that_is_asked_to_end_finishes_what_it_has_in_hand(
    connected: Application, traces: Traces, tmp_path: Path, number: int
) -> None:
    with connected.serving() as server, working(connected, tmp_path / "log") as worker:
        until(lambda: is_ready(server))
        assert publish(server, "slow") == 200
        until(lambda: traces.begun, worker)

        worker.process.send_signal(number)
        until(lambda: "finishing" in worker.words, worker)
        assert publish(server, "later") == 200
        traces.release()

        assert worker.process.wait(timeout=DEADLINE_SECONDS) == 0
        assert server.get("/api/v1/waiting").json == 1

    assert traces.is_done("slow")
    assert traces.begun == ["slow"]
    assert "Traceback" not in worker.words


def test_a_worker_without_a_server_ends_when_it_is_asked_to(
    with_tasks: Application, tmp_path: Path
) -> None:
    application = with_tasks.with_environment(RABBITMQ_URL="amqp://shop:secret@127.0.0.1:1/")

    with working(application, tmp_path / "log") as worker:
        until(lambda: "Connection attempt" in worker.words, worker)

        assert worker.end(signal.SIGTERM) == 0
        assert "Traceback" not in worker.words
        assert "secret" not in worker.words


def test_a_worker_without_handlers_leaves_messages_where_they_are(
    integrated: Callable[[str], Application], rabbitmq: RabbitMQ, tmp_path: Path
) -> None:
    application = integrated("none").with_environment(
        RABBITMQ_ENABLED="true", RABBITMQ_URL=rabbitmq.fresh_url()
    )

    with working(application, tmp_path / "log") as worker:
        until(lambda: "no handlers" in worker.words, worker)

        assert worker.end(signal.SIGTERM) == 0
        assert "consuming" not in worker.words


def test_a_worker_says_which_setting_is_wrong(with_tasks: Application) -> None:
    module = f"{PACKAGE}.integrations.rabbitmq.worker"

    off = with_tasks.run(module, RABBITMQ_ENABLED="false")
    wrong = with_tasks.run(module, RABBITMQ_PREFETCH_COUNT="0")

    away = with_tasks.run(
        f"{PACKAGE}.integrations.rabbitmq.dead_letters",
        RABBITMQ_URL="amqp://shop:secret@127.0.0.1:1/",
    )

    assert off.returncode == wrong.returncode == away.returncode == 1
    assert "RABBITMQ_ENABLED" in off.stderr
    assert "RABBITMQ_PREFETCH_COUNT" in wrong.stderr
    assert "Traceback" not in off.stderr + wrong.stderr + away.stderr
    assert "secret" not in away.stderr
