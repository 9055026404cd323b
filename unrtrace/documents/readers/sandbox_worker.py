"""The process that reads files which may be hostile: one request after another over its standard streams.

A request is the kind of the file and its bytes, an answer a header in JSON and the text; each is preceded by the
lengths of both. The process limits its own memory, and its time anew for each file; whoever started it kills it
where an answer does not come. Run by `process`, never by hand.
"""

import gc
import json
import os
import struct
import sys
from importlib import import_module
from typing import Any, BinaryIO

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.readers.layout import Reading

FRAME = struct.Struct("<QQ")
MEMORY = 1 << 30  # bytes of address space, the interpreter's own 0.1 GB included
SECONDS = 60  # of processor time a file


def read(kind: str, data: bytes) -> Reading:
    """The bytes of a file as the reader of a kind reads them; the reader's library is loaded now.

    A page's many small objects live until it is read: looking for garbage among them meanwhile is in vain.
    """
    reader = import_module(f"unrtrace.documents.readers.{kind}")
    gc.disable()
    try:
        reading: Reading = reader.read(data)
        return reading
    finally:
        gc.enable()


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    _limit_memory()
    while frame := take(requests):
        kind, data = frame
        _limit_time()
        try:
            reading = read(kind.decode(), data)
            header: dict[str, Any] = {
                "pages": reading.pages,
                "warnings": reading.warnings,
                "said": dict(reading.said),
                "parts": reading.parts,
            }
            text = reading.text
        except DocumentError as error:
            header, text = {"error": str(error)}, ""
        except ModuleNotFoundError as error:
            header, text = {"missing": error.name}, ""
        except (MemoryError, RecursionError):
            header, text = {"error": f"needs more than {MEMORY >> 30} GB of memory to be read: split it"}, ""
        except Exception as error:  # a defect, ours or a library's, must not end in a traceback
            header, text = {"error": _defect(error)}, ""
        put(answers, json.dumps(header).encode(), text.encode("utf-8", "replace"))


def _defect(error: Exception) -> str:
    """What to say of an error that no file should cause: what it was, and that it be reported."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"could not be read, by a defect of unrtrace or of a library ({what[:200]}): please report it with the file"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the deadline holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


def put(stream: BinaryIO, first: bytes, second: bytes) -> None:
    """Write two byte strings as one frame."""
    stream.write(FRAME.pack(len(first), len(second)))
    stream.write(first)
    stream.write(second)
    stream.flush()


def take(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The two byte strings of the next frame; None at the end."""
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    first, second = FRAME.unpack(head)
    one, other = stream.read(first), stream.read(second)
    return (one, other) if len(other) == second else None


if __name__ == "__main__":
    main()
