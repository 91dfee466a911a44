"""Every example: made by its own commands, clean, tested, and served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from applications import Application, clean_environment
from checking import assert_clean
from servers import Kafka, RabbitMQ, Redis

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/commands.sh"))

SCREEN = 40
"""Lines of a terminal that is not small."""

NEEDS = {
    "kafka": "TEST_KAFKA_BOOTSTRAP_SERVERS",
    "rabbitmq": "TEST_RABBITMQ_URL",
    "redis": "TEST_REDIS_URL",
}
"""Servers that an example is about, and the variable by which its tests are told of them."""

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def servers(request: pytest.FixtureRequest) -> dict[str, str]:
    """Return where the servers are that the example of this test is about."""
    found = {}
    for name, variable in NEEDS.items():
        if name in request.node.name:
            server: Kafka | RabbitMQ | Redis = request.getfixturevalue(name)
            found[variable] = server.url if isinstance(server, Kafka) else server.fresh_url()
    return found


def test_those_that_were_promised_are_there() -> None:
    promised = {
        "auth-foundation", "html-swap", "kafka-quick-start", "openai-prompt",
        "rabbitmq-quick-start", "redis-cache", "user-registration",
    }  # fmt: skip

    assert set(NAMES) == promised


@pytest.mark.parametrize("name", NAMES)
def test_its_readme_fits_a_screen_and_says_every_command(name: str) -> None:
    text = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    commands = (EXAMPLES / name / "commands.sh").read_text(encoding="utf-8")

    assert len(text.splitlines()) <= SCREEN
    for line in commands.splitlines():
        if line.startswith("polepos ") and not line.startswith("polepos start"):
            assert line in text


@pytest.mark.parametrize("name", NAMES)
def test_what_its_commands_make_is_clean_tested_and_answers(
    name: str, tmp_path: Path, application_python: Path, servers: dict[str, str]
) -> None:
    application = build(name, tmp_path, application_python)

    assert_clean(application)
    tested = application.run("pytest", "-q", "-p", "no:cacheprovider", **servers)
    assert tested.returncode == 0, tested.stdout
    with application.serving() as server:
        assert server.get("/health/ready").status == 200, server.words


def build(name: str, folder: Path, python: Path) -> Application:
    """Make an example as its reader would, from its own script."""
    polepos = Path(sys.executable).parent
    done = subprocess.run(
        ["sh", str(EXAMPLES / name / "commands.sh")],
        cwd=folder,
        env=clean_environment(
            {
                "EXAMPLE": str(EXAMPLES / name),
                "PATH": os.pathsep.join([str(polepos), os.environ["PATH"]]),
                "VIRTUAL_ENV": str(python.parent.parent),
                "PYTHONDONTWRITEBYTECODE": "1",
            }
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = [path for path in folder.iterdir() if path.is_dir()]
    return Application(made, python)
