"""Tell, in docs/data/methods.md, which methods the containers have and how the peers' differ.

What is asked and what was found to differ is beside the tests of polepos-data, which check it.
"""

import ast
import importlib.metadata
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from polepos.data import _pure

ROOT = Path(__file__).resolve().parents[1]
NATIVE = ROOT / "packages" / "polepos-data" / "src" / "polepos" / "data" / "_native" / "__init__.py"
sys.path.append(str(ROOT / "packages" / "polepos-data" / "tests"))

from conformance.model import Subject  # noqa: E402 - it is found there
from conformance.table import MISSING, OTHER, PRESENT, SAME, SEED, SUBJECTS, Cell, rows  # noqa: E402

PEERS = ("sortedcontainers", "pygtrie", "pqdict", "heapdict", "cachetools", "networkx")

_INTRODUCTION = f"""\
# Methods, backends and peers

Written by `nox -s docs` from what the tests of `polepos-data` ask: change it there.

Each container can take the place of one that people use already, its *peer*. The methods and
operators of both were called with the same arguments on the same content, and what they returned or
raised, and what they left behind, was compared. In the rows `C` is the class, `c` a container, and
`x`, `y` and `n` are what it meets. What came out is in the column of the peer:

- `{SAME}`: the peer has it, and both answer the same.
- `{OTHER}`: the peer has it, and answers otherwise in some case; the note says how.
- `{MISSING}`: the peer does not have it.
- `{PRESENT}`: the peer has it and ours does not; the note beside that says why.

Exceptions are the same if code that catches the builtin one (`KeyError`, `IndexError`, ...) catches
both. What ours takes and the peer refuses as a wrong argument is no difference.

The columns `pure` and `rust` are the backends. `{PRESENT}` means that it is there, and where both have
it they answer the same; `{MISSING}` is what was left out, for the reason in the note, or, all along the
column `rust`, what is not in this release.
"""


def methods() -> str:
    """Return the text of docs/data/methods.md."""
    return "".join((_INTRODUCTION, _versions(), *map(_section, SUBJECTS)))


def _versions() -> str:
    compared = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS)
    text = _wrapped(
        f"Compared were {compared}, and `set` and graphlib of the standard library. The column "
        f"{SEED} is for the package that had the name `polepos.data` before. It cannot be "
        "installed beside this one, so that column was found out once, and is not checked again."
    )
    return f"\n{text}\n"


def _section(subject: Subject) -> str:
    return "\n".join(("", f"## `{subject.name}`", "", _wrapped(subject.text), "", *_table(subject)))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _table(subject: Subject) -> Iterator[str]:
    found = list(rows(subject, _pure, _in_rust()))
    columns = list(found[0][1])
    texts = dict.fromkeys(note for _, row in found for cell in row.values() for note in cell.notes)
    notes = {text: number for number, text in enumerate(texts, start=1)}
    yield f"| method | {' | '.join(columns)} |"
    yield f"| --- |{' :---: |' * len(columns)}"
    for name, row in found:
        yield f"| `{_escaped(name)}` | {' | '.join(_shown(row[column], notes) for column in columns)} |"
    yield ""
    for note, number in notes.items():
        yield f"{number}. {note[0].upper()}{note[1:]}."
    if notes:
        yield ""


def _in_rust() -> list[str]:
    """Return the containers of the Rust backend, from its source: it may not be installed here."""
    for node in ast.parse(NATIVE.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign([ast.Name("__all__")], value) | ast.AnnAssign(
                ast.Name("__all__"), _, ast.expr() as value
            ):
                names: list[str] = ast.literal_eval(value)
                return names
    raise SystemExit(f"{NATIVE} has no __all__ that is written out")


def _escaped(name: str) -> str:
    return name.replace("|", "\\|")


def _shown(cell: Cell, notes: dict[str, int]) -> str:
    numbers = ",".join(str(notes[note]) for note in cell.notes)
    return f"{cell.mark} <sup>{numbers}</sup>" if numbers else cell.mark
