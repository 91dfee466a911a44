"""polepos delete."""

import subprocess
from pathlib import Path

import pytest
from outcome import Polepos


@pytest.fixture
def project(here: Path, polepos: Polepos) -> Path:
    """A fresh project, in no repository."""
    assert polepos("start", "shop-api", "--no-git").code == 0
    return here / "shop-api"


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person on a terminal types; empty: there is no terminal."""
    typed: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: bool(typed), raising=False)
    monkeypatch.setattr("builtins.input", typed.pop)
    return typed


def test_a_yes_deletes_the_whole_folder(
    here: Path, project: Path, polepos: Polepos, answer: list[str]
) -> None:
    answer.append("y")

    assert polepos("delete", "shop-api").code == 0
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("said", ["", "n", "x"])
def test_anything_but_yes_deletes_nothing(
    project: Path, polepos: Polepos, answer: list[str], said: str
) -> None:
    answer.append(said)

    assert polepos("delete", "shop-api").code == 3
    assert (project / "pyproject.toml").is_file()


def test_without_a_terminal_it_wants_force(
    project: Path, polepos: Polepos, answer: list[str]
) -> None:
    refused = polepos("delete", "shop-api")

    assert refused.code == 3
    assert "--force" in refused.err
    assert polepos("delete", "shop-api", "--force").code == 0
    assert not project.exists()


def test_a_dry_run_deletes_nothing(project: Path, polepos: Polepos) -> None:
    done = polepos("delete", "shop-api", "--dry-run", "--json")

    assert done.code == 0
    assert done.document["dry_run"] is True
    assert done.document["files"] == sum(path.is_file() for path in project.rglob("*"))
    assert project.exists()


def test_a_folder_without_a_record_is_not_a_project(here: Path, polepos: Polepos) -> None:
    (here / "mine").mkdir()
    (here / "mine/work.py").write_text("x = 1\n")

    done = polepos("delete", "mine", "--force")

    assert done.code == 3
    assert "not surely a project" in done.err
    assert (here / "mine/work.py").is_file()


@pytest.mark.parametrize("lost", [".poleposition.toml", ".polepos/base.jsonl"])
def test_half_a_record_is_not_enough(project: Path, polepos: Polepos, lost: str) -> None:
    (project / lost).unlink()

    assert polepos("delete", "shop-api", "--force").code == 3
    assert project.exists()


def test_a_record_that_does_not_fit_the_folder_is_not_enough(
    project: Path, polepos: Polepos
) -> None:
    (project / "src/shop_api").rename(project / "src/other")

    assert polepos("delete", "shop-api", "--force").code == 3
    assert project.exists()


def test_a_folder_inside_a_project_is_not_the_project(project: Path, polepos: Polepos) -> None:
    assert polepos("delete", "shop-api/src", "--force").code == 3
    assert (project / "src").is_dir()


def test_nothing_is_deleted_through_a_link(here: Path, project: Path, polepos: Polepos) -> None:
    (here / "link").symlink_to(project)
    (here / "folder").symlink_to(here)

    assert polepos("delete", "link", "--force").code == 3
    assert polepos("delete", "folder/shop-api", "--force").code == 3
    assert (project / "pyproject.toml").is_file()


def test_links_inside_are_removed_and_not_followed(
    here: Path, project: Path, polepos: Polepos
) -> None:
    (here / "precious").mkdir()
    (here / "precious/work").write_text("mine")
    (project / "link").symlink_to(here / "precious")

    assert polepos("delete", "shop-api", "--force").code == 0
    assert (here / "precious/work").read_text() == "mine"


@pytest.mark.parametrize("inside", [".", "src/shop_api"])
def test_the_current_folder_and_those_above_stay(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.chdir(project / inside)

    assert polepos("delete", str(project), "--force").code == 3
    assert project.exists()


@pytest.mark.parametrize("name", ["nowhere", "src"])
def test_a_folder_that_is_not_there_is_wrong_usage(
    project: Path, polepos: Polepos, name: str
) -> None:
    assert polepos("delete", name).code == 2


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_generated_files_are_no_work_that_could_be_lost(project: Path, polepos: Polepos) -> None:
    git(project, "init")

    assert polepos("delete", "shop-api", "--force").code == 0


def test_uncommitted_work_stops_even_force(
    project: Path, polepos: Polepos, answer: list[str]
) -> None:
    git(project, "init")
    (project / "src/shop_api/mine.py").write_text("x = 1\n")
    with (project / "README.md").open("a") as readme:
        readme.write("mine\n")

    done = polepos("delete", "shop-api", "--force")

    assert done.code == 3
    assert "src/shop_api/mine.py" in done.err
    assert "README.md" in done.err
    assert "pyproject.toml" not in done.err
    assert (project / "src/shop_api/mine.py").is_file()


def test_committed_work_is_gits(project: Path, polepos: Polepos) -> None:
    git(project, "init")
    (project / "src/shop_api/mine.py").write_text("x = 1\n")
    git(project, "add", "--all")
    git(project, "commit", "--message", "mine")

    assert (
        polepos("delete", "shop-api", "--force", "--dry-run", "--json").document["uncommitted"]
        == []
    )


def test_git_is_asked_about_the_project_whatever_the_environment_says(
    here: Path, project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(project, "init")
    (project / "precious.py").write_text("x = 1\n")
    git(here, "init", "--bare", "dotfiles.git")
    monkeypatch.setenv("GIT_DIR", str(here / "dotfiles.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(here))

    assert polepos("delete", "shop-api", "--force").code == 3
    assert (project / "precious.py").is_file()
    assert polepos("start", "other", "--git").code == 0
    assert (here / "other/.git/objects").is_dir()


@pytest.mark.parametrize("around", ["nothing", "a repository that ignores it"])
def test_where_git_cannot_tell_the_record_does(
    here: Path, project: Path, polepos: Polepos, around: str
) -> None:
    if around != "nothing":
        git(here, "init")
        (here / ".gitignore").write_text("shop-api\n")
    (project / ".venv/lib").mkdir(parents=True)
    (project / ".venv/lib/module.py").write_text("x = 1\n")
    (project / "app.db").write_bytes(b"data")
    assert polepos("delete", "shop-api", "--dry-run", "--json").document["uncommitted"] == []
    (project / "src/shop_api/mine.py").write_text("x = 1\n")
    (project / "README.md").write_text("mine")

    done = polepos("delete", "shop-api", "--force")

    assert done.code == 3
    listed = polepos("delete", "shop-api", "--dry-run", "--json").document["uncommitted"]
    assert listed == ["README.md", "src/shop_api/mine.py"]


def test_ctrl_d_is_no_answer(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended() -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ended)

    assert polepos("delete", "shop-api").code == 3
    assert project.exists()


def test_a_closed_stdin_is_no_terminal(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)

    assert polepos("delete", "shop-api").code == 3


def test_what_is_stashed_is_work_too(project: Path, polepos: Polepos) -> None:
    git(project, "init")
    git(project, "add", "--all")
    git(project, "commit", "--message", "generated")
    (project / "README.md").write_text("mine")
    git(project, "stash")

    done = polepos("delete", "shop-api", "--force")

    assert done.code == 3
    assert "stash@{0}" in done.err


def test_work_is_seen_in_a_project_below_the_repositorys_top(
    here: Path, project: Path, polepos: Polepos
) -> None:
    git(here, "init")
    (project / "naïve name.txt").write_text("mine")

    done = polepos("delete", "shop-api", "--dry-run", "--json")

    assert done.document["uncommitted"] == ["naïve name.txt"]


def test_a_deletion_that_was_killed_leaves_no_half_project(
    here: Path, project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_path: Path) -> None:
        raise OSError(1, "stopped", "somewhere")

    with monkeypatch.context() as patch:
        patch.setattr("polepos_cli.removal.shutil.rmtree", killed)
        done = polepos("delete", "shop-api", "--force")

    assert done.code == 1
    assert not project.exists()
    assert ".shop-api.polepos-delete" in done.err
    assert polepos("start", "shop-api", "--no-git").code == 0
    assert polepos("delete", "shop-api", "--force").code == 0
    assert list(here.iterdir()) == []
