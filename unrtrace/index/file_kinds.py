"""Which files of a folder are read, which are left out without a word, and what to do with all others.

The table is `facts/formats.toml`. The kind of a file that is not read is the ending of its name in small letters.

>>> is_document("A_RES_51_148.PDF"), is_document("old.doc"), is_document("mail.eml"), is_ignored("~$draft.docx")
(True, True, False, True)
>>> kind_of("mail.EML"), kind_of("README"), unread_kind("old.doc"), unread_kind("new.docx")
('.eml', 'no ending', '.doc', None)
>>> advice(".zip")
'unpack it in the folder'
"""

import os
from functools import cache

from unrtrace.facts import load

NO_ENDING, OTHER = "no ending", "other"
LINK_TO_FOLDER, BROKEN_LINK, SPECIAL = "link to a folder", "broken link", "special file"


def is_document(name: str) -> bool:
    """Return whether a file may be a document, by its name: its content is to be looked at."""
    return os.fsencode(name).lower().endswith(endings())


def is_ignored(name: str) -> bool:
    """Return whether a file is one that a program put there: a lock file, a list of thumbnails."""
    prefixes, names = _ignored()
    return name.startswith(prefixes) or name.lower() in names


def kind_of(name: str) -> str:
    """Return the ending of a name in small letters, with its point; `no ending` if it has none."""
    ending = os.path.splitext(name)[1].lower()
    return ending if len(ending) > 1 and ending.isprintable() else NO_ENDING


def unread_kind(name: str) -> str | None:
    """Return the kind of a file whose content is looked at although no reader is for its kind; None for a document."""
    kind = kind_of(name)
    return kind if kind in _opened() else None


def advice(kind: str) -> str:
    """Return what to do with files of a kind that is not read."""
    table = _advice()
    return table.get(kind) or table[OTHER]


@cache
def endings() -> tuple[bytes, ...]:
    """Return the endings of the names of files whose content is looked at."""
    return tuple(os.fsencode(ending) for ending in (*load("formats")["endings"], *_opened()))


@cache
def _opened() -> frozenset[str]:
    formats = load("formats")
    kinds = {kind for row in formats["unread"] if row.get("opened") for kind in row["kinds"]}
    return frozenset(kinds - set(formats["endings"]))


@cache
def _ignored() -> tuple[tuple[str, ...], frozenset[str]]:
    table = load("formats")["ignored"]
    return tuple(table["prefixes"]), frozenset(table["names"])


@cache
def _advice() -> dict[str, str]:
    return {kind: row["advice"] for row in load("formats")["unread"] for kind in row["kinds"]}
