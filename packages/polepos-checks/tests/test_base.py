"""The record of what was generated."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.errors import RecordError
from polepos_checks.project import (
    BASE,
    BaseFile,
    edit_base,
    owners_in_base,
    read_base,
    render_base,
    sha256,
)

names = st.text("abcé.-_ ", min_size=1, max_size=8).filter(lambda name: name not in {".", ".."})
paths = st.lists(names, min_size=1, max_size=4).map("/".join)
files = st.builds(BaseFile, paths, st.text("0123456789abcdef", min_size=64, max_size=64), names)


def write(root: Path, text: str) -> None:
    (root / BASE).parent.mkdir(exist_ok=True)
    (root / BASE).write_bytes(text.encode())


@given(st.lists(files, max_size=8))
def test_what_is_written_is_read_again_sorted(
    tmp_path_factory: pytest.TempPathFactory, recorded: list[BaseFile]
) -> None:
    root = tmp_path_factory.mktemp("project")
    write(root, render_base(recorded))

    assert list(read_base(root)) == sorted(recorded)


@given(st.permutations([BaseFile(name, "0" * 64, "project") for name in "abcd"]))
def test_the_order_in_which_files_come_does_not_matter(recorded: list[BaseFile]) -> None:
    assert render_base(recorded) == render_base(sorted(recorded))


def test_a_hash_is_of_the_text_in_utf8() -> None:
    assert sha256("a\n") == "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
    assert sha256("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x", "a/../../x", "C:/x", "a\\b", "", "a\0b", "..", "//x"]
)
def test_a_path_out_of_the_project_is_refused_with_its_line(tmp_path: Path, path: str) -> None:
    good = BaseFile("a", "0" * 64, "project")
    write(tmp_path, render_base([good]) + render_base([BaseFile(path, "0" * 64, "project")]))

    with pytest.raises(RecordError) as caught:
        read_base(tmp_path)

    assert f"{BASE}:2: " in caught.value.message.replace("\\", "/")


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"path": "a", "sha256": ""}', "3"])
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    write(tmp_path, line + "\n")

    with pytest.raises(RecordError, match=r":1: "):
        read_base(tmp_path)


def test_a_missing_record_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        read_base(tmp_path)

    assert "version control" in caught.value.hint


def test_line_ends_that_a_checkout_changed_do_not_matter(tmp_path: Path) -> None:
    file = BaseFile("a", "0" * 64, "project")
    write(tmp_path, render_base([file]).replace("\n", "\r\n"))

    assert read_base(tmp_path) == (file,)


def record(*paths: str) -> list[BaseFile]:
    return [BaseFile(path, "0" * 64, "project") for path in paths]


PATHS = st.lists(st.from_regex(r"[a-z_]{1,3}(/[a-z_.-]{1,3}){0,2}", fullmatch=True), unique=True)


@given(PATHS, PATHS)
def test_lines_added_and_dropped_leave_the_record_as_it_was(
    before: list[str], more: list[str]
) -> None:
    text = render_base(record(*before))
    new = record(*(path for path in more if path not in before))

    added = edit_base(text, add=new, drop=set())

    assert added == render_base([*record(*before), *new])
    assert edit_base(added, add=(), drop={file.path for file in new}) == text


def test_a_path_is_recorded_once_even_where_git_merged_two_lines() -> None:
    line = render_base(record("a.py"))

    text = edit_base(line + line, add=[BaseFile("a.py", "1" * 64, "module:x")], drop=set())

    assert text == render_base([BaseFile("a.py", "1" * 64, "module:x")])


def test_line_ends_of_the_record_stay() -> None:
    text = render_base(record("a.py", "c.py")).replace("\n", "\r\n")

    after = edit_base(text, add=record("b.py"), drop={"c.py"})

    assert after == render_base(record("a.py", "b.py")).replace("\n", "\r\n")


def test_owners_are_found_by_whole_paths() -> None:
    text = render_base([BaseFile("a/b.py", "0" * 64, "module:x"), *record("b.py")])

    assert owners_in_base(text, ["b.py", "a/b.py", ".py"]) == {
        "b.py": "project",
        "a/b.py": "module:x",
    }
