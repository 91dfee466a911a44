"""`polepos run`, and what is thin over it: which process of the project's own Python comes of it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from outcome import Polepos

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")

STAND_IN = """#!/bin/sh
echo "$PWD" "$@"
read line && echo "read $line"
exit 7
"""


@pytest.fixture
def python(project: Path) -> Path:
    """A stand-in for the project's Python, which says how it was called."""
    path = project / ".venv/bin/python"
    path.parent.mkdir(parents=True)
    path.write_text(STAND_IN, encoding="utf-8")
    path.chmod(0o755)
    return path


def run(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "polepos_cli", *words],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("python")
def test_alone_it_serves_the_api(project: Path) -> None:
    done = run(project / "src", "run")

    assert done.stdout == f"{project} -m shop_api.run\n"
    assert done.returncode == 7


@pytest.mark.usefixtures("python")
def test_words_and_input_are_the_processs_own(project: Path) -> None:
    done = run(project, "run", "api", "", "--", "--port", "1", given="hello\n")

    assert done.stdout == f"{project} -m shop_api.run --port 1\nread hello\n"


@pytest.mark.usefixtures("python")
def test_a_project_without_bytecode_runs_without(project: Path) -> None:
    manifest = project / ".poleposition.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("bytecode = true", "bytecode = false"), encoding="utf-8")

    assert run(project, "run").stdout == f"{project} -B -m shop_api.run\n"


def test_signals_reach_the_process(project: Path, python: Path) -> None:
    python.write_text(
        "#!/bin/sh\ntrap 'echo ended; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done\n",
        encoding="utf-8",
    )
    with subprocess.Popen(
        [sys.executable, "-m", "polepos_cli", "run"],
        cwd=project,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended\n"
    assert process.returncode == 0


@pytest.mark.parametrize(
    "words, said",
    [
        (["apy"], "Did you mean api?"),
        (["worker", "nothing"], "There are: polepos run api"),
        (["worker"], "this project has no worker"),
    ],
)
def test_what_cannot_be_run_is_named(
    project: Path, polepos: Polepos, words: list[str], said: str
) -> None:
    done = polepos("run", *words)

    assert done.code == 2
    assert said in done.err


def test_without_a_project_there_is_nothing_to_run(here: Path, polepos: Polepos) -> None:
    done = polepos("run")

    assert done.code == 2
    assert "no .poleposition.toml" in done.err


@pytest.mark.usefixtures("python")
@pytest.mark.parametrize(
    "words, passed",
    [
        (["create", "a@b.org", "--role", "admin", "--role", "clerk"],
         "create --role admin --role clerk -- a@b.org"),
        (["list"], "list"),
        (["set-password", "a@b.org"], "set-password -- a@b.org"),
        (["grant", "a@b.org", "admin"], "grant -- a@b.org admin"),
        (["grant", "a@b.org", "admin", "--revoke"], "grant --revoke -- a@b.org admin"),
        (["disable", "--enable", "a@b.org"], "disable --enable -- a@b.org"),
    ],
)  # fmt: skip
def test_users_are_managed_by_the_applications_own_command(
    project: Path, words: list[str], passed: str
) -> None:
    assert run(project, "add", "auth").returncode == 0

    done = run(project, "user", *words, given="a long password\n")

    assert done.stdout == (
        f"{project} -m shop_api.auth.users.command {passed}\nread a long password\n"
    )
    assert done.returncode == 7


def test_a_project_without_users_is_told_how_to_get_them(project: Path) -> None:
    done = run(project, "user", "list")

    assert done.returncode == 2
    assert "Add them: polepos add auth" in done.stderr


@pytest.mark.parametrize("word", ["--password", "-p"])
def test_no_password_is_taken_from_the_command_line(project: Path, word: str) -> None:
    done = run(project, "user", "create", "a@b.org", word, "secret")

    assert done.returncode == 2


@pytest.mark.parametrize(
    "words, said, key",
    [(["list"], "[]", "users"), (["create", "a@b.org"], '{"email": "a@b.org"}', "user")],
)
def test_programs_get_what_the_command_says_in_a_document_of_ours(
    project: Path, python: Path, words: list[str], said: str, key: str
) -> None:
    assert run(project, "add", "auth").returncode == 0
    python.write_text(f"#!/bin/sh\necho '{said}'\n", encoding="utf-8")

    document = json.loads(run(project, "user", *words, "--json").stdout)

    assert document == {
        "schema": 1, "command": f"user {words[0]}", key: json.loads(said)
    }  # fmt: skip


@pytest.mark.parametrize(
    "code, name", [(1, "process-failed"), (2, "usage")], ids=["not possible", "wrong words"]
)
def test_programs_get_the_error_of_the_command_too(
    project: Path, python: Path, code: int, name: str
) -> None:
    assert run(project, "add", "auth").returncode == 0
    python.write_text(f"#!/bin/sh\necho 'There is no user a@b.org.' >&2\nexit {code}\n")

    done = run(project, "user", "disable", "a@b.org", "--json")

    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["exit_code"], error["code"]) == (code, code, name)
    assert error["message"] == "There is no user a@b.org."
