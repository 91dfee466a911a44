"""Everything that can be done in this repository: `nox -l` lists it, `nox -s NAME` does it."""

import re
import shutil
import sys
from pathlib import Path

import nox

sys.path.append(str(Path(__file__).parent / "scripts"))

import native_wheels
import pythons
from installing import (
    DIST,
    LOCK,
    PACKAGES,
    PURE,
    constraints,
    dependencies,
    environment,
    has_cargo,
    in_ci,
    install,
    install_editable,
    install_groups,
    install_into,
    install_wheels,
    native_wheel,
)

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
nox.options.sessions = [
    "lint", "types", "rust", "tests", "interpreters", "minimums", "e2e",
]  # fmt: skip

NO_CARGO = "no cargo on this machine, so nothing of Rust here"
ELSEWHERE = [
    f"packages/polepos-data/tests/test_{name}.py"
    for name in ("against_reference", "citizens", "memory", "package", "sorted_finalisers")
]
"""What is tested on Pythons other than the running one: all containers, and how they are compiled."""
RUST = {"POLEPOS_DATA_BACKEND": "rust"}
CRATES = {
    "fmt": ["--all", "--check"],
    "clippy": ["--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"],
    "test": ["--quiet", "--locked", "--workspace"],
}
"""How each program of cargo's looks at the crates."""


@nox.session(tags=["check"])
def lint(session: nox.Session) -> None:
    """Check style, formatting and the direction of imports (ruff, import-linter)."""
    install_groups(session, "lint", "peers")  # of peers the documents of polepos.data tell
    install_editable(session, *PACKAGES, dependencies=False)
    install(session, "typer>=0.28,<0.29", "jinja2")  # what import-linter has to see
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-cache")
    session.run("python", "scripts/docs.py", "--check")


@nox.session(name="format")
def format_code(session: nox.Session) -> None:
    """Format the code and mend what ruff can mend by itself."""
    install_groups(session, "lint")
    session.run("ruff", "check", "--fix", "--show-fixes")
    session.run("ruff", "format")


@nox.session(tags=["check"])
def types(session: nox.Session) -> None:
    """Check the types of all Python here (mypy, strict), and of the containers with pyright too."""
    install_groups(session, "types")
    install_editable(session, *PACKAGES)
    sources = [f"packages/polepos-{name}/src" for name in PACKAGES]
    sources += ["packages/polepos-data/build_backend"]
    session.run("mypy", *sources, "tests", "benchmarks", "scripts", "noxfile.py")
    for name in PACKAGES:  # one by one: every package has a conftest of its own
        session.run("mypy", f"packages/polepos-{name}/tests")
    # Left to itself it would look into the project's `.venv`, which holds nox alone.
    session.run("basedpyright", "--warnings", "--pythonpath", f"{session.bin}/python")


@nox.session(tags=["check"], python=False)
def rust(session: nox.Session) -> None:
    """Check the crates: formatting, clippy, and the tests of the algorithms (needs cargo)."""
    if not has_cargo():
        session.skip(NO_CARGO)
    env = {"PYO3_PYTHON": pythons.base()}
    for name, words in CRATES.items():
        if shutil.which(f"cargo-{name}") or name == "test":
            session.run("cargo", name, *words, external=True, env=env)
        else:
            session.log(f"no cargo-{name} on this machine: left out")


@nox.session
def pure(session: nox.Session) -> None:
    """Build the wheel of every package into dist/, without Rust (`-- --sdist`: archives too)."""
    install_groups(session, "build")
    shutil.rmtree(DIST, ignore_errors=True)
    kinds = ["--sdist", "--wheel"] if "--sdist" in session.posargs else ["--wheel"]
    for name in PACKAGES:
        session.run(
            "python", "-m", "build", "--no-isolation", *kinds, "--outdir", str(DIST),
            f"packages/polepos-{name}", silent=True, env=PURE,
        )  # fmt: skip
    session.log("built " + ", ".join(sorted(path.name for path in DIST.iterdir())))


@nox.session(requires=["pure"])
def native(session: nox.Session) -> None:
    """Build polepos-data with Rust for this Python, and its archive, into dist/ (needs cargo)."""
    if not has_cargo():
        session.log(f"{NO_CARGO}: polepos-data is the wheel in plain Python")
        return
    install_groups(session, "build")
    native_wheels.build_archive(session)
    made = native_wheels.build_here(session, pythons.tag())
    session.log(f"built {made.name if made else 'no native wheel: see above'}")


@nox.session(tags=["check"], requires=["native"])
@nox.parametrize("package", list(PACKAGES), ids=list(PACKAGES))
def tests(session: nox.Session, package: str) -> None:
    """Test each package from its built wheel, with nothing beside it but what it declares."""
    install_groups(session, "test")
    if package == "data":  # which tests its own build backend, and what it answers beside others
        install_groups(session, "build", "peers")
    install_wheels(session, package)
    workers = [] if "-n" in session.posargs else ["-n", "2"]
    # A backend that was built, or should have been, has to be there.
    rust_too = native_wheel("data") or (in_ci() and has_cargo())
    session.run(
        "pytest", f"packages/polepos-{package}/tests", *workers, *session.posargs,
        env={"POLEPOS_DATA_REQUIRE": "pure,rust" if rust_too else "pure"},
    )  # fmt: skip


@nox.session(tags=["check"], requires=["native"])
def interpreters(session: nox.Session) -> None:
    """Build and test polepos-data with Rust for the other CPythons of this machine (needs cargo)."""
    if not has_cargo():
        session.skip(NO_CARGO)
    others = pythons.others()
    if not others:
        session.skip(f"no other CPython of {', '.join(pythons.VERSIONS)} on this machine")
    for version, base in others.items():
        made = native_wheels.build_for(session, version, base)
        if made is None:
            session.warn(f"no native wheel for {version}: see above")
            continue
        # With nothing beside it first: it may depend on nothing.
        python = environment(session, f"wheel-{version}", str(made), base=base, new=True)
        session.run(str(python), "scripts/try_wheel.py", external=True, env=RUST)
        locked = "--constraint", str(constraints(session))
        install_into(session, python, *locked, "--group", "test")
        session.run(
            str(python), "-m", "pytest", *ELSEWHERE, "-q", "-n", "2",
            "-k", "rust", "--hypothesis-profile", "few", *session.posargs,
            external=True, env={**RUST, "POLEPOS_DATA_REQUIRE": "rust"},
        )  # fmt: skip


@nox.session(requires=["native", "interpreters"])
def build(session: nox.Session) -> None:
    """Build all that is released into dist/, for each CPython of this machine, and try it out."""
    wheel = native_wheel("data")
    if wheel is not None:  # the others have been tried
        python = environment(session, "wheel-here", str(wheel), new=True)
        session.run(str(python), "scripts/try_wheel.py", external=True, env=RUST)
    session.log("built " + ", ".join(sorted(path.name for path in DIST.iterdir())))


@nox.session(tags=["check"], requires=["pure"])
def minimums(session: nox.Session) -> None:
    """Prove the lower bounds of what we depend on: tests pass, and every byte renders the same."""
    install_groups(session, "test")
    install_wheels(session, "cli")
    newest = _digest(session)
    bounds = [
        re.match(r"([a-z0-9-]+)>=([\d.]+)", each)
        for name in PACKAGES
        for each in dependencies(Path(f"packages/polepos-{name}/pyproject.toml"))
    ]
    pins = [
        f"{each[1]}=={each[2]}" for each in bounds if each and not each[1].startswith("polepos-")
    ]
    session.install(*pins)
    if _digest(session) != newest:
        session.error(f"{', '.join(pins)} render other bytes than the newest versions")
    session.run(
        "pytest", "-q", "-n", "2", "-m", "not slow", "packages/polepos-cli/tests", *session.posargs
    )
    session.run("pytest", "-q", "-k", "yaml", "packages/polepos-checks/tests")


@nox.session(tags=["check"], requires=["pure"])
def e2e(session: nox.Session) -> None:
    """Test across packages: make projects, install, migrate and serve them, on real servers."""
    install_groups(session, "test")
    install_wheels(session, "cli")
    workers = [] if "-n" in session.posargs else ["-n", "2"]
    session.run(
        "pytest", "tests", *workers, *session.posargs,
        env={"POLEPOS_APP_PYTHON": str(_application_python(session))},
    )  # fmt: skip


@nox.session
def coverage(session: nox.Session) -> None:
    """Show which lines and branches of the packages their own tests never reach."""
    install_groups(session, "test", "build", "peers")
    install_editable(session, *PACKAGES)
    if has_cargo():
        session.run("python", "scripts/compile.py")
    session.run("coverage", "erase")
    for name in PACKAGES:
        session.run(
            "coverage", "run", "--append", "-m", "pytest", "-q", f"packages/polepos-{name}/tests"
        )
    session.run("coverage", "report")


@nox.session(requires=["native"])
def fuzz(session: nox.Session) -> None:
    """Compare the Rust backend with the reference for a minute (`-- 600`: for ten; needs cargo)."""
    if not native_wheel("data"):
        session.skip(NO_CARGO)
    install_groups(session, "test")
    install_wheels(session, "data")
    workers = [] if "-n" in session.posargs else ["-n", "2"]
    session.run("python", "scripts/fuzz.py", *session.posargs, *workers)


@nox.session
def sanitize(session: nox.Session) -> None:
    """Run tests of the Rust backend under AddressSanitizer and Miri (needs a nightly Rust)."""
    if not has_cargo():
        session.skip(NO_CARGO)
    install_groups(session, "test")
    session.run("python", "scripts/sanitize.py", *session.posargs)


@nox.session
def servers(session: nox.Session) -> None:
    """Install the servers that tests talk to (needs root; `-- --within`: only into this checkout)."""
    session.run("python", "scripts/install_servers.py", *session.posargs)


@nox.session(requires=["pure"])
def demo(session: nox.Session) -> None:
    """Make, migrate and serve an application in demo/, and show it answering."""
    session.run("python", "scripts/demo.py", *session.posargs)


@nox.session(requires=["native"])
@nox.parametrize("what", ["commands", "data"], ids=["commands", "data"])
def bench(session: nox.Session, what: str) -> None:
    """Measure against the peers in the same run: tables in benchmarks/, and in docs/data/."""
    peer = environment(session, "peer", "poleposition==0.0.46")
    if what == "commands":
        install_wheels(session, "cli")
        session.run("python", "benchmarks/run.py", "--peer", str(peer), *session.posargs)
    else:
        install_groups(session, "bench")
        install_wheels(session, "data")
        session.run(
            "python", "-m", "data", "--peer", str(peer), *session.posargs,
            env={"PYTHONPATH": "benchmarks"},
        )  # fmt: skip


@nox.session
def docs(session: nox.Session) -> None:
    """Write the parts of docs/ that come from the code (with `-- --check`, only compare)."""
    install_groups(session, "peers")
    install_editable(session, *PACKAGES)
    session.run("python", "scripts/docs.py", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements.lock: every version and hash that the sessions use (needs uv)."""
    install_editable(session, "templates", "checks", "cli", locked=False)
    projects = [
        word
        for project in _with_everything(session)
        for word in (str(project), "--group", f"{project}:dev")
    ]
    groups = [
        word for name in ("bench", "build", "lint", "types", "test") for word in ("--group", name)
    ]
    ours = [word for name in PACKAGES for word in ("--no-emit-package", f"polepos-{name}")]
    session.run(
        "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header",
        "pyproject.toml", *projects, *groups, *ours, "--output-file", str(LOCK),
        *session.posargs, external=True,
    )  # fmt: skip


def _digest(session: nox.Session) -> object:
    return session.run(
        "python", "scripts/render_digest.py", silent=True, env={"POLEPOS_CACHE_DIR": ""}
    )


def _application_python(session: nox.Session) -> Path:
    """Return the Python of the one environment that all generated projects under test share."""
    what = ["--constraint", str(constraints(session))]
    for project in _with_everything(session):
        what += [*dependencies(project), "--group", f"{project}:dev"]
    return environment(session, "application", *what)


def _with_everything(session: nox.Session) -> list[Path]:
    """Return the `pyproject.toml` of projects that have all that can be added."""
    made = Path(session.create_tmp()) / "everything"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    session.run("python", "scripts/everything.py", str(made), silent=True)
    return sorted(made.glob("*/pyproject.toml"))
