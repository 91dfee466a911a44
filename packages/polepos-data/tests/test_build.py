"""What is built from the sources: archives and wheels, pure and native, and who decides.

The hooks of the build backend are called as pip calls them, in a process of their own, on a copy of
the sources. Where a compiler is needed a program stands in for maturin; the real ones are at work in
`nox -s build`, whose native wheel comes from the sdist and is the one that all tests run on.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from zipfile import ZipFile

import pytest

import polepos.data

ROOT = Path(__file__).resolve().parents[1]
VERSION = polepos.data.__version__
LIBRARY = f"polepos/data/_rust{EXTENSION_SUFFIXES[0]}"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="needs hatchling, which builds"
)

CALL = """
import json, sys
sys.path.insert(0, "build_backend")
sys.executable = "bin/python"  # so that no program is found beside it
import polepos_data_build
print(json.dumps(getattr(polepos_data_build, sys.argv[1])(*sys.argv[2:])))
"""

WORKSPACE = """\
[workspace]
resolver = "3"
members = [
    "crates/polepos-data-core",
    "packages/polepos-data/rust",
]

[workspace.dependencies]
polepos-data-core = { path = "crates/polepos-data-core" }

[profile.release]
opt-level = 0
"""

CORE = """\
[package]
name = "polepos-data-core"
version = "0.0.1"
edition = "2024"
"""

BINDING = """\
[package]
name = "polepos-data"
version = "0.0.1"
edition = "2024"

[lib]
name = "_rust"
crate-type = ["cdylib"]

[dependencies]
polepos-data-core.workspace = true
pyo3 = "0.29"
"""

LIB = """\
use polepos_data_core as _;

#[pyo3::pymodule]
mod _rust {}
"""

# Its wheel has another version than the package: what it says of itself does not count.
MATURIN = f"""\
#!{sys.executable}
import sys
from pathlib import Path
from zipfile import ZipFile
out = Path(sys.argv[sys.argv.index("--out") + 1]); print("built")
with ZipFile(out / "polepos_data-9-cp311-cp311-plan9_mips.whl", "w") as wheel:
    wheel.writestr("{LIBRARY}", "compiled")
    wheel.writestr("polepos/data/_stale.py", "")
"""

FAILING = f"#!{sys.executable}\nimport sys; sys.exit('there is no linker')\n"


@dataclass
class Sources:
    """A copy of the package's sources, and the programs that are found while they are built."""

    folder: Path
    programs: Path
    out: Path
    said: str = ""

    def add_crates(self) -> None:
        top = self.folder.parents[1]
        core = top / "crates" / "polepos-data-core"
        files = {
            top / "Cargo.toml": WORKSPACE,
            top / "Cargo.lock": "version = 4\n",
            core / "Cargo.toml": CORE,
            core / "src" / "lib.rs": "",
            self.folder / "rust" / "Cargo.toml": BINDING,
            self.folder / "rust" / "src" / "lib.rs": LIB,
        }
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def add_program(self, name: str, text: str = "") -> None:
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def hook(self, name: str, *arguments: str, pure: str | None = None) -> object:
        """Call a hook of the backend, keep what it says and return what it returns."""
        environment = {**os.environ, "PATH": str(self.programs), "POLEPOS_DATA_PURE": pure or ""}
        done = subprocess.run(
            [sys.executable, "-c", CALL, name, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stderr
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout)

    def built(self, name: str, pure: str | None = None) -> Path:
        return self.out / str(self.hook(name, str(self.out), pure=pure))

    def refusal(self, name: str, *arguments: str, pure: str) -> str:
        with pytest.raises(AssertionError) as failed:
            self.hook(name, *arguments, pure=pure)
        return str(failed.value).splitlines()[-1]


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """The sources without crates, where no cargo and no maturin is found."""
    made = Sources(tmp_path / "packages" / "polepos-data", tmp_path / "bin", tmp_path / "out")
    made.programs.mkdir()
    made.out.mkdir()
    for name in ("src", "tests", "build_backend"):
        ignored = shutil.ignore_patterns("__pycache__", "_rust*")
        shutil.copytree(ROOT / name, made.folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / name, made.folder)
    return made


@pytest.fixture
def native(sources: Sources) -> Sources:
    """The sources with crates, where cargo is found and maturin works."""
    if os.name == "nt":
        pytest.skip("the programs that stand in are scripts of Unix")
    sources.add_crates()
    sources.add_program("cargo")
    sources.add_program("maturin", MATURIN)
    return sources


def below(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in paths}


def files(archive: Path) -> dict[str, bytes]:
    if archive.suffix == ".whl":
        with ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    found = {}
    with tarfile.open(archive) as sdist:
        for member in sdist.getmembers():
            content = sdist.extractfile(member)
            assert content is not None
            found[member.name.partition("/")[2]] = content.read()
    return found


def unpacked(archive: Path, sources: Sources) -> Sources:
    top = sources.out / "unpacked"
    with tarfile.open(archive) as sdist:
        sdist.extractall(top, filter="data")
    (folder,) = top.iterdir()
    again = sources.out / "again"
    again.mkdir()
    return Sources(folder, sources.programs, again)


def info(name: str) -> str:
    return f"polepos_data-{VERSION}.dist-info/{name}"


def test_a_pure_wheel_holds_the_package_and_nothing_else(sources: Sources) -> None:
    package = below(sources.folder / "src")
    (sources.folder / "src" / LIBRARY).touch()  # as an editable install leaves it
    wheel = sources.built("build_wheel")
    assert wheel.name == f"polepos_data-{VERSION}-py3-none-any.whl"
    about = {info(name) for name in ("METADATA", "RECORD", "WHEEL", "licenses/LICENSE")}
    assert set(files(wheel)) == package | about
    assert "polepos/data/py.typed" in package
    assert "polepos/__init__.py" not in package
    assert b"Root-Is-Purelib: true" in files(wheel)[info("WHEEL")]


def test_an_sdist_holds_what_was_written_and_nothing_that_was_made(sources: Sources) -> None:
    written = below(sources.folder)
    made = ("src/polepos/data/_rust.abi3.so", "src/polepos/data/__pycache__/x.pyc", "dist/x")
    for name in made:
        (sources.folder / name).parent.mkdir(exist_ok=True)
        (sources.folder / name).touch()
    assert set(files(sources.built("build_sdist"))) == written | {"PKG-INFO"}
    assert {"README.md", "CHANGELOG.md", "LICENSE", "tests/test_build.py"} <= written


def test_a_wheel_from_the_sdist_is_the_wheel_from_the_folder(sources: Sources) -> None:
    wheel = sources.built("build_wheel")
    again = unpacked(sources.built("build_sdist"), sources)
    assert files(again.built("build_wheel")) == files(wheel)


def test_an_editable_wheel_points_at_the_sources(sources: Sources) -> None:
    wheel = files(sources.built("build_editable"))
    (pointer,) = (text for name, text in wheel.items() if name.endswith(".pth"))
    assert pointer.decode().strip() == str(sources.folder / "src")


def test_rust_cannot_be_asked_for_where_there_is_no_crate(sources: Sources) -> None:
    sources.add_program("cargo")
    said = sources.refusal("get_requires_for_build_wheel", pure="0")
    assert said == (
        "polepos-data: POLEPOS_DATA_PURE=0 asks for the Rust backend, but "
        "this source has no rust/Cargo.toml, nothing to compile"
    )
    assert sources.refusal("build_wheel", str(sources.out), pure="0") == said


def test_an_unknown_wish_is_refused_with_the_known_ones(sources: Sources) -> None:
    assert sources.refusal("build_wheel", str(sources.out), pure="yes") == (
        "polepos-data: POLEPOS_DATA_PURE is 'yes': set 1 (plain Python), 0 (with Rust), "
        "or leave it unset"
    )


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_maturin_is_asked_for_only_when_something_is_going_to_be_compiled(
    sources: Sources, kind: str
) -> None:
    def asked(pure: str | None = None) -> bool:
        return "maturin" in json.dumps(sources.hook(f"get_requires_for_build_{kind}", pure=pure))

    assert not asked()
    sources.add_crates()
    assert not asked()
    sources.add_program("cargo")
    assert asked()
    assert asked("0")
    assert not asked("1")
    assert sources.hook("get_requires_for_build_sdist") == []


@pytest.mark.parametrize("pure", [None, "0"])
def test_a_native_wheel_is_the_pure_one_with_the_library(native: Sources, pure: str | None) -> None:
    wheel = native.built("build_wheel", pure)
    assert wheel.name == f"polepos_data-{VERSION}-cp311-cp311-plan9_mips.whl"
    with_rust = files(wheel)
    without = files(native.built("build_wheel", "1"))
    changed = {name for name in with_rust if with_rust[name] != without.get(name)}
    assert changed == {LIBRARY, info("WHEEL"), info("RECORD")}
    assert with_rust.keys() - without.keys() == {LIBRARY}
    assert with_rust[LIBRARY] == b"compiled"
    assert b"Root-Is-Purelib: false" in with_rust[info("WHEEL")]


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_the_metadata_said_beforehand_are_those_of_every_wheel(native: Sources, kind: str) -> None:
    folder = native.hook(f"prepare_metadata_for_build_{kind}", str(native.out))
    said = (native.out / str(folder) / "METADATA").read_bytes()
    assert f"Version: {VERSION}\n".encode() in said
    for pure in ("0", "1"):
        assert files(native.built(f"build_{kind}", pure))[info("METADATA")] == said


def test_pure_is_built_on_request_without_starting_maturin(native: Sources) -> None:
    native.add_program("maturin", FAILING)
    assert native.built("build_wheel", "1").name.endswith("-py3-none-any.whl")
    assert native.said == ""


def test_a_failed_compilation_warns_and_goes_on_in_plain_python(native: Sources) -> None:
    native.add_program("maturin", FAILING)
    assert native.built("build_wheel").name.endswith("-py3-none-any.whl")
    assert native.said == (
        "there is no linker\n"
        "polepos-data: warning: going on in plain Python, without the Rust backend: "
        "maturin ended with exit code 1, its messages are above\n"
    )


def test_a_failed_compilation_fails_the_build_where_rust_is_asked_for(native: Sources) -> None:
    native.add_program("maturin", FAILING)
    said = native.refusal("build_wheel", str(native.out), pure="0")
    assert said.startswith("polepos-data: POLEPOS_DATA_PURE=0 asks for the Rust backend, but ")
    assert list(native.out.iterdir()) == []


@pytest.mark.parametrize(
    "maturin, said",
    [
        (MATURIN.replace("_rust", "_rusty"), "plan9_mips.whl has none of"),
        (f"#!{sys.executable}\n", "maturin left no wheel"),
        ("#!/no/such/program\n", "maturin cannot be started"),
    ],
)
def test_a_maturin_that_is_not_itself_is_a_failed_compilation(
    native: Sources, maturin: str, said: str
) -> None:
    native.add_program("maturin", maturin)
    assert native.built("build_wheel").name.endswith("-py3-none-any.whl")
    assert said in native.said


@pytest.mark.parametrize(
    "setting",
    ["sys.implementation.name = 'pypy'", "sysconfig.get_config_vars()['Py_GIL_DISABLED'] = 1"],
)
def test_a_python_without_the_lock_that_rust_relies_on_gets_the_pure_wheel(
    native: Sources, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = CALL.replace(
        "import polepos_data_build\n", f"import polepos_data_build, sysconfig; {setting}\n"
    )
    monkeypatch.setitem(globals(), "CALL", call)
    assert native.built("build_wheel").name.endswith("-py3-none-any.whl")
    assert "polepos-data: note: going on in plain Python" in native.said
    assert "interpreter lock" in native.refusal("build_wheel", str(native.out), pure="0")


@pytest.mark.parametrize("missing", ["cargo", "maturin"])
def test_without_its_tools_everything_is_pure_and_says_so(native: Sources, missing: str) -> None:
    (native.programs / missing).unlink()
    assert native.built("build_wheel").name.endswith("-py3-none-any.whl")
    assert "going on in plain Python, without the Rust backend" in native.said
    assert missing in native.refusal("build_wheel", str(native.out), pure="0")


def test_an_editable_install_is_what_it_was_last_installed_as(native: Sources) -> None:
    library = native.folder / "src" / LIBRARY
    native.built("build_editable")
    assert library.read_text() == "compiled"
    native.built("build_editable", "1")
    assert not library.exists()


def test_the_sdist_brings_both_crates_below_one_root(native: Sources) -> None:
    core = native.folder.parents[1] / "crates" / "polepos-data-core"
    for made in (core / "target", core / "fuzz", native.folder / "rust" / "target"):
        made.mkdir()
        (made / "file").touch()
    sdist = native.built("build_sdist")
    found = files(sdist)
    rust = {"Cargo.toml", "Cargo.lock"} | {
        f"{crate}/{name}"
        for crate in ("rust", "crates/polepos-data-core")
        for name in ("Cargo.toml", "src/lib.rs")
    }
    assert {name for name in found if "Cargo" in name or name.endswith((".rs", "file"))} == rust
    workspace = tomllib.loads(found["Cargo.toml"].decode())
    assert workspace.keys() == {"workspace", "profile"}
    assert workspace["workspace"]["members"] == ["rust", "crates/polepos-data-core"]
    again = unpacked(sdist, native)
    assert files(again.built("build_sdist")) == found
    assert files(again.built("build_wheel")) == files(native.built("build_wheel"))
