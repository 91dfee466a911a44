"""Generated applications under test: made by the installed `polepos`, run as their owners would."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

from servers import free_port

PROJECT = "shop-api"
PACKAGE = "shop_api"

_START_SECONDS = 30.0

Done = subprocess.CompletedProcess[str]


def polepos(*words: str, folder: Path, **environment: str) -> Done:
    """Run the installed command, and return what came of it."""
    program = Path(sys.executable).with_name("polepos")
    return subprocess.run(
        [str(program), *words],
        cwd=folder,
        env=clean_environment(environment),
        capture_output=True,
        text=True,
        check=False,
    )


def make(folder: Path, python: Path, *options: str) -> "Application":
    """Make a project below `folder`."""
    done = polepos("start", PROJECT, "--no-git", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return Application(folder / PROJECT, python)


@dataclass(frozen=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: Message
    body: str

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


@dataclass
class Running:
    """An application that is being served."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; an error status is an answer too."""
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send a request, with `body` as JSON; an error status is an answer too."""
        data = None if body is None else json.dumps(body).encode()
        said = {"Content-Type": "application/json"} if data else {}
        request = urllib.request.Request(  # noqa: S310 - our own server
            self.url + path, data, {**said, **headers}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
                return Answer(response.status, response.headers, response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())

    def until_ready(self, status: int = 200, *, seconds: float = 30) -> Answer:
        """Ask for its readiness until it has this status, and return that answer."""
        deadline = time.monotonic() + seconds
        while (answer := self.get("/health/ready")).status != status:
            if time.monotonic() > deadline:
                raise AssertionError(f"readiness stays {answer.body}\n{self.words}")
            time.sleep(0.05)
        return answer

    def stop(self) -> float:
        """Ask it to end as an orchestrator does, and return the seconds that it took."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        return time.monotonic() - begin

    @property
    def words(self) -> str:
        """Everything it printed."""
        return self.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Application:
    """A generated project on disk, and the environment it runs in."""

    root: Path
    python: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def package(self) -> str:
        """The name of its package."""
        (found,) = (path.parent.name for path in self.root.glob("src/*/run.py"))
        return found

    def with_environment(self, **more: str) -> "Application":
        """Return the same project, run with more environment variables."""
        return Application(self.root, self.python, {**self.environment, **more})

    def run(self, *words: str, **environment: str) -> Done:
        """Run a module of its environment, such as `ruff check`."""
        return subprocess.run(
            [str(self.python), "-m", *words],
            cwd=self.root,
            env=self._all(environment),
            capture_output=True,
            text=True,
            check=False,
        )

    def polepos(self, *words: str, folder: str = ".", **environment: str) -> Done:
        """Run `polepos` inside the project, on the shared environment."""
        more = {**self.environment, "VIRTUAL_ENV": str(self.python.parent.parent), **environment}
        return polepos(*words, folder=self.root / folder, **more)

    @contextmanager
    def serving(self, **environment: str) -> Iterator[Running]:
        """Serve it on a free port until the block ends."""
        port = str(free_port())
        log = self.root.parent / f"server-{port}.log"
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [str(self.python), "-m", f"{self.package}.run"],
                cwd=self.root,
                env=self._all({"APP_PORT": port, **environment}),
                stdout=output,
                stderr=output,
                text=True,
            )
        running = Running(f"http://127.0.0.1:{port}", process, log)
        try:
            _wait(running)
            yield running
        finally:
            process.kill()
            process.wait()

    def write(self, path: str, text: str) -> Path:
        """Write a file below the project, and return where."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which has to be there."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def _all(self, more: Mapping[str, str]) -> dict[str, str]:
        # The shared environment has the dependencies, not the project itself.
        source = os.fspath(self.root / "src")
        return clean_environment({"PYTHONPATH": source, **self.environment, **more})


def clean_environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment without what is set for this process alone.

    Settings would reach the application, and nox tells uv to work in the session's environment.
    """
    settings = ("APP_", "AUTH_", "CORS_", "DATABASE_", "LOG_", "UVICORN_", "POLEPOS_", "TEST_",
                "KAFKA_", "LLM_", "RABBITMQ_", "REDIS_", "RQ_")  # fmt: skip
    session = ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "UV_PYTHON", "PYTHONDONTWRITEBYTECODE")
    ours = (*settings, *session)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**kept, "PYTHONPATH": "", "POLEPOS_CACHE_DIR": "", **more}


def _wait(running: Running) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            break
        try:
            if running.get("/health/live").status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the application does not answer:\n{running.words}")
