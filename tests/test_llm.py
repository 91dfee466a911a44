"""Language models in a project: added, tested, asked over HTTP while their provider comes and goes, removed."""

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Running, clean_environment
from checking import assert_clean
from servers import free_port

Made = Callable[..., Application]

EXAMPLE = Path(__file__).parents[1] / "examples/openai-prompt/edits/src/text_desk/modules/summaries"
MODULE = f"src/{PACKAGE}/modules/summaries"
URL = "/api/v1/summaries"
TEXT = {"text": "The ferry leaves at nine, and the password is hunter2."}
KEY = "sk-very-secret"

_SECONDS = 20.0

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def application(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """A project with a prompt, and a route that streams."""
    copied = copy_of(made("--db", "none"), tmp_path_factory.mktemp("llm"))
    for words in (["integration", "llm"], ["module", "summaries", "--template", "ai-prompt"]):
        done = copied.polepos("add", *words)
        assert done.returncode == 0, done.stderr
    for file in EXAMPLE.glob("*.py"):
        text = file.read_text(encoding="utf-8").replace("text_desk", PACKAGE)
        copied.write(f"{MODULE}/{file.name}", text)
    return copied


def copy_of(application: Application, folder: Path) -> Application:
    shutil.copytree(application.root, folder / application.root.name)
    return Application(folder / application.root.name, application.python)


@pytest.fixture
def port() -> int:
    return free_port()


@contextmanager
def stand_in(application: Application, port: int, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the stand-in in a process of its own, and wait until it answers."""
    module = f"{PACKAGE}.integrations.llm.standin"
    with (application.root.parent / f"stand-in-{port}.log").open("ab") as log:
        process = subprocess.Popen(
            [str(application.python), "-m", module, "--port", str(port), *words],
            cwd=application.root,
            env=clean_environment({"PYTHONPATH": str(application.root / "src")}),
            stdout=log,
            stderr=log,
        )
    try:
        wait_until(lambda: is_open(port))
        yield process
    finally:
        process.kill()
        process.wait()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def provider_port(application: Application) -> Iterator[int]:
    """The port of a stand-in that all tests may ask."""
    port = free_port()
    with stand_in(application, port):
        yield port


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def serving(
    application: Application, port: int, provider: str = "openai", model: str = "some-model"
) -> Iterator[Running]:
    """Serve the project with the stand-in as its provider; neither key nor texts get into the log."""
    with application.serving(
        LLM_PROVIDER=provider,
        LLM_MODEL=model,
        LLM_API_KEY=KEY,
        LLM_BASE_URL=f"http://127.0.0.1:{port}" + ("/v1" if provider == "openai" else ""),
        LLM_TIMEOUT_SECONDS="3",
        LOG_LEVEL="DEBUG",
    ) as server:
        yield server
        assert server.process.poll() is None
    assert KEY not in server.words
    assert "hunter2" not in server.words


def test_it_is_clean_and_its_own_tests_pass(application: Application) -> None:
    assert_clean(application)

    done = application.run(
        "pytest", "-q", "-p", "no:cacheprovider",
        LLM_PROVIDER="openai", LLM_MODEL="nobody", CI="true",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_stand_in_is_a_process_of_the_project(application: Application) -> None:
    source = str(application.root / "src")

    done = application.polepos("run", "stand-in", "llm", "--", "--help", PYTHONPATH=source)

    assert done.returncode == 0, done.stderr
    assert "--pause" in done.stdout


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_it_answers_and_streams(
    application: Application, provider_port: int, provider: str
) -> None:
    with serving(application, provider_port, provider) as server:
        answer = server.ask("POST", URL, TEXT)
        assert answer.status == 200
        assert answer.json["topics"] == ["ferry", "timetable"]

        events = server.ask("POST", f"{URL}/explain", TEXT).body.split("\n\n")
        assert events[0] == 'data: "The"'
        assert events[-2].startswith("event: done\n")

    assert server.words.count("language model: answered") == 2


def test_a_provider_may_be_away_at_start_and_be_lost_and_come_back(
    application: Application, port: int
) -> None:
    with serving(application, port) as server:
        away = server.ask("POST", URL, TEXT)
        assert away.status == 503
        assert int(away.headers["Retry-After"]) > 0
        assert server.get("/health/ready").status == 200

        for _ in range(2):
            with stand_in(application, port):
                assert server.ask("POST", URL, TEXT).status == 200
            assert server.ask("POST", f"{URL}/explain", TEXT).status == 503


def test_a_provider_that_is_killed_while_it_answers_ends_the_stream(
    application: Application, port: int
) -> None:
    with (
        stand_in(application, port, "--pause", "0.2") as process,
        serving(application, port) as server,
    ):
        body = json.dumps(TEXT).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{server.url}{URL}/explain", body, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
            assert response.readline() == b'data: "The"\n'
            process.kill()
            rest = response.read().decode()

    assert rest.strip().split("\n\n")[-1].startswith("event: failed\n")


@pytest.mark.parametrize(
    "model,status",
    [("hanging", 504), ("overloaded", 503), ("refusing", 502)],
)
def test_a_provider_on_a_bad_day_is_a_problem_that_tells_nothing(
    application: Application, provider_port: int, model: str, status: int
) -> None:
    with serving(application, provider_port, model=model) as server:
        answer = server.ask("POST", URL, TEXT)

    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert KEY not in answer.body


@pytest.mark.parametrize(
    "values,variable",
    [
        ({"LLM_PROVIDER": "openai"}, "LLM_MODEL"),
        ({"LLM_PROVIDER": "openai", "LLM_MODEL": "some-model"}, "LLM_API_KEY"),
        ({"LLM_PROVIDER": "fake", "APP_ENV": "production", "AUTH_SECRET_KEY": "k" * 32}, "fake"),
    ],
)
def test_settings_that_make_no_sense_end_the_start_and_are_named(
    application: Application, port: int, values: dict[str, str], variable: str
) -> None:
    done = application.run(f"{PACKAGE}.run", APP_PORT=str(port), **values)

    assert done.returncode != 0
    assert variable in done.stderr


def test_it_stays_while_a_module_needs_it_and_leaves_no_trace(made: Made, tmp_path: Path) -> None:
    project = copy_of(made("--db", "sqlite"), tmp_path)
    before = tree(project.root)
    assert project.polepos("add", "integration", "llm").returncode == 0
    assert project.polepos("add", "module", "bots", "--template", "ai-prompt").returncode == 0
    both = tree(project.root)

    refused = project.polepos("remove", "integration", "llm")
    assert refused.returncode == 3
    assert "bots" in refused.stderr
    assert tree(project.root) == both

    assert project.polepos("remove", "module", "bots").returncode == 0
    assert project.polepos("remove", "integration", "llm").returncode == 0
    assert tree(project.root) == before


def tree(root: Path) -> dict[str, bytes]:
    """Return every file, but for what polepos keeps to undo."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {"tx", "undo"}.intersection(path.relative_to(root).parts)
    }
