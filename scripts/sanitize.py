"""Run tests of polepos.data on a Rust backend that watches its memory (AddressSanitizer), and Miri.

Both need a nightly Rust: `rustup toolchain install nightly --component miri,rust-src`. The sanitizer
sees each access of what is compiled here and each allocation of Python's, which is told to take every
object from malloc. Miri interprets the tests of the algorithms, a few cases of each.

`python scripts/sanitize.py [TEST ...]`; without arguments, the tests in which most happens.
"""

import os
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

INSTALL = "rustup toolchain install nightly --component miri,rust-src"

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "packages" / "polepos-data"
WORK = ROOT / ".cache" / "sanitize"
TARGET = ROOT / "target" / "sanitize"
TESTS = (
    "test_against_reference.py",
    "test_citizens.py",
    "test_memory.py",
    "test_sorted_finalisers.py",
)

SLOW = ("sorted::tests::model",)
"""Tests of the algorithms that take Miri too long."""


def main(arguments: list[str]) -> None:
    """Build the backend and the runtime, run the tests under both, and end with their code."""
    if not _nightly("rustc", "--version"):
        sys.exit(f"needs a nightly Rust: {INSTALL}")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    _site(_library())
    tests = arguments or [str(PACKAGE / "tests" / name) for name in TESTS]
    environment = {
        **os.environ,
        "LD_PRELOAD": str(_runtime()),
        "ASAN_OPTIONS": "detect_leaks=0",  # Python itself leaves things behind when it ends
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(WORK / "site"),
        "POLEPOS_DATA_REQUIRE": "rust",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    command += ["-m", "not slow", "-k", "rust", "--hypothesis-profile", "few", *tests]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    sys.exit(code or _algorithms())


def _algorithms() -> int:
    """Let Miri interpret tests of the core crate, where it is installed; return its exit code."""
    if not _nightly("cargo", "miri", "--version"):
        print(f"no Miri beside this nightly Rust, the algorithms are left out: {INSTALL}")
        return 0
    environment = {
        **os.environ,
        "CARGO_TARGET_DIR": str(ROOT / "target" / "miri"),
        "MIRIFLAGS": "-Zmiri-disable-isolation",
        "PROPTEST_CASES": "1",  # each of them is some thousand times slower than compiled
    }
    command = ["cargo", "+nightly", "miri", "test", "--locked", "-p", "polepos-data-core", "--lib"]
    command += ["--", *(word for name in SLOW for word in ("--skip", name))]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _library() -> Path:
    """Compile the backend with the sanitizer's checks, and with those of a debugging build."""
    host = next(
        line.removeprefix("host: ")
        for line in _nightly("rustc", "-vV").splitlines()
        if line.startswith("host: ")
    )
    environment = {
        **os.environ,
        "CARGO_TARGET_DIR": str(TARGET),
        "CARGO_PROFILE_DEV_DEBUG": "line-tables-only",
        "PYO3_PYTHON": sys.executable,
        "RUSTFLAGS": "-Zsanitizer=address",
    }
    # A target of its own keeps the checks out of build scripts and macros.
    command = [
        "cargo",
        "+nightly",
        "build",
        "--locked",
        "-p",
        "polepos-data-rust",
        "--target",
        host,
    ]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return TARGET / host / "debug" / "lib_rust.so"


def _site(library: Path) -> None:
    """Lay out the package with that library."""
    ignored = shutil.ignore_patterns("__pycache__", "_rust.*.so")
    shutil.copytree(PACKAGE / "src", WORK / "site", ignore=ignored)
    shutil.copy(library, WORK / "site" / "polepos" / "data" / f"_rust{EXTENSION_SUFFIXES[0]}")


def _runtime() -> Path:
    """Make of the sanitizer's runtime, which comes for programs, one that Python can preload.

    It must not be called libasan.so, which it takes for that of another compiler.
    """
    libraries = Path(_nightly("rustc", "--print", "target-libdir").strip())
    archive, runtime = WORK / "asan.a", WORK / "sanitizer.so"
    shutil.copy(next(libraries.glob("librustc*_rt.asan.a")), archive)
    subprocess.run(["ar", "d", archive, "asan_preinit.cpp.o"], check=True)  # for programs alone
    command = ["c++", "-shared", "-o", str(runtime), "-Wl,--whole-archive", str(archive)]
    command += ["-Wl,--no-whole-archive", "-lpthread", "-ldl", "-lm", "-lrt"]
    subprocess.run(command, check=True)
    return runtime


def _nightly(program: str, *words: str) -> str:
    """Return what a program of the nightly toolchain prints, nothing where it is missing."""
    if not shutil.which(program):
        return ""
    command = [program, "+nightly", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    main(sys.argv[1:])
