"""Files of all formats, each by the reader for its content.

Plain text is read here, every other format in a child process (see `sandbox`).

>>> read_bytes_as(b"The General Assembly,", "speech.txt").text
'The General Assembly,'
"""

from pathlib import Path

from unrtrace.documents.decoding import decode, read_bytes
from unrtrace.documents.readers.layout import DeclaredPart, InlineFootnote, ReadResult
from unrtrace.documents.readers.sniff import may_be_document, sniff

__all__ = ["DeclaredPart", "InlineFootnote", "ReadResult", "may_be_document", "read_bytes_as", "read_file", "sniff"]


def read_file(path: str | Path) -> ReadResult:
    """Return the content of a file, or of standard input for `-`.

    Raise `DocumentError` if it cannot be read; its message is one line.
    """
    return read_bytes_as(read_bytes(path), str(path))


def read_bytes_as(data: bytes, name: str = "") -> ReadResult:
    """Return the content of the bytes of a file; its name helps where the bytes leave the format open.

    Raise `DocumentError` as `read_file` does.
    """
    kind = sniff(data, name)
    if kind == "text":
        text, warnings = decode(data)
        return ReadResult(text, warnings=tuple(warnings))
    from unrtrace.documents.readers import sandbox

    return sandbox.read(kind, data)
