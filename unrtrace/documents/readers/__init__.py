"""Files of any format to a `Reading`: one reader a format, chosen by content.

Plain text is read here, every other format in a process that can be stopped.

>>> read_bytes_as(b"The General Assembly,", "speech.txt").text
'The General Assembly,'
"""

from pathlib import Path

from unrtrace.documents.decoding import decode, read_bytes
from unrtrace.documents.readers.layout import Foot, Part, Reading
from unrtrace.documents.readers.sniff import may_be_document, sniff

__all__ = ["Foot", "Part", "Reading", "may_be_document", "read_bytes_as", "read_file", "sniff"]


def read_file(path: str | Path) -> Reading:
    """A file, or standard input for `-`, as its reader reads it; `DocumentError` says in one line why none can."""
    return read_bytes_as(read_bytes(path), str(path))


def read_bytes_as(data: bytes, name: str = "") -> Reading:
    """The content of a file of this name, as the reader of its kind reads it."""
    kind = sniff(data, name)
    if kind == "text":
        text, warnings = decode(data)
        return Reading(text, warnings=tuple(warnings))
    from unrtrace.documents.readers import sandbox

    return sandbox.read(kind, data)
