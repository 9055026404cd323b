"""The reader's process from outside: started with the first file that needs it, kept for the next, stopped if it hangs.

Plain text never comes here. A process that dies or is killed costs its file one line of error, and the next file a
new process.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.readers.layout import Part, Reading
from unrtrace.documents.readers.sandbox_worker import MEMORY, SECONDS, put, take

EXTRAS = {"pypdfium2": "pdf", "mammoth": "docx", "docx2python": "docx", "selectolax": "html"}
_worker: "_Worker | None" = None


class _Worker:
    """One process; it belongs to the process that started it, not to a fork of that."""

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
        """The answer's header and text; None where the process ended without one, or had to be ended."""
        timer = threading.Timer(2 * SECONDS, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            put(_stream(self.process.stdin), kind.encode(), data)
            answer = take(_stream(self.process.stdout))
        except OSError:
            answer = None
        finally:
            timer.cancel()
        return (json.loads(answer[0]), answer[1].decode("utf-8", "replace")) if answer else None

    def end(self) -> int:
        """Stop the process and return its exit code."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _stream(stream).close()
        return self.process.wait()


def _stream(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    return stream


def read(kind: str, data: bytes) -> Reading:
    """The bytes of a file as the reader of a kind reads them, in the other process."""
    global _worker
    if _worker is None or _worker.owner != os.getpid():
        _worker = _Worker()
    answer = _worker.ask(kind, data)
    if answer is None:
        code = _worker.end()
        _worker = None
        raise DocumentError(_ended(code))
    header, text = answer
    if error := header.get("error"):
        raise DocumentError(error)
    if missing := header.get("missing"):
        extra = EXTRAS.get(missing.split(".")[0], "all")
        raise DocumentError(f"needs {missing} to be read: pip install 'unrtrace[{extra}]'")
    parts = tuple(Part(*part) for part in header["parts"])
    return Reading(text, tuple(header["pages"]), tuple(header["warnings"]), header["said"], parts)


def _ended(code: int) -> str:
    """What to say of a process that ended without an answer."""
    if code in (-9, -24):  # killed at its deadline, or at its limit of processor time
        return f"took longer than {SECONDS} seconds to read and was given up: split it or get it again"
    return f"could not be read in {MEMORY >> 30} GB of memory, or is damaged (code {code}): split it or get it again"


@atexit.register
def stop() -> None:
    """End the process, where this one started it."""
    global _worker
    if _worker is not None and _worker.owner == os.getpid():
        _worker.end()
    _worker = None
