"""Install the servers that the tests start; none of them is left running, or run system-wide, by us."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
POM = ROOT / "tests/servers/kafka.pom.xml"
JARS = ROOT / ".cache/kafka"

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
"""What downloads the jars: left to itself, Maven takes another version each year."""

PACKAGES = {
    "postgresql": ["/usr/lib/postgresql/*/bin/postgres", "postgres"],
    "redis-server": ["redis-server"],
    "rabbitmq-server": ["/usr/lib/rabbitmq/bin/rabbitmq-server", "rabbitmq-server"],
    "default-jre-headless": ["java"],
    "maven": ["mvn"],
}
"""Debian packages, and programs of which one is there once the package is installed."""

POLICY = Path("/usr/sbin/policy-rc.d")
"""Debian asks this program before it starts what was just installed."""


def main() -> int:
    """Install what is missing; return an exit code.

    With `--within` only what goes into this checkout: nothing of the machine is changed.
    """
    missing = [name for name, programs in PACKAGES.items() if not any(map(is_here, programs))]
    if "--within" in sys.argv[1:]:
        return within(missing)
    if missing and not shutil.which("apt-get"):
        print(f"No apt-get on this machine; install by hand: {', '.join(missing)}", file=sys.stderr)
        return 1
    if missing and os.geteuid() != 0 and not shutil.which("sudo"):
        print(f"Needs root or sudo to install: {', '.join(missing)}", file=sys.stderr)
        return 1
    if missing and (code := install(missing)):
        return code
    print(f"Debian packages: {'installed ' + ', '.join(missing) if missing else 'all here'}")
    return download()


def within(missing: list[str]) -> int:
    """Install what this checkout can hold, and say what else is missing."""
    if missing:
        print(f"Not on this machine: {', '.join(missing)}. Tests that need them are skipped.")
        print("To install them: apt-get install NAME, or: nox -s servers")
    return 0 if {"default-jre-headless", "maven"}.intersection(missing) else download()


def is_here(program: str) -> bool:
    """Tell whether a program is on the PATH, or where a pattern says."""
    if program.startswith("/"):
        return any(Path("/").glob(program[1:]))
    return shutil.which(program) is not None


def install(packages: list[str]) -> int:
    """Install packages without starting their services; return an exit code."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = ["--quiet", "--quiet", "--option", "Dpkg::Use-Pty=0"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    commands = [
        [*environment, "apt-get", "update", *quiet],
        [*environment, "apt-get", "install", "--yes", *quiet, "--no-install-recommends", *packages],
    ]
    ours = not POLICY.exists()
    if ours:
        deny = f"printf '#!/bin/sh\\nexit 101\\n' > {POLICY} && chmod 755 {POLICY}"
        commands.insert(0, ["sh", "-c", deny])
    try:
        return next(filter(None, (run([*as_root, *command]) for command in commands)), 0)
    finally:
        if ours:
            run([*as_root, "rm", "-f", str(POLICY)])


def download() -> int:
    """Download Kafka's jars from Maven Central, unless they are here; return an exit code."""
    done = JARS / "pom.xml"
    if done.exists() and done.read_bytes() == POM.read_bytes():
        print(f"Kafka: here, in {JARS.relative_to(ROOT)}")
        return 0
    JARS.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=JARS.parent) as made:
        jars = Path(made) / "kafka"
        code = run([
            "mvn", "--batch-mode", "--quiet", "--file", str(POM), PLUGIN,
            "-DincludeScope=runtime", f"-DoutputDirectory={jars}",
        ])  # fmt: skip
        if code:
            return code
        shutil.copy(POM, jars / "pom.xml")
        shutil.rmtree(JARS, ignore_errors=True)
        jars.replace(JARS)
    print(f"Kafka: downloaded {len(list(JARS.glob('*.jar')))} jars to {JARS.relative_to(ROOT)}")
    return 0


def run(command: list[str]) -> int:
    """Run a command whose output is shown only if it fails; return its exit code."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        print(f"{' '.join(command)} failed with exit code {done.returncode}", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
