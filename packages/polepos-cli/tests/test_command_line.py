"""The command line as a whole: help, versions, completion, errors."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from outcome import Polepos

from polepos_cli import app, console
from polepos_cli.app import COMMANDS, command_line

LEAVES = [
    [], ["start"], ["delete"], ["version"], ["help"], ["completion"], ["db"], ["list"], ["run"],
    ["user"], ["add"], ["add", "module"], ["add", "integration"], ["remove"], ["remove", "module"],
    ["remove", "integration"],
    *(["user", name] for name in ("create", "list", "set-password", "grant", "disable")),
    *(["db", name] for name in (
        "status", "upgrade", "downgrade", "revision", "migrate", "current", "history", "heads",
        "stamp", "merge", "check", "sql",
    )),
]  # fmt: skip


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_level_has_help_with_examples(polepos: Polepos, words: list[str]) -> None:
    done = polepos(*words, "--help")

    assert done.code == 0
    assert "Usage: polepos" in done.out
    assert words == ["db", "migrate"] or "Examples:\n" in done.out
    assert done.err == ""


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_help_answers_as_the_option_does(polepos: Polepos, words: list[str]) -> None:
    assert polepos("help", *words).out == polepos(*words, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says_of_itself(name: str) -> None:
    command = command_line().commands[name]

    assert command.get_short_help_str(limit=200) == COMMANDS[name].summary


@pytest.mark.parametrize("words", [["hlep"], ["help", "strat"], ["help", "db", "upgarde"]])
def test_a_misspelt_command_gets_a_suggestion(polepos: Polepos, words: list[str]) -> None:
    done = polepos(*words)

    assert done.code == 2
    assert "Did you mean" in done.err
    assert "Try: polepos" in done.err


def test_no_command_at_all_shows_the_help_and_is_wrong_usage(polepos: Polepos) -> None:
    done = polepos()

    assert done.code == 2
    assert done.err.startswith("Usage: polepos")
    assert "error:" not in done.err


@pytest.mark.parametrize("words", [["version"], ["--version"], ["-V"]])
def test_the_version_is_the_distributions(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "polepos_cli", *words], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"polepos {version('polepos-cli')}\n"


def test_the_version_comes_with_everything_as_a_document(polepos: Polepos) -> None:
    document = polepos("version", "--json").document

    assert document["polepos"] == version("polepos-cli")
    assert document["checks"] == version("polepos-checks")
    assert document["templates"] == version("polepos-templates")


HEAVY = {"jinja2", "libcst", "pydantic", "rich", "tomlkit", "importlib.metadata"}


@pytest.mark.parametrize(
    "words,unwanted",
    [
        (["version"], HEAVY | {"typer", "polepos_templates"}),
        (["--help"], HEAVY),
        (["db", "--help"], HEAVY),
    ],
)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(
    words: list[str], unwanted: set[str]
) -> None:
    program = (
        "import os, sys\n"
        "def end(code=0): raise SystemExit(code)\n"
        "os._exit = end\n"
        "from polepos_cli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('imported:', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )

    assert "polepos_cli" in done.stderr.split()
    assert not unwanted & set(done.stderr.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_prints_a_script(polepos: Polepos, shell: str) -> None:
    done = polepos("completion", shell)

    assert done.code == 0
    assert "_POLEPOS_COMPLETE" in done.out


def test_completion_refuses_a_shell_it_does_not_know(polepos: Polepos) -> None:
    assert polepos("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    "typed,offered",
    [
        (["polepos", "st"], "start"),
        (["polepos", "db", "up"], "upgrade"),
        (["polepos", "start", "--db", "pos"], "postgres"),
        (["polepos", "start", "--no-"], "--no-bytecode"),
    ],
)
def test_bash_completes_what_is_typed(tmp_path: Path, typed: list[str], offered: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "polepos_cli"],
        env={
            "_POLEPOS_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(typed),
            "COMP_CWORD": str(len(typed) - 1),
            "PATH": "",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert offered in done.stdout.split()


def test_an_unforeseen_error_is_one_message_with_a_way_to_see_more(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("polepos_cli.removal.plan_removal", broken)
    monkeypatch.setattr("polepos_cli.commands.delete.plan_removal", broken)

    done = polepos("delete", "x")

    assert done.code == 4
    assert "internal error: ZeroDivisionError: by accident" in done.err
    assert "POLEPOS_DEBUG=1" in done.err
    assert "Traceback" not in done.err

    monkeypatch.setenv("POLEPOS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        app.run(["delete", "x"])


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "polepos_cli", "start", "shop-api", "--dry-run"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert process.stderr.read() == ""


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    "line,code",
    [
        ("start json 2>&-", 2),
        ("start json >&-", 2),
        ("start json --json >/dev/full", 1),
        ("--help >/dev/full", 1),
        ("--help >&-", 0),
    ],
)
def test_streams_that_are_closed_or_full_give_no_traceback(
    tmp_path: Path, line: str, code: int
) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m polepos_cli {line}'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_messages_can_be_printed_on_any_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "polepos_cli", "start", "caf\u00e9"],
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert console.heading("x") != "x"

    monkeypatch.setenv("NO_COLOR", "1")
    assert console.heading("x") == "x"
