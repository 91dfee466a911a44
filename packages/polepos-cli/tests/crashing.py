"""Commands that come to harm at the n-th call of the file system, for every n.

Run as a program, it imports the command line once and forks a process for each command: a thousand of
them take seconds. It prints an observation a line, as JSON; `observe` reads them.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from calling import call
from harm import Arm, let_no_file_exceed, watch_calls, watch_lines

_FAILED = 98
_LIMITS = (400, 700, 1000, 2000, 4000, 8000, 12000)
_KEPT = (".polepos/tx", ".polepos/undo")


@dataclass(frozen=True)
class Scenario:
    """A command, what happens to it, and what is run after it.

    Attributes:
        before: command lines that make the project, the first one in an empty folder.
        words: the command.
        harm: `kill`, `interrupt` or `refuse` it at the n-th call; `refuse-and-kill` it a bit later; let
            the disk be `full` from the n-th write on, or `read-only` from the n-th change on;
            `interrupt-line` it at a line of our own code; let no file grow beyond a `limit`.
        after: command lines, one of which is run after each distinct outcome.
    """

    before: list[list[str]]
    words: list[str]
    harm: str
    after: list[list[str]]


@dataclass(frozen=True)
class Seen:
    """What a command came to: its exit code, its messages, and the project after it."""

    code: int
    out: str
    err: str
    state: str
    unfinished: bool


@dataclass(frozen=True)
class Observation:
    """What became of a command that came to harm, and of the next one.

    Attributes:
        moment: at which call.
        what: the call.
        harmed: the command; its state is `old`, `new`, or how it differs from both.
        after: the command line that followed; empty where one did after the same outcome before.
        next: what it came to; its state is `as expected` if that is what it makes of a project to
            which nothing ever happened.
        expected: its exit code there.
    """

    moment: int
    what: str
    harmed: Seen
    after: list[str]
    next: Seen | None
    expected: int


def observe(folder: Path, scenario: Scenario) -> list[Observation]:
    """Run a scenario for every moment there is, in a folder of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), json.dumps(asdict(scenario))],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )
    return [_observation(json.loads(line)) for line in done.stdout.splitlines()]


def _observation(data: dict[str, Any]) -> Observation:
    harmed, following = Seen(**data.pop("harmed")), data.pop("next")
    return Observation(**data, harmed=harmed, next=following and Seen(**following))


# ---------------------------------------------------------------------------------------- the program

Tree = dict[str, bytes]
Harm = Callable[[], None]


class Stage:
    """A folder in which commands are run on copies of projects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "on stage" / "shop-api"
        self.out, self.err = folder / "out", folder / "err"

    def make(self, name: str, model: str, *lines: list[str]) -> Path:
        """Make a project to copy from, by running command lines on a copy of another one."""
        if model:
            self.put(model)
        else:
            self.root.parent.mkdir(parents=True)
        for words in lines:
            code = self.run(words, lambda: None)
            if code:
                raise RuntimeError(f"{words}: {code}: {self.err.read_text()}")
        self.root.rename(self.folder / name)
        return self.folder / name

    def put(self, model: str) -> None:
        """Put a copy on stage. Its files are links: nothing may ever write into one."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.folder / model, self.root, copy_function=os.link)

    def run(self, words: list[str], harm: Harm) -> int:
        """Run a command line in a process of its own; return its exit code."""
        pid = os.fork()
        if pid:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return self._be_command(words, harm)

    def _be_command(self, words: list[str], harm: Harm) -> NoReturn:
        try:
            for number, path in ((1, self.out), (2, self.err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            os.chdir(self.root if self.root.exists() else self.root.parent)
            sys.argv = ["polepos", *words]
            from polepos_cli.__main__ import main  # noqa: PLC0415

            harm()
            main()
        except BaseException:  # noqa: BLE001 - nobody else would report it
            sys.settrace(None)
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(_FAILED)


def _read(folder: str, below: str = "") -> Tree:
    """Return every file and every folder of a project; folders hold nothing."""
    found: Tree = {}
    for entry in os.scandir(folder):
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            found[path] = b""
            found |= _read(entry.path, f"{path}/")
        else:
            with open(entry.path, "rb", buffering=0) as file:
                found[path] = file.read()
    return found


def _own(everything: Tree) -> Tree:
    """Leave out what polepos keeps to undo and recover."""
    return {path: each for path, each in everything.items() if not path.startswith(_KEPT)}


def _name(state: Tree, known: Mapping[str, Tree]) -> str:
    for name, each in known.items():
        if state == each:
            return name
    return "; ".join(f"{name} but for {_differing(state, each)}" for name, each in known.items())


def _differing(one: Tree, other: Tree) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class Play:
    """A scenario, played."""

    def __init__(self, folder: Path, scenario: Scenario) -> None:
        self.scenario = scenario
        self.stage = Stage(folder)
        self.report = folder / "report"
        self.made: dict[tuple[str, tuple[str, ...]], tuple[int, Tree]] = {}
        self.stage.make("old", "", *scenario.before)
        for words in (scenario.words, ["undo"]):  # every import, once for all processes
            call(folder / "old", *words, "--dry-run")
        self.stage.make("new", "old", scenario.words)
        self.untouched = _read(str(folder / "old"))
        self.known = {"old": _own(self.untouched), "new": _own(_read(str(folder / "new")))}

    def observations(self) -> Iterator[Observation]:
        """Yield what comes of each moment, until there are no more."""
        now, last, told = Tree(), Tree(), 0
        for moment, harm in self._moments():
            if now != self.untouched:
                self.stage.put("old")
            code, what = self._run(harm)
            if not what:
                return
            now = _read(str(self.stage.root))
            harmed = self._seen(code, now, self.known)
            if now == last:
                yield Observation(moment, what, harmed, [], None, 0)
                continue
            after = self.scenario.after[told % len(self.scenario.after)]
            last, told = now, told + 1
            yield Observation(moment, what, harmed, after, *self._next(harmed, after))
            now = Tree()

    def _run(self, harm: Arm) -> tuple[int, str]:
        """Run the command; return its exit code, and what `harm` reports."""
        handle = os.open(self.report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        code = self.stage.run(self.scenario.words, lambda: harm(handle))
        os.close(handle)
        return code, self.report.read_text()

    def _moments(self) -> Iterator[tuple[int, Arm]]:
        match self.scenario.harm:
            case "interrupt-line":
                yield from self._lines()
            case "limit":
                yield from ((limit, let_no_file_exceed(limit)) for limit in _LIMITS)
            case harm:
                root = self.stage.root
                yield from ((moment, watch_calls(root, moment, harm)) for moment in count(1))

    def _lines(self) -> Iterator[tuple[int, Arm]]:
        """Yield the first and the last time that each line of the code which changes projects is run."""
        self.stage.put("old")
        _, report = self._run(watch_lines(None))
        run = report.split()
        times = {line: run.count(line) for line in run}
        chosen = sorted({(line, n) for line, total in times.items() for n in (1, total)})
        for moment, (line, n) in enumerate(chosen, 1):
            name, number = line.split(":")
            yield moment, watch_lines((name, int(number), n))

    def _next(self, harmed: Seen, words: list[str]) -> tuple[Seen, int]:
        code, expected = self._expected(harmed, tuple(words))
        done = self.stage.run(words, lambda: None)
        return self._seen(done, _read(str(self.stage.root)), {"as expected": expected}), code

    def _expected(self, harmed: Seen, words: tuple[str, ...]) -> tuple[int, Tree]:
        """Return what a command makes of a project to which nothing happened."""
        model = "new" if harmed.unfinished or harmed.state == "new" else "old"
        if (model, words) not in self.made:
            aside = self.stage.root.rename(self.stage.root.with_name("aside"))
            self.stage.put(model)
            code = self.stage.run(list(words), lambda: None)
            self.made[model, words] = code, _own(_read(str(self.stage.root)))
            shutil.rmtree(self.stage.root)
            aside.rename(self.stage.root)
        return self.made[model, words]

    def _seen(self, code: int, everything: Tree, known: Mapping[str, Tree]) -> Seen:
        return Seen(
            code,
            self.stage.out.read_text(encoding="utf-8"),
            self.stage.err.read_text(encoding="utf-8"),
            _name(_own(everything), known),
            ".polepos/tx/committed" in everything,
        )


def _never_wait(fd: object) -> None:
    """Say that all is on the disk."""


def main() -> None:
    """Play the scenario that this program was given."""
    folder, scenario = Path(sys.argv[1]), Scenario(**json.loads(sys.argv[2]))
    gc.disable()
    os.fsync = _never_wait  # a process is killed here, not the machine
    play = Play(folder, scenario)
    for each in play.observations():
        sys.stdout.write(json.dumps(asdict(each)) + "\n")
        sys.stdout.flush()  # what is left in the buffer, the next process would print too
    # Files on stage are links: had one been written in place, the model would have changed with it.
    if {name: _own(_read(str(folder / name))) for name in ("old", "new")} != play.known:
        raise SystemExit("a file was written in place")


if __name__ == "__main__":
    main()
