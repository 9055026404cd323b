"""Bytes of a file, and plain text from bytes; line ends stay as they are.

>>> decode("Résolution".encode("utf-16"))
('Résolution', [])
"""

import codecs
import errno
import os
import stat
import sys
from pathlib import Path

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000  # bytes that show the encoding of a text
MAX_BYTES = 256 << 20  # of a file
TOO_LARGE = f"is larger than {MAX_BYTES >> 20} MB, the most that is read: split it"
ADVICE = {
    errno.ENOENT: "look at the spelling of its name",
    errno.EACCES: "ask for leave to read it, for example with chmod u+r",
    errno.ELOOP: "name the file that the links should lead to",
}
# Encodings in which texts of the languages were written before UTF-8.
ENCODINGS = ("cp1252", "cp1251", "cp1256", "gb18030", "koi8_r", "iso8859_5", "iso8859_6", "cp866", "big5")


class DocumentError(Exception):
    """A file cannot be read; the message says in one line what is wrong and what to do."""


def read_bytes(path: str | Path) -> bytes:
    """Return all bytes of a regular file, or of standard input for `-`. Raise `DocumentError` if that fails."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise DocumentError(TOO_LARGE)
        return data
    try:
        status = os.stat(path)
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError("is a folder: name its files, for example with a *")
        if not stat.S_ISREG(mode):
            raise DocumentError("is not a regular file: copy its content into one, or pipe it into -")
        if status.st_size > MAX_BYTES:
            raise DocumentError(TOO_LARGE)
        return Path(path).read_bytes()
    except OSError as error:
        advice = ADVICE.get(error.errno or 0, "look at its name and its folder")
        raise DocumentError(f"cannot be read: {error.strerror or error}: {advice}") from None
    except ValueError as error:  # a NUL in the name
        raise DocumentError(f"is not a file name: {error}") from None


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of some bytes and the warnings.

    The encoding is that of the byte-order mark, else UTF-8, else the one that fits the bytes best. Bytes that are
    invalid in it become U+FFFD, with a warning.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_leniently(data, encoding)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:SAMPLE], cp_isolation=list(ENCODINGS)).best()
    encoding = guess.encoding if guess else "latin-1"
    text, warnings = _decode_leniently(data, encoding)
    return text, [f"is not UTF-8, read as {encoding}", *warnings]


def _decode_leniently(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, [f"{text.count(chr(0xFFFD))} characters could not be decoded as {encoding}"]
