"""The main job, shown: make an application, migrate it, serve it, ask it. Called by `make demo`."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "demo"
# Beside the project, so that a database inside it is somebody's own.
DATABASE = f"sqlite:///{(DEMO / 'demo.db').as_posix()}"
PROJECT = DEMO / "shop-api"
MODULE = ("customers", "--template", "crud", "--pagination", "--timestamps")
CUSTOMERS = "/api/v1/customers"
ANN = {"name": "Ann"}
CLI = ROOT / ".cache" / "demo-cli"

_BIN = "Scripts" if os.name == "nt" else "bin"
_START_SECONDS = 30.0


def main() -> int:
    """Run the demonstration; return an exit code."""
    if shutil.which("cargo") is None:
        print("No cargo on this machine: nothing here needs it.")
    polepos = install_cli()
    if not clear_the_way(polepos):
        return 3
    step("Make a project", f"polepos start {PROJECT.name} --install")
    DEMO.mkdir(exist_ok=True)
    (DEMO / "demo.db").unlink(missing_ok=True)
    run(polepos, "start", PROJECT.name, "--install", "--no-git", folder=DEMO)
    step("Add a module", f"polepos add module {' '.join(MODULE)}")
    run(polepos, "add", "module", *MODULE, folder=PROJECT)
    step(
        "Write and apply its migration",
        'polepos db revision -m "add customers" && polepos db upgrade',
    )
    run(polepos, "db", "revision", "-m", "add customers", folder=PROJECT)
    run(polepos, "db", "upgrade", folder=PROJECT)
    step("Serve it", "python -m shop_api.run")
    with serving() as url:
        for path in ("/api/v1/status", "/health/ready"):
            print(f"\n$ curl {url}{path}")
            print(json.dumps(get(url + path), indent=2))
        print(f"\n$ curl {url}{CUSTOMERS} --json '{json.dumps(ANN)}'")
        print(json.dumps(get(url + CUSTOMERS, body=ANN), indent=2))
        print(f"\n$ curl {url}{CUSTOMERS}")
        print(json.dumps(get(url + CUSTOMERS), indent=2))
        document = get(f"{url}/openapi.json")
        print(f"\n$ curl {url}/openapi.json")
        print(f"OpenAPI {document['openapi']}, {document['info']['title']}:")
        for path in document["paths"]:
            print(f"  {path}")
    farewell()
    return 0


def install_cli() -> str:
    """Install the built wheels into an environment of their own, as pipx would; return the command."""
    step("Install polepos from its wheels", "pipx install polepos-cli")
    wheels = [
        str(next((ROOT / "dist").glob(f"polepos_{n}-*.whl")))
        for n in ("cli", "checks", "templates")
    ]
    shutil.rmtree(CLI, ignore_errors=True)
    python = CLI / _BIN / "python"
    if shutil.which("uv"):
        run("uv", "venv", "--quiet", str(CLI))
        run("uv", "pip", "install", "--quiet", "--python", str(python), *wheels)
    else:
        run(sys.executable, "-m", "venv", str(CLI))
        run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wheels)
    command = str(CLI / _BIN / "polepos")
    run(command, "version")
    return command


def clear_the_way(polepos: str) -> bool:
    """Delete the project of an earlier demonstration, unless somebody has begun to live in it."""
    if not PROJECT.exists():
        return True
    # The revision is the demonstration's own; it comes back if the project has to stay.
    moved = {}
    for revision in (PROJECT / "migrations/versions").glob("*_add_customers.py"):
        moved[revision] = revision.rename(DEMO / revision.name)
    words = [polepos, "delete", PROJECT.name, "--force"]
    done = subprocess.run(words, cwd=DEMO, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        for aside in moved.values():
            aside.unlink()
        return True
    for place, aside in moved.items():
        aside.rename(place)
    print(f"demo/shop-api is in use: move it away, or delete it.\n{done.stderr}")
    return False


@contextmanager
def serving() -> Iterator[str]:
    """Serve the project on a free port, and give its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = (DEMO / "server.log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [str(PROJECT / ".venv" / _BIN / "python"), "-m", "shop_api.run"],
        cwd=PROJECT, env={**os.environ, "APP_PORT": str(port), "DATABASE_URL": DATABASE}, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        wait_until_live(url, process, Path(log.name))
        print(Path(log.name).read_text(encoding="utf-8"))
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


def wait_until_live(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait for the first answer; end the demonstration with the server's words if none comes."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            get(f"{url}/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The application does not answer:\n{log.read_text(encoding='utf-8')}")


def get(url: str, *, body: object = None) -> dict[str, dict[str, str]]:
    """Ask our own server for a JSON document, or send it one."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
        document: dict[str, dict[str, str]] = json.load(response)
        return document


def free_port() -> int:
    """Return a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(*words: str, folder: Path = ROOT) -> None:
    """Run a command with its output shown; end the demonstration where it fails."""
    # nox tells everything below it to work in the session's environment, which is not the project's.
    session = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "UV_PYTHON"}
    kept = {key: value for key, value in os.environ.items() if key not in session}
    environment = {**kept, "DATABASE_URL": DATABASE}
    code = subprocess.run(words, cwd=folder, env=environment, check=False).returncode
    if code:
        sys.exit(f"{' '.join(words)} failed with exit code {code}")


def step(title: str, command: str) -> None:
    """Say what comes next."""
    print(f"\n== {title}\n$ {command}", flush=True)


def farewell() -> None:
    """Say how to go on."""
    print("\nIt answered, and is stopped again. To live in it:\n")
    print(f"  cd {PROJECT.relative_to(ROOT)}")
    print(f"  {Path('.venv') / _BIN / 'alembic'} upgrade head")
    print(
        f"  {Path('.venv') / _BIN / 'python'} -m shop_api.run    # then open http://127.0.0.1:8000/docs"
    )
    print(f"  {Path('.venv') / _BIN / 'python'} -m pytest")
    print(
        f"\nThe command is {CLI.relative_to(ROOT) / _BIN / 'polepos'}; your own: pipx install polepos-cli"
    )


if __name__ == "__main__":
    sys.exit(main())
