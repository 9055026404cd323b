"""Run the command line: in this process where possible, in a process of its own where a test is about processes.

`run` calls `unrtrace.cli.run`, which returns an exit code and does not leave. It is ten times as fast as starting
Python. Use `run_process`, `run_python` or `start` for what only a real process has: signals, closed pipes, terminals,
several commands at once, hash seeds, limits of memory, the modules that are imported at start-up.
"""

import contextlib
import importlib.util
import io
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from unrtrace import cli
from unrtrace.documents.readers import sandbox as reader_process
from unrtrace.index.locate import VARIABLE

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, "-m", "unrtrace"]
SECONDS = 120  # until a process counts as hanging
UNSET = (VARIABLE, "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
SET = {"TERM": "xterm-256color", "COLORTERM": "", "PYTHONDONTWRITEBYTECODE": "1"}


class Result(NamedTuple):
    """What a command left behind: its exit code and the bytes of its two streams; `out` and `err` are the texts."""

    returncode: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """Return standard output as text."""
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        """Return standard error as text."""
        return self.stderr.decode("utf-8")


def environment(**variables: str) -> dict[str, str]:
    """Return this environment without what changes the output of a command, and with the given variables."""
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    return kept | SET | variables


def run(*arguments: str, cwd: Path = ROOT, stdin: bytes = b"", **variables: str) -> Result:
    """Run one command in this process, with its own streams, folder and environment, and put all of them back.

    An error that the program does not foresee is raised here, where a process would print its traceback.
    """
    assert not any(name.startswith("PYTHON") for name in variables), "only a new process heeds PYTHON... variables"
    out, error = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, value in (SET | variables).items():
            patch.setenv(name, value)
        for name, stream in (("stdin", io.BytesIO(stdin)), ("stdout", out), ("stderr", error)):
            patch.setattr(sys, name, io.TextIOWrapper(stream, encoding="utf-8"))
        patch.setattr(os, "get_terminal_size", _no_terminal)  # as behind a pipe, also where the tests run on a terminal
        try:
            code = cli.run(list(arguments))
        finally:
            reader_process.stop()  # else it would keep this folder and environment for the next run
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(code, out.getvalue(), error.getvalue())


def run_process(*arguments: str, cwd: Path = ROOT, stdin: bytes = b"", **variables: str) -> Result:
    """Run one command in a process of its own, as `python -m unrtrace`."""
    return _finish([*MAIN, *arguments], cwd, stdin, variables)


def run_python(code: str, *arguments: str, cwd: Path = ROOT, **variables: str) -> Result:
    """Run a piece of Python in a process of its own."""
    return _finish([sys.executable, "-c", code, *arguments], cwd, b"", variables)


def imported_by(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """Return the names of all modules that a command imports in a process of its own."""
    code = (
        "import atexit, sys; atexit.register(lambda: print('', *sys.modules, file=sys.stderr));"
        "from unrtrace.cli import main; main()"
    )
    done = run_python(code, *arguments, cwd=cwd)
    assert done.returncode == 0, done.err
    return set(done.err.rpartition("\n ")[2].split())


def check_not_imported(imported: set[str], forbidden: Iterable[str]) -> None:
    """Fail where a forbidden module was imported, or where the package no longer has a module of that name."""
    for name in forbidden:
        assert not name.startswith("unrtrace") or importlib.util.find_spec(name), f"no such module: {name}"
    assert imported & set(forbidden) == set()


def start(*arguments: str, cwd: Path = ROOT, **options: Any) -> "subprocess.Popen[bytes]":
    """Start a command in a process of its own and do not wait for it; its output goes into pipes."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*MAIN, *arguments], cwd=cwd, env=environment(), **(pipes | options))


def on_terminal(*arguments: str, cwd: Path = ROOT, **variables: str) -> bytes:
    """Run a command on a terminal of its own and return what it shows there."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*MAIN, *arguments], cwd=cwd, env=environment(**variables), stdin=follower, stdout=follower
    )
    os.close(follower)
    output = read_terminal(leader)
    assert process.wait(timeout=SECONDS) == 0
    return output


def read_terminal(leader: int) -> bytes:
    """Return all that is written to a terminal until its last writer closes it."""
    output = b""
    with contextlib.suppress(OSError):  # Linux: the other end was closed
        while data := os.read(leader, 65536):
            output += data
    os.close(leader)
    return output


def complaint(done: Result) -> str:
    """Return the one line on standard error; fail where there are none or several."""
    (line,) = complaints(done)
    assert done.err.endswith("\n")
    return line


def complaints(done: Result) -> list[str]:
    """Return the lines on standard error, each of which must start with the name of the program."""
    lines = done.err.splitlines()
    assert all(line.startswith("unrtrace: ") for line in lines), lines
    return lines


def _finish(command: list[str], cwd: Path, stdin: bytes, variables: dict[str, str]) -> Result:
    done = subprocess.run(
        command, cwd=cwd, env=environment(**variables), input=stdin, capture_output=True, timeout=SECONDS, check=False
    )
    return Result(done.returncode, done.stdout, done.stderr)


def _no_terminal(*_: object) -> os.terminal_size:
    raise OSError("not a terminal")
