"""Everything that can be done in this repository: `nox -l` lists it, `nox -s NAME` does it."""

import os
import re
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "types", "tests", "minimums", "e2e"]

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
DIST = ROOT / "dist"
LOCK = ROOT / "requirements.lock"

# What each package's wheel needs of ours to be installed; the order in which they are built.
PACKAGES = {
    "templates": ["templates"],
    "checks": ["checks", "templates"],
    "cli": ["cli", "checks", "templates"],
    "data": ["data"],
}


@nox.session(tags=["check"])
def lint(session: nox.Session) -> None:
    """Check style, formatting and the direction of imports (ruff, import-linter, cargo)."""
    _install_group(session, "lint")
    _install_group(session, "peers")  # which the documents of polepos.data tell of
    _install(session, "--no-deps", *_editable("templates", "checks", "cli", "data"))
    _install(session, "typer>=0.28,<0.29", "jinja2")  # what import-linter has to see
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-cache")
    session.run("python", "scripts/docs.py", "--check")
    if shutil.which("cargo-fmt") and shutil.which("cargo-clippy"):
        session.run("cargo", "fmt", "--all", "--check", external=True)
        session.run(
            "cargo",
            "clippy",
            "--quiet",
            "--locked",
            "--all-targets",
            "--",
            "-D",
            "warnings",
            external=True,
        )
    else:
        session.log("no cargo with fmt and clippy here: the Rust crate is not looked at")


@nox.session(name="format")
def format_code(session: nox.Session) -> None:
    """Format the code and mend what ruff can mend by itself."""
    _install_group(session, "lint")
    session.run("ruff", "check", "--fix", "--show-fixes")
    session.run("ruff", "format")


@nox.session(tags=["check"])
def types(session: nox.Session) -> None:
    """Check the types of all Python here (mypy, strict), and of the containers with pyright too."""
    _install_group(session, "types")
    _install(session, *_editable("templates", "checks", "cli", "data"))
    sources = [f"packages/polepos-{name}/src" for name in PACKAGES]
    sources += ["packages/polepos-data/build_backend"]
    session.run("mypy", *sources, "tests", "benchmarks", "scripts", "noxfile.py")
    for name in PACKAGES:  # one by one: every package has a conftest of its own
        session.run("mypy", f"packages/polepos-{name}/tests")
    # Left to itself it would look into the project's `.venv`, which holds nox alone.
    session.run("basedpyright", "--warnings", "--pythonpath", f"{session.bin}/python")


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel of every package into dist/ (with `-- --sdist`, source archives too)."""
    _install_group(session, "build")
    shutil.rmtree(DIST, ignore_errors=True)
    kinds = ["--sdist", "--wheel"] if "--sdist" in session.posargs else ["--wheel"]
    for name in PACKAGES:
        session.run(
            "python", "-m", "build", "--no-isolation", *kinds, "--outdir", str(DIST),
            f"packages/polepos-{name}", silent=True, env={"POLEPOS_DATA_PURE": "1"},
        )  # fmt: skip
    session.log("built " + ", ".join(sorted(path.name for path in DIST.iterdir())))


@nox.session(tags=["check"], requires=["build"])
@nox.parametrize("package", list(PACKAGES), ids=list(PACKAGES))
def tests(session: nox.Session, package: str) -> None:
    """Test each package from its built wheel, with nothing beside it but what it declares."""
    _install_group(session, "test")
    if package == "data":  # which tests its own build backend, and what it answers beside others
        _install_group(session, "build")
        _install_group(session, "peers")
    _install_wheels(session, package)
    workers = [] if "-n" in session.posargs else ["-n", "2"]
    session.run("pytest", f"packages/polepos-{package}/tests", *workers, *session.posargs)


@nox.session(tags=["check"], requires=["build"])
def minimums(session: nox.Session) -> None:
    """Prove the lower bounds of what we depend on: tests pass, and every byte renders the same."""
    _install_group(session, "test")
    _install_wheels(session, "cli")
    newest = _digest(session)
    bounds = [
        re.match(r"([a-z0-9-]+)>=([\d.]+)", each)
        for name in PACKAGES
        for each in _dependencies(Path(f"packages/polepos-{name}/pyproject.toml"))
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


@nox.session(tags=["check"], requires=["build"])
def e2e(session: nox.Session) -> None:
    """Test across packages: make projects, install, migrate and serve them, on real servers."""
    _install_group(session, "test")
    _install_wheels(session, "cli")
    workers = [] if "-n" in session.posargs else ["-n", "2"]
    session.run(
        "pytest", "tests", *workers, *session.posargs,
        env={"POLEPOS_APP_PYTHON": str(_application_python(session))},
    )  # fmt: skip


@nox.session
def coverage(session: nox.Session) -> None:
    """Show which lines and branches of the packages their own tests never reach."""
    _install_group(session, "test")
    _install_group(session, "build")
    _install_group(session, "peers")
    _install(session, *_editable("templates", "checks", "cli", "data"))
    session.run("coverage", "erase")
    for name in PACKAGES:
        session.run(
            "coverage", "run", "--append", "-m", "pytest", "-q", f"packages/polepos-{name}/tests"
        )
    session.run("coverage", "report")


@nox.session
def servers(session: nox.Session) -> None:
    """Install the servers that tests talk to (Debian's packages; needs root)."""
    session.run("python", "scripts/install_servers.py", *session.posargs)


@nox.session(requires=["build"])
def demo(session: nox.Session) -> None:
    """Make, migrate and serve an application in demo/, and show it answering."""
    session.run("python", "scripts/demo.py", *session.posargs)


@nox.session(requires=["build"])
@nox.parametrize("what", ["commands", "data"], ids=["commands", "data"])
def bench(session: nox.Session, what: str) -> None:
    """Measure against the peers in the same run: tables in benchmarks/, and in docs/data/."""
    peer = _environment(session, "peer", "poleposition==0.0.46")
    if what == "commands":
        _install_wheels(session, "cli")
        session.run("python", "benchmarks/run.py", "--peer", str(peer), *session.posargs)
    else:
        _install_group(session, "bench")
        _install_wheels(session, "data")
        session.run(
            "python", "-m", "data", "--peer", str(peer), *session.posargs,
            env={"PYTHONPATH": "benchmarks"},
        )  # fmt: skip


@nox.session
def docs(session: nox.Session) -> None:
    """Write the parts of docs/ that come from the code (with `-- --check`, only compare)."""
    _install_group(session, "peers")
    _install(session, *_editable("templates", "checks", "cli", "data"))
    session.run("python", "scripts/docs.py", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements.lock: every version and hash that the sessions use (needs uv)."""
    _install(session, *_editable("templates", "checks", "cli"), locked=False)
    made = Path(session.create_tmp())
    projects = []
    for db in ("sqlite", "postgres"):
        folder = made / db
        shutil.rmtree(folder, ignore_errors=True)
        session.run(
            "polepos", "start", "lock-me", "--db", db, "--no-git", "--dir", str(folder), silent=True
        )
        projects += [str(folder / "pyproject.toml"), "--group", f"{folder / 'pyproject.toml'}:dev"]
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


def _editable(*names: str) -> list[str]:
    return [word for name in names for word in ("--editable", f"packages/polepos-{name}")]


def _install_group(session: nox.Session, group: str) -> None:
    _install(session, "--group", group)


def _install(session: nox.Session, *what: str, locked: bool = True) -> None:
    pins = ["--constraint", str(_constraints(session))] if locked else []
    session.install(*pins, *what)


def _install_wheels(session: nox.Session, package: str) -> None:
    wheels = [str(next(DIST.glob(f"polepos_{name}-*.whl"))) for name in PACKAGES[package]]
    # The version stays the same while the content changes, so what is there never counts.
    names = [f"polepos-{name}" for name in PACKAGES[package]]
    if session.venv_backend == "uv":
        again = [word for name in names for word in ("--reinstall-package", name)]
        _install(session, *again, *wheels)
    else:
        _install(session, *wheels)
        session.install("--force-reinstall", "--no-deps", *wheels)


def _constraints(session: nox.Session) -> Path:
    """Return the lock in the form that the installer takes."""
    if session.venv_backend == "uv":
        return LOCK
    # pip demands hashes of local wheels too, once it sees one; so it gets the versions alone.
    plain = CACHE / "constraints.txt"
    plain.parent.mkdir(exist_ok=True)
    text = re.sub(r" \\\n", "\n", LOCK.read_text(encoding="utf-8"))
    plain.write_text(re.sub(r"(?m)^ +--hash=.*\n", "", text), encoding="utf-8")
    return plain


def _environment(session: nox.Session, name: str, *what: str) -> Path:
    """Return the Python of an environment beside the session's own, with `what` in it."""
    folder = CACHE / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = session.venv_backend == "uv"
    if not python.exists():
        make = ["uv", "venv", "--quiet"] if uv else [sys.executable, "-m", "venv"]
        session.run(*make, str(folder), external=True)
    if uv:
        session.run(
            "uv", "pip", "install", "--quiet", "--python", str(python), *what, external=True
        )
    else:
        session.run(
            str(python), "-m", "pip", "install", "--quiet", "--upgrade", "pip", external=True
        )
        session.run(str(python), "-m", "pip", "install", "--quiet", *what, external=True)
    return python


def _application_python(session: nox.Session) -> Path:
    """Return the Python of the one environment that all generated projects under test share."""
    made = Path(session.create_tmp())
    what = ["--constraint", str(_constraints(session))]
    for db in ("sqlite", "postgres"):
        shutil.rmtree(made / db, ignore_errors=True)
        session.run(
            "polepos",
            "start",
            "shared",
            "--db",
            db,
            "--no-git",
            "--dir",
            str(made / db),
            silent=True,
        )
        project = made / db / "pyproject.toml"
        what += [*_dependencies(project), "--group", f"{project}:dev"]
    return _environment(session, "application", *what)


def _dependencies(project: Path) -> list[str]:
    listed: list[str] = nox.project.load_toml(project)["project"]["dependencies"]
    return listed
