"""The child process that reads all formats but plain text, seen from its parent.

It is started for the first file that needs it, kept for the next ones, and killed if it takes too long. If it dies or
is killed, its file is an error of one line, and the next file gets a new process.
"""

import atexit
import contextlib
import json
import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.readers.frames import read_frame, write_frames
from unrtrace.documents.readers.layout import DeclaredPart, Link, ReadResult
from unrtrace.documents.readers.sandbox_worker import MAX_MEMORY, MAX_SECONDS

KILLED = (-9, -24)  # exit codes: at the deadline, at the limit of processor time
_worker: "_Worker | None" = None


class _Worker:
    """A child process. It belongs to the process that started it and not to forks of that."""

    def __init__(self) -> None:
        home = str(Path(__file__).parents[3])
        paths = [home, *(path for path in sys.path if path and path != home)]
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-P", "-m", "unrtrace.documents.readers.sandbox_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
        )
        self.owner = os.getpid()

    def ask(self, kind: str, data: bytes) -> tuple[dict[str, Any], str] | None:
        """Return the header and the text of the answer; None if the process ended, or was killed, without one."""
        timer = threading.Timer(2 * MAX_SECONDS, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            write_frames(_pipe(self.process.stdin), kind.encode(), data)
            header, text = read_frame(_pipe(self.process.stdout)), read_frame(_pipe(self.process.stdout))
        except OSError:
            return None
        finally:
            timer.cancel()
        return None if header is None or text is None else (json.loads(header), text.decode("utf-8", "replace"))

    def end(self) -> int:
        """Kill the process and return its exit code."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _pipe(stream).close()
        return self.process.wait()


def _pipe(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    return stream


def read(kind: str, data: bytes) -> ReadResult:
    """Return the content of the bytes of a file, read in the child process by the reader of its kind.

    Raise `DocumentError` if the reader does, if the process dies, or if a library is not installed.
    """
    global _worker
    if _worker is None or _worker.owner != os.getpid():
        _worker = _Worker()
    answer = _worker.ask(kind, data)
    if answer is None:
        code = _worker.end()
        _worker = None
        raise DocumentError(_reason(code))
    header, text = answer
    if error := header.get("error"):
        raise DocumentError(error)
    if missing := header.get("missing"):
        package = missing.partition(".")[0]
        raise DocumentError(
            f"needs {package} to be read: {shlex.quote(sys.executable)} -m pip install {package};"
            " after that, unrtrace index --retry reads the files that failed"
        )
    parts = tuple(DeclaredPart(*part) for part in header["declared_parts"])
    links = tuple(Link(*link) for link in header["links"])
    return ReadResult(
        text, tuple(header["pages"]), tuple(header["warnings"]), header["metadata"], parts, header["damage"], links
    )


def _reason(code: int) -> str:
    """Return the message for a process that ended with an exit code and without an answer."""
    if code in KILLED:
        return f"took longer than {MAX_SECONDS} seconds to read and was given up: split it or get it again"
    return (
        f"could not be read in {MAX_MEMORY >> 30} GB of memory, or is damaged (code {code}): split it or get it again"
    )


@atexit.register
def stop() -> None:
    """End the child process if this process started one."""
    global _worker
    if _worker is not None and _worker.owner == os.getpid():
        _worker.end()
    _worker = None
