"""polepos start."""

import dataclasses
import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from outcome import Polepos

from polepos_checks.project import read_base, read_manifest, sha256
from polepos_cli.errors import MachineError
from polepos_cli.start.plan import plan_start
from polepos_cli.start.stage import TargetExistsError, put_in_place
from polepos_templates import BundleError, open_bundle


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` but git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_it_makes_a_project_that_records_itself(here: Path, polepos: Polepos) -> None:
    done = polepos("start", "shop-api")

    assert done.code == 0
    manifest = read_manifest(here / "shop-api")
    assert manifest.answers.name == "shop-api"
    assert manifest.answers.package == "shop_api"
    assert manifest.answers.modules == {"status": "starter"}
    assert manifest.templates is not None
    assert (here / "shop-api/src/shop_api/app.py").is_file()


def test_the_record_holds_every_file_as_it_was_rendered(here: Path, polepos: Polepos) -> None:
    polepos("start", "shop-api")

    files = tree(here / "shop-api")
    own = {".poleposition.toml", ".polepos/base.jsonl"}
    assert {file.path: file.sha256 for file in read_base(here / "shop-api")} == {
        path: sha256(text.decode()) for path, text in files.items() if path not in own
    }


def test_nothing_of_the_machine_is_recorded(here: Path, polepos: Polepos) -> None:
    polepos("start", "shop-api")

    texts = b"".join(tree(here / "shop-api").values())
    assert os.fsencode(here) not in texts
    assert b"2026" not in texts


@pytest.mark.parametrize("db", ["sqlite", "postgres", "none"])
def test_every_file_is_utf8_with_unix_line_ends_and_one_newline_at_the_end(
    here: Path, polepos: Polepos, db: str
) -> None:
    polepos("start", "shop-api", "--db", db)

    for path, content in tree(here / "shop-api").items():
        content.decode("utf-8")
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        assert not content.endswith(b"\n\n"), path
        assert b"__package__" not in content, path
        assert b"__project__" not in content, path


def test_the_options_are_recorded(here: Path, polepos: Polepos) -> None:
    polepos("start", "x", "--db", "none", "--python", "3.13", "--no-bytecode")

    assert read_manifest(here / "x").answers.options == {
        "db": "none", "python": "3.13", "bytecode": False,
    }  # fmt: skip


def test_without_a_database_there_is_no_line_of_one(here: Path, polepos: Polepos) -> None:
    polepos("start", "x", "--db", "none")

    traces = ("sqlalchemy", "alembic", "database_url", "postgres", "sqlite", "asyncpg", "migrat")
    for path, content in tree(here / "x").items():
        if path not in {".poleposition.toml", ".polepos/base.jsonl"}:
            found = [trace for trace in traces if trace in content.decode().lower()]
            assert not found, f"{path}: {found}"
    assert not (here / "x/src/x/db").exists()


def test_no_bytecode_reaches_the_local_commands(here: Path, polepos: Polepos) -> None:
    polepos("start", "with-it")
    polepos("start", "without-it", "--no-bytecode")

    assert "PYTHONDONTWRITEBYTECODE" not in (here / "with-it/Makefile").read_text()
    assert "PYTHONDONTWRITEBYTECODE" in (here / "without-it/Makefile").read_text()


@pytest.mark.parametrize("arguments", [[], ["--db", "postgres"], ["--db", "none", "--no-bytecode"]])
def test_the_same_answers_give_the_same_bytes_everywhere(
    tmp_path: Path, arguments: list[str]
) -> None:
    made = []
    surroundings: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "0"},
    ]
    for number, (umask, surrounding) in enumerate(zip((0o022, 0o077), surroundings, strict=True)):
        folder = tmp_path / f"wörk {number}"
        folder.mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-m", "polepos_cli", "start", "shop-api", "--no-git", *arguments],
            cwd=folder,
            env={**os.environ, "POLEPOS_CACHE_DIR": "", **surrounding},
            umask=umask,
            check=True,
            capture_output=True,
        )
        made.append(tree(folder / "shop-api"))

    assert made[0] == made[1]


def test_a_dry_run_shows_what_a_real_run_writes_and_writes_nothing(
    here: Path, polepos: Polepos
) -> None:
    planned = polepos("start", "shop-api", "--dry-run", "--json").document
    assert list(here.iterdir()) == []

    done = polepos("start", "shop-api", "--json").document

    assert planned["files"] == done["files"] == sorted(tree(here / "shop-api"))
    assert {**planned, "dry_run": False} == done


def test_a_dry_run_for_people_is_a_tree(here: Path, polepos: Polepos) -> None:
    shown = polepos("start", "shop-api", "--dry-run").out

    assert "  src/\n    shop_api/\n" in shown
    assert "      app.py\n" in shown
    assert list(here.iterdir()) == []


def test_a_folder_can_be_named_and_its_parents_are_made(here: Path, polepos: Polepos) -> None:
    done = polepos("start", "shop-api", "--dir", "services/my shop", "--json")

    assert (here / "services/my shop/src/shop_api").is_dir()
    assert done.document["next_steps"][0] == "cd 'services/my shop'"


def test_a_folder_below_home_can_be_named_as_shells_name_it(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))

    polepos("start", "shop-api", "--dir=~/x")

    assert [path.name for path in here.iterdir() if path.name != ".cache"] == ["x"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_an_output_that_is_full_is_no_internal_error(here: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "polepos_cli", "start", "shop-api"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "internal" not in done.stderr


def test_an_empty_folder_is_taken(here: Path, polepos: Polepos) -> None:
    (here / "shop-api").mkdir()

    assert polepos("start", "shop-api").code == 0
    assert (here / "shop-api/pyproject.toml").is_file()


def test_a_folder_with_something_in_it_is_left_alone(here: Path, polepos: Polepos) -> None:
    (here / "shop-api").mkdir()
    (here / "shop-api/mine.txt").write_text("mine")

    done = polepos("start", "shop-api")

    assert done.code == 3
    assert "exists and is not empty" in done.err
    assert tree(here) == {"shop-api/mine.txt": b"mine"}


@pytest.mark.parametrize("kind", ["file", "link", "dangling"])
def test_what_is_no_folder_is_left_alone(here: Path, polepos: Polepos, kind: str) -> None:
    (here / "elsewhere").mkdir()
    if kind == "file":
        (here / "shop-api").write_text("mine")
    else:
        (here / "shop-api").symlink_to("elsewhere" if kind == "link" else "nowhere")

    done = polepos("start", "shop-api")

    assert done.code == 3
    assert list((here / "elsewhere").iterdir()) == []


def test_the_current_folder_is_not_replaced(here: Path, polepos: Polepos) -> None:
    done = polepos("start", "shop-api", "--dir", ".")

    assert done.code == 2
    assert "the folder you are in" in done.err


@pytest.mark.parametrize(
    "words,said",
    [
        (["start"], "Missing argument 'NAME'"),
        (["start", "json"], "standard library"),
        (["start", "x", "--db", "mysql"], "sqlite, postgres, none"),
        (["start", "x", "--python", "2.7"], "3.11, 3.12, 3.13"),
        (["start", "x", "--bd", "none"], "--db"),
        (["start", "x", "y"], "unexpected"),
        (["strat", "x"], "Did you mean 'start'"),
    ],
)
def test_wrong_words_get_one_message_and_change_nothing(
    here: Path, polepos: Polepos, words: list[str], said: str
) -> None:
    done = polepos(*words)

    assert done.code == 2
    assert done.out == ""
    assert said in done.err
    assert "Traceback" not in done.err
    assert list(here.iterdir()) == []


def test_errors_are_a_document_too(here: Path, polepos: Polepos) -> None:
    done = polepos("start", "json", "--json")

    assert done.code == 2
    assert done.document["error"]["code"] == "name-refused"
    assert done.document["error"]["exit_code"] == 2
    assert "json-api" in done.document["error"]["hint"]


def test_a_full_disk_leaves_nothing_behind(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def full(_handle: int) -> None:
        nonlocal written
        written += 1
        if written == 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    done = polepos("start", "shop-api", "--dir", "new/shop-api")

    assert done.code == 1
    assert "No space left on device" in done.err
    assert "Traceback" not in done.err
    assert list(here.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_takes_half_a_file_leaves_nothing_behind(here: Path) -> None:
    limited = f'ulimit -f 4; exec "{sys.executable}" -m polepos_cli start shop-api --no-git'
    environment = {**os.environ, "POLEPOS_CACHE_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        ["bash", "-c", limited], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert list(here.iterdir()) == []


def test_ctrl_c_after_the_project_is_in_place_says_so(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def interrupted(handle: int) -> None:
        if (here / "shop-api").exists():
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(os, "fsync", interrupted)

    done = polepos("start", "shop-api", "--no-git")

    assert done.code == 130
    assert "shop-api is complete" in done.err
    assert (here / "shop-api/pyproject.toml").is_file()


def test_ctrl_c_leaves_nothing_behind(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    done = polepos("start", "shop-api")

    assert done.code == 130
    assert "nothing was made" in done.err
    assert list(here.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_folder_that_cannot_be_written_is_one_error(here: Path) -> None:
    plan = plan_start(open_bundle(), "shop-api", {}, None)
    here.chmod(0o555)
    owner = os.geteuid()
    if owner == 0:  # root may write anywhere
        os.seteuid(65534)
    try:
        with pytest.raises(MachineError, match="Permission denied"):
            put_in_place(plan.target, plan.files, lambda _folder: None)
    finally:
        os.seteuid(owner)

    assert list(here.iterdir()) == []


def test_what_comes_to_be_there_meanwhile_is_left_alone(here: Path) -> None:
    plan = plan_start(open_bundle(), "shop-api", {}, None)

    def somebody_else(_folder: Path) -> None:
        plan.target.mkdir()
        (plan.target / "mine.txt").write_text("mine")

    with pytest.raises(TargetExistsError):
        put_in_place(plan.target, plan.files, somebody_else)

    assert tree(here) == {"shop-api/mine.txt": b"mine"}


def test_a_bundle_for_another_renderer_is_refused_with_what_to_do(here: Path) -> None:
    newer = dataclasses.replace(open_bundle(), renderer=2)

    with pytest.raises(BundleError, match="renderer 2") as caught:
        plan_start(newer, "shop-api", {}, None)

    assert "polepos-cli" in caught.value.hint


KILLED = """
import os, sys
deadline, seen = int(sys.argv[1]), 0
def die(event, arguments):
    global seen
    if event in {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.listdir", "os.scandir"} and (
        ".polepos-start" in str(arguments) or "shop-api" in str(arguments)
    ):
        seen += 1
        if seen == deadline:
            os._exit(99)
from polepos_cli.app import run
sys.addaudithook(die)
sys.exit(run(["start", "shop-api", "--no-git"]))
"""


@pytest.mark.slow
def test_killed_at_any_moment_there_is_no_half_project(
    tmp_path: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    monkeypatch.chdir(whole)
    polepos("start", "shop-api", "--no-git")
    expected = tree(whole)
    moment, code = 0, 99
    while code == 99:
        moment += 1
        if moment > 12:
            moment += 6  # the same calls for file after file
        folder = tmp_path / str(moment)
        folder.mkdir()
        code = subprocess.run(
            [sys.executable, "-c", KILLED, str(moment)],
            cwd=folder,
            check=False,
            capture_output=True,
        ).returncode
        visible = {
            path: text for path, text in tree(folder).items() if path.startswith("shop-api/")
        }
        assert visible in ({}, expected), f"half a project after call {moment}"
        if not visible:
            monkeypatch.chdir(folder)
            assert polepos("start", "shop-api", "--no-git").code == 0
            assert tree(folder) == expected, "what was left behind is still there"
    assert moment > 60, "the calls were not seen"


def test_two_at_once_make_one_project(here: Path) -> None:
    command = [sys.executable, "-m", "polepos_cli", "start", "shop-api", "--no-git"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) for _ in "ab"]
    codes = sorted(process.wait() for process in both)
    for process in both:
        process.communicate()

    assert codes == [0, 3]
    assert [path.name for path in here.iterdir()] == ["shop-api"]


def test_it_becomes_a_repository_unless_it_is_inside_one(here: Path, polepos: Polepos) -> None:
    polepos("start", "outside")
    subprocess.run(["git", "init", "--quiet", "."], cwd=here, check=True)
    polepos("start", "inside")
    polepos("start", "asked", "--git")

    assert (here / "outside/.git").is_dir()
    assert not (here / "inside/.git").exists()
    assert (here / "asked/.git").is_dir()


def test_without_git_nothing_is_missing(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polepos_cli.start.git.shutil.which", lambda _name: None)

    assert polepos("start", "shop-api").code == 0
    assert polepos("start", "other", "--git").code == 2


@pytest.fixture
def fake_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `uv` on the PATH that says what it was asked, and fails if told to."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "uv"
    program.write_text('#!/bin/sh\necho "uv $*" | tee asked\nexit ${FAIL:-0}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_install_runs_uv_and_passes_its_words_on(
    here: Path, polepos: Polepos, fake_uv: Path
) -> None:
    done = polepos("start", "shop-api", "--install", "--json")

    assert (here / "shop-api/asked").read_text() == "uv sync\n"
    assert "uv sync" in done.err
    assert done.document["installed"] is True
    assert done.document["next_steps"] == [
        "cd shop-api",
        "polepos db upgrade",
        "uv run python -m shop_api.run",
    ]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_failed_install_keeps_the_project_and_says_how_to_go_on(
    here: Path, polepos: Polepos, fake_uv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIL", "7")

    done = polepos("start", "shop-api", "--install")

    assert done.code == 1
    assert "exit code 7" in done.err
    assert "uv sync" in done.err
    assert (here / "shop-api/pyproject.toml").is_file()


def test_ctrl_c_while_installing_keeps_the_project(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("polepos_cli.start.install.subprocess.run", interrupted)

    done = polepos("start", "shop-api", "--install", "--no-git")

    assert done.code == 130
    assert "the project itself is complete" in done.err
    assert (here / "shop-api/pyproject.toml").is_file()


def test_without_uv_the_steps_use_venv_and_pip(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "polepos_cli.start.install.shutil.which",
        lambda name: None if name == "uv" else f"/bin/{name}",
    )

    steps = polepos("start", "shop-api", "--db", "none", "--no-bytecode", "--json").document[
        "next_steps"
    ]

    assert steps[1].endswith(" -m venv .venv")
    assert "--editable . --group dev" in steps[3]
    assert steps[-1].endswith("-B -m shop_api.run")


def test_the_document_is_the_only_thing_on_stdout(here: Path, polepos: Polepos) -> None:
    done = polepos("start", "shop-api", "--json")

    assert json.loads(done.out)["command"] == "start"
    assert done.err == ""
