"""The child process that reads files which may be hostile; `sandbox` starts it.

Messages are frames (see `frames`) on standard input and output. A request is two: the kind of a file, and its bytes. An
answer is two as well: a header in JSON, and the text. The header has the fields of `ReadResult` but the text, or
`error` with a message, or `missing` with the name of a library that is not installed.

The process limits its own memory, and its processor time for each file; its parent kills it if no answer comes.
"""

import gc
import json
import os
import sys
from importlib import import_module
from typing import Any

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.failures import reason_of
from unrtrace.documents.readers.frames import read_frame, write_frames
from unrtrace.documents.readers.layout import ReadResult

MAX_MEMORY = 1 << 30  # bytes of address space, with the 0.1 GB of the interpreter
MAX_SECONDS = 60  # of processor time for a file


def read(kind: str, data: bytes) -> ReadResult:
    """Return the content of the bytes of a file, by the reader of its kind, whose library is imported now.

    The many small objects of a page live until it is read, so the garbage collector would only cost time.
    """
    reader = import_module(f"unrtrace.documents.readers.{kind}")
    gc.disable()
    try:
        result: ReadResult = reader.read(data)
        return result
    finally:
        gc.enable()


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    _limit_memory()
    while (kind := read_frame(requests)) is not None and (data := read_frame(requests)) is not None:
        _limit_time()
        header, text = _answer(kind.decode(), data)
        write_frames(answers, json.dumps(header).encode(), text.encode("utf-8", "replace"))


def _answer(kind: str, data: bytes) -> tuple[dict[str, Any], str]:
    """Return the header and the text of the answer to a request."""
    try:
        result = read(kind, data)
    except DocumentError as error:
        return {"error": str(error)}, ""
    except ModuleNotFoundError as error:
        return {"missing": error.name}, ""
    except (MemoryError, RecursionError):
        return {"error": f"needs more than {MAX_MEMORY >> 30} GB of memory to be read: split it"}, ""
    except Exception as error:  # a defect, ours or a library's, must not end in a traceback
        return {"error": reason_of(error)}, ""
    return {
        "pages": result.pages,
        "warnings": result.warnings,
        "metadata": dict(result.metadata),
        "declared_parts": result.declared_parts,
        "links": result.links,
        "damage": result.damage,
    }, result.text


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the deadline of the parent holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MAX_SECONDS, hard))


if __name__ == "__main__":
    main()
