"""Changing a set of files: all of them, or none."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polepos_checks import transaction
from polepos_checks.journal import Journal
from polepos_checks.transaction import (
    Change,
    ChangedMeanwhileError,
    Done,
    JournalError,
    NothingToUndoError,
    OutsideProjectError,
    ReadOnlyError,
    begin,
    is_unfinished,
)


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the project itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".polepos" not in path.relative_to(root).parts
    }


def commit(root: Path, *changes: Change) -> Done:
    with begin(root) as transaction:
        return transaction.commit(changes, "test it")


def undo(root: Path) -> Done:
    with begin(root) as transaction:
        return transaction.undo()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of two files."""
    folder = tmp_path / "project"
    (folder / "src").mkdir(parents=True)
    (folder / "src/kept.py").write_bytes(b"old\r\n")
    (folder / "src/gone.py").write_bytes(b"gone")
    return folder


CHANGES = (
    Change("src/kept.py", b"old\r\n", b"new"),
    Change("src/gone.py", b"gone", None),
    Change("src/deep/made.py", None, b"made"),
)
OLD = {"src/gone.py": b"gone", "src/kept.py": b"old\r\n"}
NEW = {"src/deep/made.py": b"made", "src/kept.py": b"new"}


def test_files_are_made_replaced_and_deleted(root: Path) -> None:
    done = commit(root, *CHANGES)

    assert tree(root) == NEW
    assert done == Done("test it", ("src/deep/made.py", "src/gone.py", "src/kept.py"))


def test_what_changes_nothing_is_passed_over(root: Path) -> None:
    done = commit(root, Change("src/kept.py", b"old\r\n", b"old\r\n"))

    assert done.paths == ()
    with pytest.raises(NothingToUndoError):
        undo(root)


@pytest.mark.parametrize(
    "wrong",
    [
        Change("src/kept.py", b"older", b"new"),
        Change("src/kept.py", None, b"new"),
        Change("src/missing.py", b"there", None),
        Change("src", None, b"a folder is here"),
    ],
)
def test_one_file_that_is_not_as_planned_stops_all(root: Path, wrong: Change) -> None:
    with pytest.raises(ChangedMeanwhileError):
        commit(root, CHANGES[1], wrong)

    assert tree(root) == OLD


@pytest.mark.parametrize("path", ["../out.py", "link/out.py", "a/../../out.py", "link"])
def test_nothing_is_written_out_of_the_project(root: Path, path: str) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / "link").symlink_to(root.parent / "elsewhere")

    with pytest.raises(OutsideProjectError):
        commit(root, CHANGES[1], Change(path, None, b"out"))

    assert tree(root) == OLD
    assert list((root.parent / "elsewhere").iterdir()) == []


def test_a_link_inside_the_project_is_followed_and_stays(root: Path) -> None:
    (root / "link.py").symlink_to("src/kept.py")

    commit(root, Change("link.py", b"old\r\n", b"new"))

    assert (root / "link.py").is_symlink()
    assert (root / "src/kept.py").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_read_only_file_stops_all(root: Path) -> None:
    (root / "src/kept.py").chmod(0o444)

    with pytest.raises(ReadOnlyError, match=r"src/kept\.py"):
        commit(root, *CHANGES)

    assert tree(root) == OLD


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_files_mode_stays(root: Path) -> None:
    (root / "src/kept.py").chmod(0o755)

    commit(root, CHANGES[0])

    assert (root / "src/kept.py").stat().st_mode & 0o777 == 0o755


def test_folders_that_become_empty_go_and_others_stay(root: Path) -> None:
    commit(root, Change("a/b/c.py", None, b"x"), Change("a/d.py", None, b"y"))
    commit(root, Change("a/b/c.py", b"x", None))

    assert not (root / "a/b").exists()
    assert (root / "a/d.py").is_file()


def test_the_last_change_can_be_taken_back_once(root: Path) -> None:
    commit(root, *CHANGES)

    assert undo(root).label == "test it"

    assert tree(root) == OLD
    assert not (root / "src/deep").exists()
    with pytest.raises(NothingToUndoError):
        undo(root)


def test_an_edit_after_the_change_keeps_it_from_being_taken_back(root: Path) -> None:
    commit(root, *CHANGES)
    (root / "src/kept.py").write_bytes(b"mine")

    with pytest.raises(ChangedMeanwhileError):
        undo(root)

    assert tree(root) == {**NEW, "src/kept.py": b"mine"}


CHILD = """
import os, sys
from pathlib import Path
from polepos_checks.transaction import Change, begin
root, verb, deadline = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0
WATCHED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.scandir", "os.listdir"}
def die(event, arguments):
    global seen
    if event in WATCHED and "project" in str(arguments):
        seen += 1
        if seen == deadline:
            os._exit(99)
sys.addaudithook(die)
with begin(root) as transaction:
    if verb == "undo":
        transaction.undo()
    else:
        transaction.commit(
            [
                Change("src/kept.py", b"old\\r\\n", b"new"),
                Change("src/gone.py", b"gone", None),
                Change("src/deep/made.py", None, b"made"),
            ],
            "test it",
        )
"""


@pytest.mark.parametrize("verb", ["commit", "undo"])
def test_killed_at_any_call_it_is_all_or_nothing(tmp_path: Path, verb: str) -> None:
    before, after = (OLD, NEW) if verb == "commit" else (NEW, OLD)
    moment, code, outcomes = 0, 99, set()
    while code == 99:
        moment += 1
        root = tmp_path / str(moment) / "project"
        (root / "src").mkdir(parents=True)
        for path, content in OLD.items():
            (root / path).write_bytes(content)
        if verb == "undo":
            commit(root, *CHANGES)

        code = subprocess.run(
            [sys.executable, "-c", CHILD, str(root), verb, str(moment)], check=False
        ).returncode
        with begin(root) as transaction:
            recovered = transaction.recovered

        assert code in {0, 99}
        assert tree(root) in (before, after), f"half a change after call {moment}"
        assert recovered is None or tree(root) == after
        assert sorted(each.name for each in (root / ".polepos/tx").iterdir()) == ["lock"]
        outcomes.add((tree(root) == after, recovered is not None))
    assert outcomes == {(False, False), (True, True), (True, False)}


def test_an_edit_after_a_crash_is_not_overwritten(tmp_path: Path) -> None:
    for moment in range(1, 200):
        root = tmp_path / str(moment) / "project"
        (root / "src").mkdir(parents=True)
        for path, content in OLD.items():
            (root / path).write_bytes(content)
        subprocess.run([sys.executable, "-c", CHILD, str(root), "commit", str(moment)], check=False)
        if (root / ".polepos/tx/committed").is_dir():
            break
    (root / "src/kept.py").write_bytes(b"mine")

    with pytest.raises(ChangedMeanwhileError, match="was killed"), begin(root):
        pytest.fail("it went on")

    assert (root / "src/kept.py").read_bytes() == b"mine"


@pytest.mark.parametrize("moment", range(1, 14))
def test_a_disk_that_fills_up_is_all_or_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    calls = 0
    real = os.fsync

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == moment:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        try:
            commit(root, *CHANGES)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - not every moment is reached
    with begin(root):
        pass

    assert tree(root) in (OLD, NEW)


COUNT = """
import sys
from collections.abc import Callable
from pathlib import Path
from polepos_checks.transaction import Change, begin
root = Path(sys.argv[1])
for _ in range(5):
    with begin(root) as transaction:
        now = (root / "count").read_bytes()
        transaction.commit([Change("count", now, str(int(now) + 1).encode())], "count")
"""


def test_processes_at_once_lose_no_update(root: Path) -> None:
    (root / "count").write_bytes(b"0")
    processes = [subprocess.Popen([sys.executable, "-c", COUNT, str(root)]) for _ in range(6)]

    assert [process.wait() for process in processes] == [0] * 6
    assert (root / "count").read_bytes() == b"30"


paths = st.sampled_from(["a", "b/c", "b/d", "e/f/g"])
contents = st.none() | st.binary(max_size=3)


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.dictionaries(paths, contents, max_size=4) | st.just("undo"), max_size=8))
def test_any_sequence_of_changes_equals_its_model(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, bytes | None] | str]
) -> None:
    root = tmp_path_factory.mktemp("project")
    model: dict[str, bytes] = {}
    earlier: dict[str, bytes] | None = None
    for step in steps:
        if isinstance(step, str):
            if earlier is None:
                with pytest.raises(NothingToUndoError):
                    undo(root)
            else:
                undo(root)
                model, earlier = earlier, None
        else:
            changes = [Change(path, model.get(path), content) for path, content in step.items()]
            done = commit(root, *changes)
            if done.paths:
                earlier = dict(model)
            for path, content in step.items():
                model.pop(path, None)
                if content is not None:
                    model[path] = content
        assert tree(root) == model


def test_what_another_program_saves_meanwhile_stays_and_all_else_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed = Journal.commit

    def and_then_save(journal: Journal) -> None:
        committed(journal)
        (root / "src/kept.py").write_bytes(b"saved meanwhile")

    monkeypatch.setattr(Journal, "commit", and_then_save)

    with pytest.raises(ChangedMeanwhileError, match=r"src/kept\.py was saved by another program"):
        commit(root, *CHANGES)

    assert tree(root) == {**OLD, "src/kept.py": b"saved meanwhile"}
    assert not is_unfinished(root)


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_disk_that_refuses_half_way_gets_everything_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    put, calls = transaction._put, list[Path]()

    def refuse(place: Path, content: bytes | None, aside: Path) -> None:
        calls.append(place)
        if len(calls) == failing:
            raise OSError(errno.ENOSPC, "No space left on device", str(place))
        put(place, content, aside)

    monkeypatch.setattr(transaction, "_put", refuse)

    with pytest.raises(OSError, match="No space left"):
        commit(root, *CHANGES)

    assert tree(root) == OLD
    assert not is_unfinished(root)
    assert not (root / "src/deep").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_read_only_folder_stops_all(root: Path) -> None:
    (root / "src").chmod(0o555)
    try:
        with pytest.raises(ReadOnlyError, match=r"src/"):
            commit(root, CHANGES[0])
        with pytest.raises(ReadOnlyError):
            commit(root, CHANGES[1])
    finally:
        (root / "src").chmod(0o755)

    assert tree(root) == OLD


@pytest.mark.parametrize(
    "damage",
    [
        lambda last: (last / "contents").unlink(),
        lambda last: (last / "contents").write_bytes(b"other"),
        lambda last: (last / "journal.json").write_bytes(b"{"),
        lambda last: (last / "journal.json").write_bytes(b"[]"),
        lambda last: (last / "journal.json").unlink(),
    ],
)
def test_a_damaged_journal_is_refused_and_nothing_changes(
    root: Path, damage: Callable[[Path], None]
) -> None:
    commit(root, *CHANGES)
    damage(root / ".polepos/undo/last")

    with pytest.raises(JournalError, match="does not hold a whole change"):
        undo(root)

    assert tree(root) == NEW


def test_a_journal_never_reaches_into_git(root: Path) -> None:
    (root / ".git/hooks").mkdir(parents=True)
    commit(root, Change("src/x.py", None, b"evil"))
    last = root / ".polepos/undo/last"
    text = (last / "journal.json").read_text(encoding="utf-8")
    (last / "journal.json").write_text(text.replace("src/x.py", ".git/hooks/x"), encoding="utf-8")
    last.rename(root / ".polepos/tx/committed")

    with pytest.raises(JournalError):
        commit(root)

    assert not (root / ".git/hooks/x").exists()


def test_an_own_file_among_compiled_ones_keeps_its_folder(root: Path) -> None:
    commit(root, Change("a/b.py", None, b"x"))
    (root / "a/__pycache__").mkdir()
    (root / "a/__pycache__/b.cpython-311.pyc").write_bytes(b"")
    (root / "a/__pycache__/mine.txt").write_bytes(b"mine")

    commit(root, Change("a/b.py", b"x", None))

    assert (root / "a/__pycache__/mine.txt").read_bytes() == b"mine"


def test_undo_says_what_was_changed_since(root: Path) -> None:
    commit(root, *CHANGES)
    (root / "src/kept.py").write_bytes(b"since")

    with pytest.raises(ChangedMeanwhileError, match=r"src/kept\.py was changed since `test it`"):
        undo(root)
