"""Harm that comes to a process at the n-th thing it does."""

import errno
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

KILLED = 99
"""The exit code of a process that was killed here."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.chmod"}
_EVENTS = re.compile(r"open$|os\.|shutil\.|fcntl\.")
_TRACED = ("transaction.py", "journal.py", "locking.py", "carry_out.py", "recover.py", "show.py")


Arm = Callable[[int], None]
"""Sees to it that harm will come to the process; what it strikes is written to a file descriptor."""


def watch_calls(root: Path, moment: int, harm: str) -> Arm:
    """Do harm at a call of the file system in a project, counted from 1."""

    def arm(report: int) -> None:
        sys.addaudithook(Counter(root, moment, harm, report))

    return arm


def watch_lines(line: tuple[str, int, int] | None) -> Arm:
    """Interrupt at a line: its file, its number, and which time it is run; or only report all lines."""

    def arm(report: int) -> None:
        sys.settrace(Tracer(report, line))

    return arm


def let_no_file_exceed(limit: int) -> Arm:
    """Let files be written in part."""

    def arm(report: int) -> None:
        os.write(report, f"limit {limit}".encode())
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return arm


class Counter:
    """Counts calls of the file system in the project, and does harm at one of them."""

    def __init__(self, root: Path, moment: int, harm: str, report: int) -> None:
        self.root, self.moment, self.harm, self.report = str(root), moment, harm, report
        self.second = moment + 1 + moment * 7 % 23
        self.seen = 0
        self.refused: object = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at an event of the interpreter; an audit hook."""
        if not _EVENTS.match(event) or not self._counts(event, arguments):
            return
        self.seen += 1
        if self.seen == self.moment:
            what = f"{event} {str(arguments).replace(self.root, '.')}"
            os.write(self.report, what[:200].encode())
        if self.seen >= self.moment:
            self._strike(event, arguments)

    def _strike(self, event: str, arguments: tuple[Any, ...]) -> None:
        first = self.seen == self.moment
        match self.harm:
            case "kill":
                os._exit(KILLED)
            case "interrupt" if first:
                raise KeyboardInterrupt
            case "refuse" | "refuse-and-kill" if first:
                self._refuse(event, arguments)
            case "refuse" if isinstance(self.refused, str) and arguments[0] == self.refused:
                raise _error(errno.EACCES)
            case "refuse-and-kill" if self.seen == self.second:
                os._exit(KILLED)
            case "full":
                raise _error(errno.ENOSPC)
            case "read-only":
                raise _error(errno.EROFS)

    def _refuse(self, event: str, arguments: tuple[Any, ...]) -> None:
        if _writes(event, arguments):
            raise _error(errno.ENOSPC)
        if event in {"open", "os.scandir", "os.listdir"}:
            self.refused = arguments[0]  # from now on: it may not be read
        raise _error(errno.EACCES)

    def _counts(self, event: str, arguments: tuple[Any, ...]) -> bool:
        first = arguments[0] if arguments else ""
        if isinstance(first, bytes | os.PathLike):
            first = os.fsdecode(first)
        if isinstance(first, str) and os.path.isabs(first) and not first.startswith(self.root):
            return False
        if self.harm == "full":
            return _writes(event, arguments)
        return self.harm != "read-only" or _writes(event, arguments) or event in _CHANGES


def _writes(event: str, arguments: tuple[Any, ...]) -> bool:
    return event == "os.mkdir" or (event == "open" and bool(arguments[2] & _WRITES))


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


class Tracer:
    """Interrupts at a line, or reports all lines; a trace function."""

    def __init__(self, report: int, line: tuple[str, int, int] | None) -> None:
        self.report, self.line = report, line
        self.seen: dict[tuple[str, int], int] = {}

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        del argument
        name = os.path.basename(frame.f_code.co_filename)
        if name not in _TRACED or "polepos" not in frame.f_code.co_filename:
            return None
        if event == "line":
            here = (name, frame.f_lineno)
            self.seen[here] = self.seen.get(here, 0) + 1
            if self.line is None:
                os.write(self.report, f"{name}:{frame.f_lineno}\n".encode())
            elif self.line == (*here, self.seen[here]):
                sys.settrace(None)
                frame.f_trace = None
                os.write(self.report, f"{name}:{frame.f_lineno}".encode())
                raise KeyboardInterrupt
        return self
