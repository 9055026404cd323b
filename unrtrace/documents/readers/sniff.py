"""The format of a file, by the bytes it begins with; its name decides only what they leave open.

>>> sniff(b"%PDF-1.7 ...", "report.txt"), sniff(b"The General Assembly,", "report.pdf")
('pdf', 'text')
"""

import re

from unrtrace.documents.decoding import BYTE_ORDER_MARKS, DocumentError
from unrtrace.facts import load

HEAD = 65_536  # bytes that are looked at
CONVERT = "convert it first: soffice --headless --convert-to docx FILE"
REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"is an old Word file (.doc): {CONVERT}"),
    (b"\xffWPC", f"is a WordPerfect file: {CONVERT}"),
    (b"{\\rtf", f"is an RTF file: {CONVERT}"),
    (b"\x89PNG\r\n", "is a picture: use the document's text, or a PDF with text"),
    (b"\xff\xd8\xff", "is a picture: use the document's text, or a PDF with text"),
    (b"II*\x00", "is a picture: use the document's text, or a PDF with text"),
    (b"MM\x00*", "is a picture: use the document's text, or a PDF with text"),
    (b"GIF8", "is a picture: use the document's text, or a PDF with text"),
    (b"\x1f\x8b", "is a gzip archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive: unpack it first"),
)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SKIPPED = re.compile(rb"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^\[>]*(?:\[.*?\]\s*)?>)\s*)*", re.S | re.I)
ROOT = re.compile(rb"<(?:[\w.-]+:)?(?P<root>!doctype\s+html|[a-z][\w.-]*)", re.I)
HTML_ROOTS = frozenset((b"html", b"head", b"body", b"meta", b"title", b"script", b"style", b"link", b"base"))
TAG = re.compile(rb"<(?:p|br|div|span|table|h[1-6]|a|font|center|b|i|ul|ol|blockquote|pre)[\s>/]", re.I)


def may_be_document(name: str) -> bool:
    """Return whether a file of this name may be a document; its content is not read.

    >>> [may_be_document(name) for name in ("A_RES_51_148.PDF", "old.doc", "notes.py", ".hidden.txt")]
    [True, True, False, False]
    """
    stem = name.rsplit("/", 1)[-1]
    formats, own = load("formats"), ending(stem)
    opened = (kind for row in formats["unread"] if row.get("opened") for kind in row["kinds"])
    return not stem.startswith((".", "~$")) and (own in formats["endings"] or own in opened)


def ending(name: str) -> str:
    """Return the extension of a name with its dot, in lower case; empty if it has none."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def sniff(data: bytes, name: str = "") -> str:
    """Return the reader for the bytes of a file: text, html, akn, pdf or docx.

    Raise `DocumentError` if there is none.
    """
    head = data[:HEAD]
    by_name = load("formats")["endings"].get(ending(name), "text")
    if not data and by_name != "text":
        raise DocumentError("is empty: get the file again")
    for magic, reason in REFUSED:
        if head.startswith(magic):
            raise DocumentError("is encrypted: save it without its password" if ENCRYPTED in data else reason)
    if b"%PDF-" in head[: 1024 if by_name == "pdf" else 16]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    return _marked_up(head, by_name)


def _zipped(data: bytes) -> str:
    """Return the format of a ZIP archive. Raise `DocumentError` if none reads it."""
    if b"word/" in data:
        return "docx"
    if b"opendocument.text" in data[:200]:
        raise DocumentError(f"is an OpenDocument text: {CONVERT}")
    raise DocumentError("is a ZIP archive, not a Word file: unpack it and name the files in it")


def _marked_up(head: bytes, by_name: str) -> str:
    """Return the format of mark-up that some bytes begin with, `text` if it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: HEAD - 2].decode("utf-16", "ignore").encode()
    for mark, _ in BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    begin = SKIPPED.match(head)
    found = ROOT.match(head, begin.end() if begin else 0)
    root = found["root"].lower() if found else b""
    if root == b"akomantoso":
        return "akn"
    if root in HTML_ROOTS or root.startswith(b"!doctype"):
        return "html"
    if by_name == "html" and TAG.search(head):
        return "html"
    if found and head.lstrip().startswith(b"<?xml"):
        raise DocumentError(f"is XML of a kind that is not read, <{root.decode()}>: Akoma Ntoso and XHTML are")
    if by_name == "akn" and head.lstrip().startswith(b"<"):
        return "akn"
    return "text"
