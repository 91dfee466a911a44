"""The real servers of the test run: started, stopped, shared, and gone when nobody holds them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from servers import (
    Kafka,
    MissingServerError,
    PostgreSQL,
    RabbitMQ,
    Redis,
    Server,
    Starter,
    required,
    shared,
)
from servers.server import first_bytes

pytestmark = pytest.mark.server

KINDS: list[type[Server]] = [PostgreSQL, Redis, RabbitMQ, Kafka]

USER_OF_REDIS = """
import sys
from pathlib import Path
from servers import Redis, shared
with shared(Redis, Path(sys.argv[1])) as server:
    print(server.port, server.ask("INCR", "users"), flush=True)
    sys.stdin.readline()
"""

OWNER_OF_REDIS = """
import sys
from servers import Redis
with Redis.running() as server:
    print(server.port, flush=True)
    sys.stdin.readline()
"""


def other_user(folder: Path, program: str = USER_OF_REDIS) -> subprocess.Popen[str]:
    """Start another process of the run that has this folder."""
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(user: subprocess.Popen[str]) -> list[str]:
    """Return the words of its next line."""
    assert user.stdout is not None
    return user.stdout.readline().split()


def until(come_true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 30
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def processes_in(folder: Path) -> list[str]:
    """Name the processes whose current folder is this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                found.append((process / "comm").read_text().strip())
        except OSError:
            continue  # it has gone meanwhile, or is somebody else's
    return found


def topics(kafka: Kafka, *wanted: str) -> bytes:
    """Ask for topics by name, which makes those that are missing; all topics if none is named."""
    names = b"".join(len(name).to_bytes(2, "big") + name.encode() for name in wanted)
    count = (len(wanted) if wanted else -1).to_bytes(4, "big", signed=True)
    body = bytes.fromhex("0003 0001 00000007 ffff") + count + names
    question = len(body).to_bytes(4, "big") + body
    length = int.from_bytes(first_bytes(kafka.port, question, 4), "big")
    return first_bytes(kafka.port, question, 4 + length)


def test_postgresql_keeps_its_data(server_of_my_own: Starter) -> None:
    server = server_of_my_own(PostgreSQL)
    server.create_database("shop")
    server.sql("CREATE TABLE cups AS SELECT 7 AS size", database="shop")

    server.stop()
    assert not listens(server.port)
    server.start()

    assert server.sql("SELECT size FROM cups", database="shop").strip() == "7"


def test_redis_keeps_its_data(server_of_my_own: Starter) -> None:
    server = server_of_my_own(Redis)
    server.ask("SET", "cup", "sieben £")

    server.stop()
    assert not listens(server.port)
    server.start()

    assert server.ask("GET", "cup") == "sieben £"


def test_redis_keeps_what_was_written_when_it_is_killed(server_of_my_own: Starter) -> None:
    server = server_of_my_own(Redis)
    server.ask("SET", "cup", "7")

    server.stop(kill=True)
    server.start()

    assert server.ask("GET", "cup") == "7"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks for processes in /proc")
def test_rabbitmq_keeps_its_data_and_leaves_no_process(server_of_my_own: Starter) -> None:
    server = server_of_my_own(RabbitMQ)
    host = server.fresh_url().rpartition("/")[2]
    assert "beam.smp" in processes_in(server.folder)
    assert "epmd" in processes_in(server.folder)

    server.stop()
    assert processes_in(server.folder) == []
    server.start()

    assert host in server.control("list_vhosts")


@pytest.mark.slow
def test_kafka_keeps_its_data(server_of_my_own: Starter) -> None:
    server = server_of_my_own(Kafka)
    topics(server, "orders")
    until(lambda: b"orders" in topics(server))

    server.stop()
    assert not listens(server.port)
    server.start()

    until(lambda: b"orders" in topics(server))


def test_every_database_of_redis_that_is_given_is_another(redis: Redis) -> None:
    first, second = redis.fresh_url(), redis.fresh_url()

    assert first != second
    assert redis.ask("DBSIZE", database=int(first.rpartition("/")[2])) == "0"


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_of_the_run_answers(kind: type[Server], request: pytest.FixtureRequest) -> None:
    fixtures = {PostgreSQL: "postgres", Redis: "redis", RabbitMQ: "rabbitmq", Kafka: "kafka"}

    server: Server = request.getfixturevalue(fixtures[kind])

    assert server.is_ready()
    assert str(server.port) in server.url


def test_a_server_of_the_run_cannot_be_taken_away(redis: Redis) -> None:
    with pytest.raises(RuntimeError, match="server_of_my_own"):
        redis.stop()

    assert redis.is_ready()


def test_processes_of_a_run_share_one_server_and_the_last_one_ends_it(tmp_path: Path) -> None:
    with required(Redis), shared(Redis, tmp_path) as server:
        server.ask("INCR", "users")
        other = other_user(tmp_path)
        assert said(other) == [str(server.port), "2"]

    assert listens(server.port)

    other.communicate("\n")

    assert not listens(server.port)
    assert not server.folder.exists()


def test_a_run_that_is_killed_leaves_no_server(tmp_path: Path) -> None:
    with required(Redis), shared(Redis, tmp_path) as server:
        other = other_user(tmp_path)
        said(other)

    assert listens(server.port)

    other.kill()
    other.communicate()

    until(lambda: not server.folder.exists())
    assert not listens(server.port)


def test_a_test_that_is_killed_leaves_no_server_of_its_own(tmp_path: Path) -> None:
    with required(Redis), Redis.running():
        other = other_user(tmp_path, OWNER_OF_REDIS)
        port = int(said(other)[0])

    assert listens(port)

    other.kill()
    other.communicate()

    until(lambda: not listens(port))


def test_a_server_that_ended_is_started_anew_for_the_next(tmp_path: Path) -> None:
    with required(Redis), shared(Redis, tmp_path) as first:
        pass

    with shared(Redis, tmp_path) as second:
        assert second.folder != first.folder
        assert second.is_ready()


def test_a_missing_server_fails_a_test_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="nox -s servers"), required(Redis):
        raise MissingServerError("redis-server")


def test_a_missing_server_skips_a_test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    with (
        pytest.raises(pytest.skip.Exception, match="apt-get install redis-server"),
        required(Redis),
    ):
        raise MissingServerError("redis-server")


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Redis, "command", lambda _: ["redis-server", "--no-such-option", "1"])

    with pytest.raises(RuntimeError, match="no-such-option"), Redis.running():
        pass
