"""How the backend is chosen, tried in processes of their own on a copy of the package.

The copy holds the switch as it is, and stand-ins for the containers: what is tested is who gets
them from where.
"""

import os
import pickle
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import polepos.data

SWITCH = ("__init__.py", "_backend.py", "_pickles.py", "_version.py")

PURE = """
__all__ = ["Trie", "UnionFind"]

class Trie:
    __module__ = "polepos.data"
    made_of = "pure"

class UnionFind(Trie):
    __module__ = "polepos.data"
"""

RUST = """
class UnionFind:
    __module__ = "polepos.data"
    made_of = "rust"
"""

WHICH = "import polepos.data as d; print(d.BACKEND, d.Trie.made_of, d.UnionFind.made_of)"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package that has no Rust backend, to be changed at will."""
    copy = tmp_path / "polepos" / "data"
    copy.mkdir(parents=True)
    for name in SWITCH:
        shutil.copy(Path(polepos.data.__file__).parent / name, copy)
    (copy / "_pure").mkdir()
    (copy / "_pure" / "__init__.py").write_text(PURE)
    (copy / "_native").mkdir()
    (copy / "_native" / "__init__.py").write_text("from polepos.data._rust import *")
    return copy


def run(package: Path, code: str, backend: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run code that imports the copy, with what the environment asks for."""
    environment = {k: v for k, v in os.environ.items() if k != "POLEPOS_DATA_BACKEND"}
    environment["PYTHONPATH"] = str(package.parents[1])
    if backend is not None:
        environment["POLEPOS_DATA_BACKEND"] = backend
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=package.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def answer(package: Path, code: str, backend: str | None = None) -> str:
    """Return what the code prints, which it does without a word on standard error."""
    done = run(package, code, backend)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def refusal(package: Path, backend: str | None = None) -> str:
    """Return the error that the import ends with, as a user sees it, notes included."""
    done = run(package, "import polepos.data", backend)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


@pytest.mark.parametrize("asked", [None, "", "pure"])
def test_without_rust_everything_is_pure(package: Path, asked: str | None) -> None:
    assert answer(package, WHICH, asked) == "pure pure pure"


@pytest.mark.parametrize("asked", [None, "", "rust"])
def test_rust_is_taken_where_it_is_and_pure_fills_in(package: Path, asked: str | None) -> None:
    (package / "_rust.py").write_text(RUST)
    assert answer(package, WHICH, asked) == "rust pure rust"


def test_pure_is_taken_on_request_and_rust_is_not_even_loaded(package: Path) -> None:
    (package / "_rust.py").write_text("raise SystemError('loaded')")
    assert answer(package, WHICH, "pure") == "pure pure pure"


def test_asking_for_a_missing_rust_says_what_why_and_what_to_do(package: Path) -> None:
    message = refusal(package, "rust").splitlines()[-1]
    assert message.startswith("ImportError: POLEPOS_DATA_BACKEND=rust, but polepos-data is")
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in message
    assert "py3-none-any" in message
    assert "Unset POLEPOS_DATA_BACKEND, or set it to 'pure'" in message


def test_a_backend_of_another_python_is_missing_and_named(package: Path) -> None:
    (package / "_rust.cpython-26-none.so").write_bytes(b"")
    assert answer(package, WHICH) == "pure pure pure"
    assert "(_rust.cpython-26-none.so: not for this Python)" in refusal(package, "rust")


@pytest.mark.parametrize("asked", ["Rust", "python", " "])
def test_an_unknown_backend_is_an_error_that_names_the_known_ones(
    package: Path, asked: str
) -> None:
    message = refusal(package, asked).splitlines()[-1]
    wanted = "set it to 'pure' or 'rust', or leave it unset"
    assert message == f"ValueError: POLEPOS_DATA_BACKEND is {asked!r}: {wanted}"


BROKEN = {
    "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
    "import polepos.data._rust_parts": (
        "ModuleNotFoundError: No module named 'polepos.data._rust_parts'"
    ),
    "from polepos.data._version import nothing": "ImportError: cannot import name 'nothing'",
    "raise ImportError('undefined symbol: PyX')": "ImportError: undefined symbol: PyX",
    "raise OSError('no more memory')": "OSError: no more memory",
}


@pytest.mark.parametrize("asked", [None, "rust"])
@pytest.mark.parametrize("code", BROKEN)
def test_a_rust_that_cannot_be_loaded_is_never_passed_over(
    package: Path, code: str, asked: str | None
) -> None:
    (package / "_rust.py").write_text(code)
    shown = refusal(package, asked)
    assert BROKEN[code] in shown
    assert "set POLEPOS_DATA_BACKEND=pure to go on in plain Python" in shown.splitlines()[-1]


def test_a_file_that_is_no_library_is_never_passed_over(package: Path) -> None:
    (package / f"_rust{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
    shown = refusal(package)
    assert "ImportError" in shown
    assert "is installed and cannot be loaded" in shown.splitlines()[-1]


@pytest.mark.parametrize("rust", [None, RUST])
def test_all_names_are_listed_and_imported_by_a_star(package: Path, rust: str | None) -> None:
    if rust:
        (package / "_rust.py").write_text(rust)
    names = "['BACKEND', 'Trie', 'UnionFind', '__version__']"
    listed = "import polepos.data as d; print(sorted(d.__all__))"
    assert answer(package, listed) == names
    shown = "import polepos.data as d; print(sorted(set(dir(d)) & set(d.__all__)))"
    assert answer(package, shown) == names
    star = (
        "from polepos.data import *; print(sorted({'BACKEND','Trie','UnionFind'} - {*globals()}))"
    )
    assert answer(package, star) == "[]"


def test_another_name_is_an_attribute_error_that_names_the_module(package: Path) -> None:
    done = run(package, "import polepos.data; polepos.data.SortedBag")
    assert done.stderr.splitlines()[-1] == (
        "AttributeError: module 'polepos.data' has no attribute 'SortedBag'"
    )
    done = run(package, "from polepos.data import SortedBag")
    assert "ImportError: cannot import name 'SortedBag' from 'polepos.data'" in done.stderr


def test_a_class_is_the_same_object_each_time_and_pickled_by_its_name(package: Path) -> None:
    code = """
import pickle, polepos.data
from polepos.data import Trie
assert polepos.data.Trie is Trie is vars(polepos.data)["Trie"]
assert pickle.loads(pickle.dumps(Trie)) is Trie
"""
    assert answer(package, code) == ""


@pytest.mark.parametrize("first", ["polepos.data._pickles", "polepos.data._pure", "polepos.data"])
def test_the_modules_can_be_imported_in_any_order(package: Path, first: str) -> None:
    pure = package / "_pure" / "__init__.py"
    pure.write_text(f"from polepos.data._pickles import reduced\n{PURE}")
    assert answer(package, f"import {first}\n{WHICH}") == "pure pure pure"


def test_a_pickle_is_read_in_a_process_that_has_imported_nothing(package: Path) -> None:
    pure = package / "_pure" / "__init__.py"
    pure.write_text(f"{PURE}\n    __reduce__ = lambda self: reduced(self, None)\n")
    pure.write_text(f"from polepos.data._pickles import reduced\n{pure.read_text()}")
    (package / "_rust.py").write_text(RUST)
    dump = "import pickle, polepos.data as d; print(pickle.dumps(d.UnionFind(), 0).decode())"
    pickled = answer(package, dump, "pure")
    load = f"import pickle; print(type(pickle.loads({(pickled + chr(10)).encode()!r})).made_of)"
    assert answer(package, load, "pure") == "pure"
    assert answer(package, load, "rust") == "rust"


@pytest.mark.parametrize("name", polepos.data.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(polepos.data, name) is not None


def test_the_classes_can_be_pickled_themselves() -> None:
    classes = [getattr(polepos.data, name) for name in polepos.data.__all__]
    classes = [each for each in classes if isinstance(each, type)]
    assert pickle.loads(pickle.dumps(classes)) == classes
