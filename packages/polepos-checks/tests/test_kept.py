"""Lines of the record that name entries which were there before their components."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.errors import RecordError
from polepos_checks.project import (
    BASE,
    BaseFile,
    KeptEntry,
    edit_base,
    edit_kept,
    kept_in_base,
    owners_in_base,
    read_base,
    render_base,
    render_kept,
)

FILES = [BaseFile(path, "0" * 64, "project") for path in ("a.py", "pyproject.toml", "~odd")]
REDIS = KeptEntry("pyproject.toml", "integration:redis", "redis>=8,<9", "redis>=5")
URL = KeptEntry(".env.example", "integration:redis", "REDIS_URL=x", None)
RQ = KeptEntry("pyproject.toml", "integration:rq", 'rq>=2; "path": "a.py"', None)

texts = st.text('aé"\\\n:{}', max_size=6)
entries = st.builds(
    KeptEntry,
    st.sampled_from(["a", "b/c"]),
    st.sampled_from(["integration:redis", "feature:auth", 'odd:"\\x']),
    texts,
    st.none() | texts,
)


def record(*kept: KeptEntry) -> str:
    return render_base(FILES) + render_kept(kept)


def read(text: str) -> tuple[KeptEntry, ...]:
    return kept_in_base(text, BASE)


def test_an_entry_is_a_line_with_sorted_keys() -> None:
    assert render_kept([REDIS]) == (
        '{"at": "pyproject.toml", "component": "integration:redis", "entry": "redis>=8,<9",'
        ' "was": "redis>=5"}\n'
    )


def test_entries_stand_sorted_at_the_end() -> None:
    text = edit_kept(record(), add=[RQ, REDIS, URL], drop=set())

    assert text == record(URL, REDIS, RQ)
    assert read(text) == (URL, REDIS, RQ)
    assert edit_kept(text, add=[URL], drop=set()) == text


def test_files_come_and_go_above_them() -> None:
    text, new = record(URL, REDIS), BaseFile("zzz.py", "1" * 64, "module:x")

    after = edit_base(text, add=[new], drop={"a.py"})

    assert after == render_base([*FILES[1:], new]) + render_kept([URL, REDIS])
    assert owners_in_base(after, ["zzz.py", "a.py", "pyproject.toml"]) == {
        "zzz.py": "module:x",
        "pyproject.toml": "project",
    }


def test_they_go_with_their_component() -> None:
    text = record(URL, REDIS, RQ)

    assert edit_kept(text, add=[], drop={"integration:redis"}) == record(RQ)
    assert edit_kept(text, add=[], drop={"integration:redis", "integration:rq"}) == record()
    assert edit_kept(text, add=[], drop={"integration:kafka"}) == text


def test_a_record_without_them_is_not_rewritten() -> None:
    odd = record().replace("\n", "\n\n")

    assert edit_kept(odd, add=[], drop={"integration:redis"}) == odd
    assert read(odd) == ()


def test_line_ends_of_the_record_stay() -> None:
    windows = record(REDIS).replace("\n", "\r\n")

    assert read(windows) == (REDIS,)
    assert edit_kept(windows, add=[RQ], drop=set()) == record(REDIS, RQ).replace("\n", "\r\n")
    assert edit_kept(windows, add=[], drop={REDIS.component}) == record().replace("\n", "\r\n")
    added = edit_base(windows, add=[BaseFile("b", "1" * 64, "x")], drop=set())
    assert read(added) == (REDIS,)


def test_who_reads_files_does_not_see_them(tmp_path: Path) -> None:
    (tmp_path / BASE).parent.mkdir()
    (tmp_path / BASE).write_text(record(URL, REDIS, RQ), encoding="utf-8")

    assert read_base(tmp_path) == tuple(FILES)
    assert owners_in_base(record(RQ), ["a.py"]) == {"a.py": "project"}


@pytest.mark.parametrize(
    "line",
    [
        '{"at": "a"}',
        '{"at": "a", "component": "x", "entry": "y"}',
        '{"at": "a", "component": "x", "entry": "y", "was": 3}',
        '{"at": "a", "component": "x", "entry": null, "was": null}',
        '{"at": 1, "component": "x", "entry": "y", "was": null}',
        '{"at": "a", ',
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / BASE).parent.mkdir()
    (tmp_path / BASE).write_text(record() + line + "\n", encoding="utf-8")

    with pytest.raises(RecordError, match=r"base\.jsonl:4: not a record"):
        read_base(tmp_path)
    with pytest.raises(RecordError, match=r"base\.jsonl:4: not a record of an entry") as caught:
        read(record() + line + "\n")
    assert "version control" in caught.value.hint


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "C:/x", ""])
def test_a_path_out_of_the_project_is_refused_with_its_line(tmp_path: Path, path: str) -> None:
    line = json.dumps({"at": path, "component": "x", "entry": "y", "was": None})
    (tmp_path / BASE).parent.mkdir()
    (tmp_path / BASE).write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(RecordError, match=r":1: .* leads out of the project"):
        read_base(tmp_path)


def test_a_damaged_line_is_not_lost_by_an_edit() -> None:
    text = record() + '{"at": "a", \n'

    assert edit_kept(text, add=[], drop={"integration:redis"}) == text
    assert '{"at": "a", \n' in edit_kept(text, add=[URL], drop=set())


@given(st.lists(entries, max_size=5), st.lists(entries, max_size=5))
def test_entries_added_and_dropped_leave_the_record_as_it_was(
    before: list[KeptEntry], new: list[KeptEntry]
) -> None:
    stay = [each for each in before if each.component not in {other.component for other in new}]
    text = render_base(FILES) + render_kept(stay)

    added = edit_kept(text, add=new, drop=set())

    assert added == render_base(FILES) + render_kept([*stay, *new])
    assert set(read(added)) == {*stay, *new}
    assert edit_kept(added, add=[], drop={each.component for each in new}) == text
