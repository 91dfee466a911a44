"""The integration `kafka`, in a project of its own, with a real broker that comes and goes."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from applications import PACKAGE, Answer, Application, Running, clean_environment, make
from checking import assert_clean, until
from servers import Kafka, required

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

_DEADLINE_SECONDS = 40.0

_ROUTER = f"src/{PACKAGE}/modules/status/router.py"
_IMPORTS = f"from {PACKAGE}.modules.status.schemas import"
_MORE_IMPORTS = f"""from {PACKAGE}.integrations.kafka.deps import KafkaProducerDep
from {PACKAGE}.integrations.kafka.handlers import Paid
"""
_ROUTES = """

@router.post("/pay/{number}")
async def pay(number: int, producer: KafkaProducerDep) -> int:
    record = await producer.publish(Paid(number=number))
    return record.offset
"""

_HANDLERS = f"src/{PACKAGE}/integrations/kafka/handlers.py"
_HANDLER = f'''
import asyncio
import os
from pathlib import Path

from sqlalchemy import text

from {PACKAGE}.integrations.kafka.handling import Delivery, Handler
from {PACKAGE}.integrations.kafka.messages import Message

ONCE = "INSERT INTO payments VALUES (:id, :number) ON CONFLICT DO NOTHING"


class Paid(Message):
    number: int


async def book(message: Paid, delivery: Delivery) -> None:
    """Book a payment once, however often it comes."""
    folder = Path(os.environ["WORK"])
    with (folder / "calls").open("a") as calls:
        calls.write(f"{{message.number}}\\n")
    async with delivery.app.state.sessions.begin() as session:
        values = {{"id": delivery.message_id, "number": message.number}}
        await session.execute(text(ONCE), values)
    (folder / "worked").touch()
    while (folder / "hold").exists():
        await asyncio.sleep(0.01)


HANDLERS: dict[type[Message], Handler] = {{Paid: book}}
'''  # noqa: S608 - the name of the package is no user's


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory, application_python: Path) -> Application:
    """A project with Kafka, as it is made; tests only read it."""
    project = make(tmp_path_factory.mktemp("kafka"), application_python, "--db", "sqlite")
    done = project.polepos("add", "integration", "kafka")
    assert done.returncode == 0, done.stderr
    return project


@dataclass(frozen=True)
class Till:
    """The project with a route that publishes payments, and a worker that books them."""

    application: Application
    folder: Path

    @property
    def calls(self) -> list[int]:
        """The payments that the handler was given, each time that it was."""
        path = self.folder / "calls"
        return [int(line) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def booked(self) -> list[int]:
        """The payments that are in the books."""
        with closing(sqlite3.connect(self.folder / "books.db")) as books:
            return [row[0] for row in books.execute("SELECT number FROM payments ORDER BY 1")]

    def hold(self) -> None:
        """Let the handler do its work, and then not return."""
        (self.folder / "hold").touch()

    def let_go(self) -> None:
        """Let it return."""
        (self.folder / "hold").unlink()

    def has_worked(self) -> bool:
        """Whether the handler has done its work since this was asked last."""
        path = self.folder / "worked"
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    @contextmanager
    def working(self) -> Iterator[Running]:
        """Run a worker."""
        log = self.folder / f"worker-{os.urandom(4).hex()}.log"
        source = str(self.application.root / "src")
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [str(self.application.python), "-m", f"{PACKAGE}.integrations.kafka.worker"],
                cwd=self.application.root,
                env=clean_environment({"PYTHONPATH": source, **self.application.environment}),
                stdout=output,
                stderr=output,
                text=True,
            )
        try:
            yield Running("", process, log)
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def till(application: Application, tmp_path: Path) -> Callable[[str], Till]:
    def with_kafka(servers: str) -> Till:
        root = tmp_path / application.root.name
        shutil.copytree(application.root, root)
        name = f"till-{os.urandom(6).hex()}"
        books = tmp_path / "books.db"
        with closing(sqlite3.connect(books)) as made:
            made.execute("CREATE TABLE payments (message_id TEXT UNIQUE, number INTEGER)")
        project = Application(root, application.python).with_environment(
            DATABASE_URL=f"sqlite:///{books}",
            KAFKA_ENABLED="true",
            KAFKA_BOOTSTRAP_SERVERS=servers,
            KAFKA_DEFAULT_TOPIC=name,
            KAFKA_GROUP_ID=name,
            KAFKA_REQUEST_TIMEOUT_MS="2000",
            KAFKA_SESSION_TIMEOUT_MS="6000",  # no broker lets a dead worker go any sooner
            WORK=str(tmp_path),
        )
        project.edit(_ROUTER, _IMPORTS, _MORE_IMPORTS + _IMPORTS)
        project.edit(_ROUTER, "router = APIRouter()\n", "router = APIRouter()\n" + _ROUTES)
        project.write(_HANDLERS, _HANDLER)
        return Till(project, tmp_path)

    return with_kafka


def _pay(server: Running, number: int) -> Answer:
    return server.ask("POST", f"/api/v1/status/pay/{number}")


def _paid(server: Running, number: int) -> None:
    answer = _pay(server, number)
    assert answer.status == 200, answer.body + server.words


def test_it_is_clean(application: Application) -> None:
    assert_clean(application)


def test_its_tests_pass_with_a_server_and_without(application: Application, kafka: Kafka) -> None:
    command = ["pytest", "-q", "-p", "no:cacheprovider"]
    found = (application.root / "tests").glob("*/test_kafka_*.py")
    tests = sorted(path.relative_to(application.root).as_posix() for path in found)
    on_server = "tests/integration/test_kafka_server.py"

    with_server = application.run(*command, *tests, TEST_KAFKA_BOOTSTRAP_SERVERS=kafka.url)
    without = application.run(*command, on_server)

    assert with_server.returncode == 0, with_server.stdout
    assert "skipped" not in with_server.stdout
    assert on_server in tests
    assert without.returncode == 0, without.stdout
    assert "TEST_KAFKA_BOOTSTRAP_SERVERS is not set" in without.stdout


def test_it_starts_without_kafka_and_loses_it_and_works_whenever_it_is_there(
    till: Callable[[str], Till],
) -> None:
    with required(Kafka), ExitStack() as stack:
        broker = Kafka.new()
        stack.callback(shutil.rmtree, broker.folder, ignore_errors=True)
        shop = till(broker.url)
        server = stack.enter_context(shop.application.serving())
        worker = stack.enter_context(shop.working())

        away = _pay(server, 0)
        assert (away.status, away.headers["Retry-After"]) == (503, "5")
        assert server.get("/health/live").status == 200
        server.until_ready(503)

        broker.start()
        stack.callback(broker.stop)
        server.until_ready()
        _paid(server, 1)
        until(lambda: shop.booked == [1], worker)

        broker.stop()
        lost = _pay(server, 2)
        assert (lost.status, lost.headers["Content-Type"]) == (503, "application/problem+json")
        server.until_ready(503)

        broker.start()
        server.until_ready()
        _paid(server, 3)
        # Nobody who was told 503 is surprised by an order that comes after all.
        until(lambda: shop.booked == [1, 3], worker)
        assert worker.process.poll() is None


def test_what_a_killed_worker_had_done_is_handled_again_with_one_effect(
    till: Callable[[str], Till], kafka: Kafka
) -> None:
    shop = till(kafka.url)
    shop.hold()
    with shop.application.serving() as server, shop.working() as killed:
        for number in range(3):
            _paid(server, number)
        until(shop.has_worked, killed)
        assert (shop.calls, shop.booked) == ([0], [0])

        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait()
        shop.let_go()
        with shop.working() as worker:
            until(lambda: shop.booked == [0, 1, 2], worker)
            worker.stop()

    assert shop.calls == [0, 0, 1, 2]
    assert shop.booked == [0, 1, 2]


def test_a_worker_that_is_told_to_stop_finishes_the_message_in_hand(
    till: Callable[[str], Till], kafka: Kafka
) -> None:
    shop = till(kafka.url)
    shop.hold()
    with shop.application.serving() as server:
        with shop.working() as worker:
            _paid(server, 0)
            _paid(server, 1)
            until(shop.has_worked, worker)

            worker.process.send_signal(signal.SIGTERM)
            until(lambda: "finishing what is in hand" in worker.words, worker)
            assert worker.process.poll() is None
            shop.let_go()

            assert worker.process.wait(timeout=_DEADLINE_SECONDS) == 0, worker.words
            assert "Traceback" not in worker.words
        assert shop.calls == [0]

        with shop.working() as other:
            until(lambda: shop.booked == [0, 1], other)
    assert shop.calls == [0, 1]


def test_a_worker_waits_for_a_database_that_is_away(
    till: Callable[[str], Till], kafka: Kafka
) -> None:
    shop = till(kafka.url)
    books = shop.folder / "books.db"
    books.rename(shop.folder / "locked away")
    books.mkdir()
    shop = Till(
        shop.application.with_environment(
            KAFKA_MAX_ATTEMPTS="1", KAFKA_RETRY_BACKOFF_SECONDS="0.01"
        ),
        shop.folder,
    )
    with shop.application.serving() as server, shop.working() as worker:
        _paid(server, 0)
        until(lambda: len(shop.calls) > 3, worker)
        books.rmdir()
        (shop.folder / "locked away").rename(books)
        until(lambda: shop.booked == [0], worker)

        assert "dead letter" not in worker.words


@pytest.mark.parametrize(
    "environment,named",
    [
        ({"KAFKA_ENABLED": "false"}, "KAFKA_ENABLED"),
        ({"KAFKA_SESSION_TIMEOUT_MS": "soon"}, "KAFKA_SESSION_TIMEOUT_MS"),
        ({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}, "KAFKA_SASL_PASSWORD"),
    ],
)
def test_a_worker_with_wrong_settings_ends_with_their_names(
    application: Application, environment: dict[str, str], named: str
) -> None:
    done = application.run(
        f"{PACKAGE}.integrations.kafka.worker", **{"KAFKA_ENABLED": "true", **environment}
    )

    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr
